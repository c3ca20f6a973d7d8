import { BEHAVIOUR_EVENTS, behaviourAfter } from "../../../../core/rules/behaviour"
import type { CustomerSnapshot } from "../../../../core/rules/snapshot"
import type { Sql } from "../../database"

/** Events of one name of one customer that are looked at; the newest win. */
const MOST_EVENTS = 10_000

const PRODUCT = `case when m.product is null then null else jsonb_build_object('product_id', m.product_id,
  'category_ids', m.category_ids, 'collection_id', m.collection_id, 'type_id', m.type_id, 'tag_ids', m.tag_ids,
  'deleted', m.deleted_at is not null) end`

/** Everything rules can ask about one customer, in one round of queries, with events of these names; undefined for an unknown customer. */
export async function readSnapshot(
  sql: Sql,
  customerId: string,
  events: ReadonlySet<string>,
): Promise<CustomerSnapshot | undefined> {
  const profile = await sql.one<CustomerSnapshot["profile"]>(
    `select p.*, to_jsonb(s) as score from marketing_profile p left join marketing_score s on s.pid = p.pid
      where p.customer_id = $1 and p.deleted_at is null`,
    [customerId],
  )
  if (!profile) return undefined
  const { pid } = profile
  return {
    profile,
    orders: await ordersOf(sql, pid),
    refunds: await sql.rows(
      `select r.refund_id, o.order_id, r.at, r.amount, r.currency, o.sales_channel_id, o.source
       from marketing_refund r join marketing_order o on o.oid = r.oid where r.pid = $1`,
      [pid],
    ),
    events: await sql.rows(
      `select e.key, e.name, e.at, ${PRODUCT} as product, e.amount, e.currency, e.props
       from unnest($2::text[]) asked(name)
       cross join lateral (select * from marketing_event
         where pid = $1 and name = asked.name order by at desc limit ${MOST_EVENTS}) e
       left join marketing_product m on m.product = e.product`,
      [pid, [...events]],
    ),
    carts: await sql.rows(
      `select c.cart_id, c.updated_at, l.currency, jsonb_agg(jsonb_build_object('product', ${PRODUCT},
         'variant_id', l.variant_id, 'quantity', l.quantity, 'amount', l.amount, 'net', l.amount)) as lines
       from marketing_cart c join marketing_cart_line l on l.cart_id = c.cart_id
       left join marketing_product m on m.product = l.product where c.pid = $1 group by c.cart_id, c.updated_at, l.currency`,
      [pid],
    ),
    segments: (
      await sql.rows<{ id: string }>(
        "select s.id from marketing_segment_member m join marketing_segment s on s.no = m.segment_no where m.pid = $1",
        [pid],
      )
    ).map((segment) => segment.id),
    coupons: await sql.rows(
      `select c.id::text as id, c.state, t.id as template_id, c.expires_at
       from marketing_coupon c join marketing_coupon_template t on t.no = c.template_no where c.pid = $1`,
      [pid],
    ),
    points: await pointsOf(sql, pid),
    outcomes: await sql.rows(
      `select o.id, n.id as plan_id, o.outcome, o.node, o.channel, o.at from (${OUTCOMES}) o join marketing_plan n on n.no = o.plan_no`,
      [pid],
    ),
    relations: await sql.rows(
      "select relation, name, birthday from marketing_relation where pid = $1 order by no",
      [pid],
    ),
    behaviour: behaviourAfter(
      await sql.rows<{ name: string; at: Date; props: Record<string, unknown> }>(
        "select name, at, props from marketing_event where pid = $1 and name = any($2::text[])",
        [pid, BEHAVIOUR_EVENTS],
      ),
    ),
    credits: await sql.rows(
      "select currency, balance, topped_up, top_ups from marketing_store_credit where pid = $1",
      [pid],
    ),
    consents: Object.fromEntries(
      (
        await sql.rows<{ channel: string; state: string }>(
          "select channel, state from marketing_consent where pid = $1 and topic = 'marketing'",
          [pid],
        )
      ).map(({ channel, state }) => [channel, state]),
    ),
  }
}

async function pointsOf(sql: Sql, pid: number): Promise<CustomerSnapshot["points"]> {
  const account = await sql.one<{ id: number; balance: number; held: number }>(
    "select id, balance, held from marketing_account where pid = $1 and system = 'points'",
    [pid],
  )
  if (!account) return null
  const { id, balance, held } = account
  return {
    balance,
    held,
    lots: await sql.rows(
      "select remaining, expires_at from marketing_lot where account_id = $1 and remaining > 0",
      [id],
    ),
    moved: await sql.rows(
      `select t.kind, sum(e.amount)::bigint as amount from marketing_entry e join marketing_txn t on t.id = e.txn_id
        where e.account_id = $1 group by t.kind, e.amount > 0`,
      [id],
    ),
  }
}

const ordersOf = (sql: Sql, pid: number): Promise<CustomerSnapshot["orders"]> =>
  sql.rows(
    `select o.order_id, o.placed_at, o.paid_at, o.purchase, o.currency, o.sales_channel_id, o.source, o.total, o.net, o.quantity, o.discount > 0 as discounted,
            coalesce(jsonb_agg(jsonb_build_object('product', ${PRODUCT}, 'variant_id', l.variant_id, 'quantity', l.quantity,
              'amount', l.amount, 'net', l.net)) filter (where l.oid is not null), '[]') as lines
     from marketing_order o left join marketing_order_line l on l.oid = o.oid
     left join marketing_product m on m.product = l.product where o.pid = $1 group by o.oid`,
    [pid],
  )

const OUTCOMES = `
  select 'enrollment ' || id as id, plan_no, case state when 'held_out' then 'held_out' else 'entered' end as outcome, null as node, null as channel, entered_at as at
    from marketing_enrollment where pid = $1
  union all select 'send ' || id, plan_no, 'received', node, channel, sent_at from marketing_send where pid = $1 and state = 'sent'
  union all select 'send ' || id, plan_no, 'failed', node, channel, queued_at from marketing_send where pid = $1 and state in ('failed', 'blocked')
  union all select 'send ' || id, plan_no, 'opened', node, channel, opened_at from marketing_send where pid = $1 and opened_at is not null
  union all select 'send ' || id, plan_no, 'clicked', node, channel, clicked_at from marketing_send where pid = $1 and clicked_at is not null
  union all select 'coupon ' || id, plan_no, 'coupon_used', node, null, used_at from marketing_coupon where pid = $1 and state = 'used' and plan_no is not null
  union all select 'order ' || o.order_id, c.plan_no, 'converted', c.node, null, c.placed_at
    from marketing_conversion c join marketing_order o on o.oid = c.oid where c.pid = $1 and not c.cancelled`
