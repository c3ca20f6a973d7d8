import type { Sql } from "../../database"

/** A price that is lower than any of the last days. Amounts are decimals as the core keeps them. */
export type PriceDrop = {
  product_id: string
  variant_id: string
  currency: string
  /** '' for everybody, else a customer group. */
  audience: string
  /** '' for wherever no region has a price of its own. */
  region: string
  price_list_id: string | null
  from: string
  to: string
}

/**
 * Makes our prices say what `prices` (SQL, see catalogNow) says now, and answers those that were never so low since `lowest_since`: a
 * price that goes up and comes down again is none. The first price of a variant is none either; a group's first is
 * compared with everybody's, and a region's first with what was paid there until then. Call it one at a time.
 */
export const replacePrices = (
  tx: Sql,
  prices: string,
  { now, products, lowest_since }: { now: Date; products: string[] | null; lowest_since: Date },
): Promise<PriceDrop[]> =>
  tx.rows<PriceDrop>(
    `with now_is as materialized (${prices}),
     known as materialized (
       select * from marketing_price where until is null and ($2::text[] is null or product_id = any($2))),
     compared as materialized (
       select k.no, n.*, coalesce(n.amount <> k.amount, true) as differs
         from known k full join now_is n
           on n.variant_id = k.variant_id and n.currency = k.currency and n.audience = k.audience and n.region = k.region),
     closed as (
       update marketing_price p set until = $1 from compared c where p.no = c.no and c.differs),
     made as (
       insert into marketing_price (variant_id, product_id, currency, audience, region, amount, price_list_id, since)
       select variant_id, product_id, currency, audience, region, amount, price_list_id, $1
         from compared where differs and amount is not null)
     select c.product_id, c.variant_id, c.currency, c.audience, c.region, c.price_list_id, lowest.amount::text as "from", c.amount::text as "to"
       from compared c cross join lateral (
         select min(p.amount) as amount from marketing_price p
          where p.variant_id = c.variant_id and p.currency = c.currency and p.audience in (c.audience, '')
            and p.region = case when exists (
                  select 1 from marketing_price there
                   where there.variant_id = c.variant_id and there.currency = c.currency and there.region = c.region
                     and (there.until is null or there.until > $3)) then c.region else '' end
            and (p.until is null or p.until > $3)) lowest
      where c.differs and c.amount < lowest.amount
      order by c.product_id, c.variant_id`,
    [now, products, lowest_since],
  )

/** Prices that ended before this moment are compared with nothing any more. */
export const forgetPrices = (tx: Sql, before: Date): Promise<number> =>
  tx.run("delete from marketing_price where until < $1", [before])
