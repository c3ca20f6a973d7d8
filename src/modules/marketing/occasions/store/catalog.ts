import type { Sql } from "../../database"
import { rowTable } from "../../row-table"

/** News of the catalogue, with whom it can concern. */
export type NewsRow = {
  /** The product or promotion: nobody hears of the same one twice in the cool-down. */
  about: string
  /** null: whatever product people had to do with. */
  product_id: string | null
  variant_id: string | null
  /** Only who pays in it; null: everybody. */
  currency: string | null
  /** A customer group; '': everybody whose groups have no price of their own; null: everybody. */
  audience: string | null
  /** Only who buys there; '': who buys where this has no price of its own; null: everybody. */
  region: string | null
  /** Only who buys in one of them, or has things sent to one of these countries, as far as one knows; null: everybody. */
  regions: string[] | null
  countries: string[] | null
  /** Of several about the same, a person hears the heaviest. */
  weight: number
  event: object
}

type Terms = {
  plan_no: number
  version: number
  node: string
  people: readonly ("cart" | "viewed" | "wished" | "bought")[]
  segment_id?: string
  /** Since when people must have had to do with it. */
  since: Date
  /** Who came in since then for the same is left out. */
  rested: Date
  now: Date
  /** SQL of where the person of the row `p` buys. */
  region_of: string
  /** SQL of where that person has things sent. */
  country_of: string
  /** The store's: of people of whom nobody knows what they pay in. */
  currency: string
}

/** `sure`: the store's own rows say it, not only a browser (S4). */
const MET = {
  cart: (any: boolean) => `
    select n.n, l.pid, true as sure, cart.currency
      from news n join marketing_cart_line l
        on ${any ? "true" : "l.product = n.product and (n.variant_id is null or l.variant_id is null or l.variant_id = n.variant_id)"}
      join marketing_cart cart on cart.cart_id = l.cart_id and cart.updated_at >= $4`,
  viewed: (any: boolean) => `
    select n.n, e.pid, false, null
      from news n join marketing_event e on e.name = 'product_viewed' and e.at >= $4 and e.pid is not null
       ${any ? "" : "and e.product = n.product"}
     where not exists (select 1 from marketing_customer_product b
                        where b.pid = e.pid and b.product = e.product and b.last_at >= e.at)`,
  wished: (any: boolean) => `
    select n.n, e.pid, false, null
      from news n join marketing_event e on e.name = 'wishlist_added' and e.at >= $4 and e.pid is not null
       ${any ? "" : "and e.product = n.product"}
     where not exists (select 1 from marketing_event off
                        where off.name = 'wishlist_removed' and off.pid = e.pid and off.product = e.product and off.at >= e.at)
       and not exists (select 1 from marketing_customer_product b
                        where b.pid = e.pid and b.product = e.product and b.last_at >= e.at)`,
  bought: (any: boolean) => `
    select n.n, b.pid, true, null
      from news n join marketing_customer_product b on b.last_at >= $4 ${any ? "" : "and b.product = n.product"}`,
}
const MEMBERS = `
    select n.n, m.pid, true, null
      from news n join marketing_segment g on g.id = $7 and g.deleted_at is null
      join marketing_segment_member m on m.segment_no = g.no`

/**
 * Keeps an occasion of this node for everybody whom the news concern. They are all of products or all of none. Answers
 * how many: who heard of the same within the cool-down, or is about to, is left out.
 */
export function insertCatalogOccasions(tx: Sql, terms: Terms, news: NewsRow[]): Promise<number> {
  const asked = rowTable(
    news.map((one, n) => ({ n, ...one })),
    {
      n: "int",
      about: "text",
      product_id: "text",
      variant_id: "text",
      currency: "text",
      audience: "text",
      region: "text",
      regions: "jsonb",
      countries: "jsonb",
      weight: "bigint",
      event: "jsonb",
    },
    { first: 9 },
  )
  const any = news.every((one) => one.product_id === null)
  const met = [...terms.people.map((how) => MET[how](any)), ...(terms.segment_id ? [MEMBERS] : [])]
  if (met.length === 0) return Promise.resolve(0)
  return tx.run(
    `with news as materialized (
       select asked.*, p.product from ${asked.from} left join marketing_product p on p.product_id = asked.product_id),
     given as (select $4::timestamptz as since, $7::text as segment, $8::text as currency),
     met (n, pid, sure, currency) as (${met.join("\n union all")}),
     meant as materialized (
       select n, pid, bool_or(sure) as sure, max(currency) as currency from met group by n, pid),
     chosen as (
       select distinct on (m.pid, n.about) m.pid, n.about, n.event, n.product, bool_or(m.sure) over (partition by m.pid, n.about) as sure
         from meant m join news n using (n)
         join marketing_profile p on p.pid = m.pid and p.deleted_at is null
         cross join lateral (
           select coalesce((
             select own.region from marketing_price own
              where own.variant_id = n.variant_id and own.currency = n.currency and own.until is null and own.region <> ''
                and own.region = ${terms.region_of} limit 1), '') as region) place
        where (n.currency is null or n.currency = coalesce(m.currency,
                (select c.currency from marketing_cart c where c.pid = m.pid order by c.updated_at desc limit 1),
                (select o.currency from marketing_order o where o.pid = m.pid order by o.placed_at desc limit 1), $8))
          and (n.region is null or n.region = place.region)
          and (n.regions is null or n.regions ? (${terms.region_of}))
          and (n.countries is null or n.countries ? (${terms.country_of}))
          and (n.audience is null or n.audience = any(p.groups) or n.audience = '' and not exists (
                select 1 from marketing_price own
                 where own.variant_id = n.variant_id and own.currency = n.currency and own.until is null
                   and own.region = n.region and own.audience = any(p.groups)))
          -- Nor is it news to who pays so little by another group of hers, or did of late.
          and not exists (
                select 1 from marketing_price own
                  join marketing_price told on told.variant_id = own.variant_id and told.currency = own.currency
                                           and told.audience = n.audience and told.region = own.region and told.until is null
                 where own.variant_id = n.variant_id and own.currency = n.currency and own.region = n.region and own.audience = any(p.groups)
                   and own.audience <> n.audience and own.amount <= told.amount
                   and (own.until is null or own.until > $6::timestamptz - interval '30 days'))
        order by m.pid, n.about, n.weight desc, n.n)
     insert into marketing_occasion (plan_no, version, node, starts, pid, entry_key, at, since, due_at, event)
     select $1::int, $2::int, $3::text, true, c.pid, $3::text || ' ' || c.about || ' ' || extract(epoch from $6::timestamptz)::text, $6, $6, $6,
            c.event || jsonb_build_object('product', c.product, 'trusted', c.sure)
       from chosen c
      where not exists (
              select 1 from marketing_enrollment e
               where e.pid = c.pid and e.plan_no = $1 and e.entry = $3 and e.entered_at > $5::timestamptz
                 and e.event -> 'props' ->> 'about' = c.about)
        and not exists (
              select 1 from marketing_occasion o
               where o.pid = c.pid and o.plan_no = $1 and o.node = $3 and o.event -> 'props' ->> 'about' = c.about)
      order by c.pid
     on conflict do nothing`,
    [
      terms.plan_no,
      terms.version,
      terms.node,
      terms.since,
      terms.rested,
      terms.now,
      terms.segment_id ?? null,
      terms.currency,
      ...asked.values,
    ],
  )
}
