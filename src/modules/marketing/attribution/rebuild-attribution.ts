import type { Clock } from "../clock"
import type { Database } from "../database"
import {
  type AttributeOrders,
  creditOrders,
  lastTouchPerPlan,
  tellsOtherwise,
  writeConversions,
} from "./attribute-orders"

/** People whose orders are compared and written at once. */
const PEOPLE = 100_000
/** Orders that are attributed at once, where it is done by order. */
const ORDERS = 10_000

/**
 * Brings every order up to what the touches say now; for changed windows and for checks. Only the orders that are counted
 * otherwise than they should be are locked and written. Answers how many orders were looked at.
 */
export const rebuildAttribution =
  ({
    database,
    clock,
    attributeOrders,
  }: {
    database: Database
    clock: Clock
    attributeOrders: AttributeOrders
  }) =>
  async (onProgress: (done: number) => void = () => undefined): Promise<number> => {
    const now = await clock.now()
    const byOrder = async (orders: { oid: number }[]) => {
      const oids = orders.map(({ oid }) => oid)
      for (let from = 0; from < oids.length; from += ORDERS)
        await database.transaction((tx) => attributeOrders(tx, oids.slice(from, from + ORDERS), now))
    }
    const { last, days } = (await database.one<{ last: number; days: number }>(LAST_AND_LONGEST))!
    /** Of one picture of the store: whoever attributes one of these orders meanwhile breaks it. */
    const together = (page: Page) =>
      database.transaction(async (tx) => {
        await tx.run("set transaction isolation level repeatable read")
        const found = await tx.rows<{ oid: number; written: boolean }>(WRITTEN_TOGETHER, [days, now, ...page])
        const oids = (written: boolean) =>
          found.filter((one) => one.written === written).map(({ oid }) => oid)
        await creditOrders(tx, oids(true))
        await attributeOrders(tx, oids(false), now)
      })
    let done = 0
    for (let after = 0; after < last; after += PEOPLE) {
      const page: Page = [after, after + PEOPLE]
      try {
        await together(page)
      } catch (error) {
        if (!isConflict(error)) throw error
        await byOrder(await database.rows(COUNTED_OTHERWISE, [days, ...page]))
      }
      const looked = await database.one<{ n: number }>(
        "select count(*) as n from marketing_order where pid > $1 and pid <= $2",
        page,
      )
      done += looked!.n
      onProgress(done)
    }
    await byOrder(await database.rows(CREDITS_OF_NOTHING))
    return done
  }

/** After whom, and up to whom. */
type Page = [after: number, last: number]

/** Serialization failures and deadlocks: two who wrote the same. */
const isConflict = (error: unknown): boolean =>
  error instanceof Error && String((error as { code?: unknown }).code).startsWith("40")

/** The last of the people who have orders or conversions, and the longest window that any plan has or had. */
const LAST_AND_LONGEST = `
  select greatest((select max(pid) from marketing_order), (select max(pid) from marketing_conversion), 0) as last,
         (select max(coalesce((settings #>> '{attribution,window_days}')::int, 7)) from marketing_plan_version) as days`

/**
 * Orders whose conversions or credit are `missing` or say something else, and conversions that are too many. A conversion is found by
 * whom it names, even where the order is somebody else's by now. `first` is the parameter of the first person. A day more than the
 * longest window, because a day in a time zone has 25 hours at times: each version's own window is what counts.
 */
const compared = (first: number): string => {
  const among = (row: string) => `${row}.pid > $${first} and ${row}.pid <= $${first + 1}`
  const pairs = `marketing_touch t
    join marketing_order o on o.pid = t.pid and o.placed_at >= t.at and o.placed_at <= t.at + make_interval(days => $1 + 1)
     and ${among("t")} and ${among("o")}`
  return `
  with best as materialized (${lastTouchPerPlan(pairs)}),
  last as (select distinct on (oid) oid, touch_id, net from best order by oid, touched_at desc, touch_id desc),
  too_many as materialized (
    select distinct c.oid from marketing_conversion c
     where ${among("c")} and (c.oid, c.plan_no) not in (select oid, plan_no from best)),
  missing as (
    select b.oid from best b left join marketing_conversion c on c.oid = b.oid and c.plan_no = b.plan_no
     where c.oid is null or ${tellsOtherwise("b")}
    union
    select l.oid from last l left join marketing_credit k on k.oid = l.oid and k.model = 'last'
     where (k.touch_id, k.amount) is distinct from (l.touch_id, l.net))`
}

const COUNTED_OTHERWISE = `${compared(2)} select oid from missing union select oid from too_many`

/**
 * What is missing is written as it was compared; orders with a conversion too many are only named. Lists are looked up ("not in", "is
 * true"), never joined: PostgreSQL cannot guess how long they are, and once went through one for each row of the other.
 */
const WRITTEN_TOGETHER = `${compared(3)},
  locked as materialized (
    select o.oid from marketing_order o join missing m on m.oid = o.oid
     where m.oid not in (select oid from too_many) order by o.oid for update of o),
  written as (${writeConversions("best where (oid in (select oid from locked)) is true")})
  select oid, true as written from locked union all select oid, false from too_many`

const CREDITS_OF_NOTHING = `
  select k.oid from marketing_credit k
   where k.model = 'last' and not exists (select 1 from marketing_conversion c where c.oid = k.oid)`
