import type { Database } from "../database"
import type { FindPerson } from "./find-person"

export type TimelineKind = "event" | "order" | "message" | "coupon" | "points"

/** One thing that happened to or with a customer. `what` says which of its kind, `detail` is for people to read. */
export type TimelineItem = {
  at: Date
  kind: TimelineKind
  what: string
  ref: string
  detail: Record<string, unknown>
}

/** Each family's rows of person $1 in one shape. */
const FAMILIES = [
  `select at, 'event' as kind, name as what, key as ref, props || jsonb_strip_nulls(jsonb_build_object('amount', amount, 'currency', currency)) as detail
   from marketing_event where pid = $1`,
  `select placed_at, 'order', case when cancelled_at is not null then 'cancelled' when paid_at is null then 'placed' else 'paid' end,
     order_id, jsonb_build_object('total', total, 'currency', currency, 'refunded', refunded, 'source', source)
   from marketing_order where pid = $1`,
  `select coalesce(sent_at, queued_at), 'message', state, id::text,
     jsonb_strip_nulls(jsonb_build_object('channel', channel, 'reason', reason, 'clicked_at', clicked_at))
   from marketing_send where pid = $1`,
  `select c.granted_at, 'coupon', 'granted', c.id::text,
     jsonb_strip_nulls(jsonb_build_object('name', t.name, 'expires_at', c.expires_at, 'by', c.granted_by, 'reason', c.reason))
   from marketing_coupon c join marketing_coupon_template t on t.no = c.template_no where c.pid = $1`,
  `select c.used_at, 'coupon', 'used', c.id::text, jsonb_build_object('name', t.name, 'order_id', c.order_id)
   from marketing_coupon c join marketing_coupon_template t on t.no = c.template_no
   where c.pid = $1 and c.used_at is not null`,
  `select a.at, 'coupon', 'revoked', c.id::text,
     jsonb_strip_nulls(jsonb_build_object('name', t.name, 'by', a.actor, 'reason', nullif(a.detail ->> 'reason', '')))
   from marketing_coupon c join marketing_coupon_template t on t.no = c.template_no
   join marketing_audit a on a.entity = 'coupon' and a.entity_id = c.id::text and a.action = 'revoke'
   where c.pid = $1 and c.state = 'revoked'`,
  `select t.at, 'points', t.kind, t.id::text,
     jsonb_strip_nulls(jsonb_build_object('points', e.amount, 'order_id', t.order_id, 'by', t.actor, 'reason', t.note))
   from marketing_account a join marketing_entry e on e.account_id = a.id join marketing_txn t on t.id = e.txn_id
   where a.pid = $1`,
]

const wanted = (family: string, index: number) =>
  `select * from (${family}) as f${index}(at, kind, what, ref, detail) where kind = any($2)`

/** Everything we know of a customer in one list, newest first. */
export const readTimeline =
  ({ database, findPerson }: { database: Database; findPerson: FindPerson }) =>
  async (asked: {
    customer_id: string
    kinds?: TimelineKind[]
    offset: number
    limit: number
  }): Promise<{ items: TimelineItem[]; count: number }> => {
    const pid = await findPerson(asked.customer_id)
    const kinds = asked.kinds ?? ["event", "order", "message", "coupon", "points"]
    const newest = FAMILIES.map((family, i) => `(${wanted(family, i)} order by at desc limit $3)`)
    const items = await database.rows<TimelineItem>(
      `${newest.join(" union all ")} order by at desc, kind, ref offset $4 limit $5`,
      [pid, kinds, asked.offset + asked.limit, asked.offset, asked.limit],
    )
    const counted = await database.one<{ count: number }>(
      `select count(*) as count from (${FAMILIES.map(wanted).join(" union all ")}) everything`,
      [pid, kinds],
    )
    return { items, count: counted!.count }
  }
