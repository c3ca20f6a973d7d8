import { BEHAVIOUR_EVENTS } from "../../../../core/rules/behaviour"
import { type CustomerHistory, emptyHistory, type PastPoints } from "../../../../core/rules/history"
import type { Needs } from "../../../../core/rules/needs"
import type { Sql } from "../../database"
import { list } from "../../row-table"

/** A plan of whose own doings since a moment nothing is read. */
export type Without = { plan_no: number; since: Date }

const PRODUCT = `case when m.product is null then null else jsonb_build_object('product_id', m.product_id,
  'category_ids', m.category_ids, 'collection_id', m.collection_id, 'type_id', m.type_id, 'tag_ids', m.tag_ids,
  'deleted', m.deleted_at is not null) end`

type OfPerson<T> = T & { pid: number }

/**
 * What is kept of these people, as far as `needs` asks for it: one statement for each part. Who was deleted is left out. `without` null:
 * nothing earlier than now is asked about.
 */
export async function readHistories(
  sql: Sql,
  pids: number[],
  needs: Needs,
  without: Without | null,
): Promise<Map<number, CustomerHistory>> {
  const asked = list(pids)
  const rows = <T>(wanted: boolean, text: string, values: unknown[] = []): Promise<OfPerson<T>[]> =>
    wanted ? sql.rows<OfPerson<T>>(text, [asked, ...values]) : Promise.resolve([])
  const found = new Map<number, CustomerHistory>()
  for (const profile of await sql.rows<CustomerHistory["profile"]>(needs.profile ? PROFILES : WHO, [asked]))
    found.set(profile.pid, emptyHistory(profile))
  // No plan has the number 0.
  const own = [without?.plan_no ?? 0, without?.since ?? new Date(0)]

  for (const { pid, ...order } of await rows<CustomerHistory["orders"][number]>(
    needs.orders,
    needs.products ? ORDERS_WITH_LINES : ORDERS,
  ))
    found.get(pid)?.orders.push(order)
  for (const { pid, ...refund } of await rows<CustomerHistory["refunds"][number]>(needs.orders, REFUNDS))
    found.get(pid)?.refunds.push(refund)
  for (const { pid, ...event } of await rows<CustomerHistory["events"][number]>(
    needs.events.length > 0,
    needs.products ? EVENTS_WITH_PRODUCTS : EVENTS,
    [needs.events],
  ))
    found.get(pid)?.events.push(event)
  for (const { pid, ...cart } of await rows<CustomerHistory["carts"][number]>(needs.carts, CARTS))
    found.get(pid)?.carts.push(cart)
  for (const { pid, ...change } of await rows<CustomerHistory["cart_changes"][number]>(
    needs.carts && without !== null,
    CHANGES,
  ))
    found.get(pid)?.cart_changes.push(change)
  for (const { pid, ...told } of await rows<CustomerHistory["told"][number]>(needs.behaviour, TOLD, [
    BEHAVIOUR_EVENTS,
  ]))
    found.get(pid)?.told.push(told)
  for (const { pid, ...member } of await rows<CustomerHistory["memberships"][number]>(
    needs.memberships,
    MEMBERSHIPS,
  ))
    found.get(pid)?.memberships.push(member)
  for (const { pid, ...coupon } of await rows<CustomerHistory["coupons"][number]>(
    needs.coupons,
    COUPONS,
    own,
  ))
    found.get(pid)?.coupons.push(coupon)
  for (const { pid, ...one } of await rows<PastPoints["moves"][number]>(needs.points, MOVES, own))
    pointsOf(found.get(pid))?.moves.push(one)
  for (const { pid, ...lot } of await rows<PastPoints["lots"][number]>(needs.points, LOTS, own))
    pointsOf(found.get(pid))?.lots.push({
      ...lot,
      uses: lot.uses.map(({ at, amount }) => ({ at: new Date(at), amount })),
    })
  for (const { pid, held } of await rows<{ held: number }>(needs.points && without === null, HELD)) {
    const points = pointsOf(found.get(pid))
    if (points) points.held = held
  }
  for (const { pid, ...outcome } of await rows<CustomerHistory["outcomes"][number]>(
    needs.outcomes,
    OUTCOMES,
    own,
  ))
    found.get(pid)?.outcomes.push(outcome)
  for (const { pid, ...one } of await rows<CustomerHistory["relations"][number]>(needs.around, RELATIONS))
    found.get(pid)?.relations.push(one)
  for (const { pid, ...one } of await rows<CustomerHistory["credits"][number]>(needs.around, CREDITS))
    found.get(pid)?.credits.push(one)
  for (const { pid, ...one } of await rows<CustomerHistory["consents"][number]>(needs.around, CONSENTS))
    found.get(pid)?.consents.push(one)
  return found
}

function pointsOf(history: CustomerHistory | undefined): PastPoints | undefined {
  if (!history) return undefined
  history.points ??= { held: 0, moves: [], lots: [] }
  return history.points
}

const WHO = `
  select pid, customer_id, zone, became_customer_at from marketing_profile
   where pid = any($1::int[]) and deleted_at is null`
const PROFILES = `
  select p.*, to_jsonb(s) as score from marketing_profile p left join marketing_score s on s.pid = p.pid
   where p.pid = any($1::int[]) and p.deleted_at is null`
const ORDER = `o.pid, o.order_id, o.placed_at, o.paid_at, o.cancelled_at, o.purchase, o.currency, o.sales_channel_id,
         o.source, o.total, o.net, o.quantity, o.discount > 0 as discounted`
const ORDERS = `select ${ORDER}, '[]'::jsonb as lines from marketing_order o where o.pid = any($1::int[])`
const ORDERS_WITH_LINES = `
  select ${ORDER},
         coalesce(jsonb_agg(jsonb_build_object('product', ${PRODUCT}, 'variant_id', l.variant_id, 'quantity', l.quantity,
           'amount', l.amount, 'net', l.net) order by l.line) filter (where l.oid is not null), '[]') as lines
    from marketing_order o left join marketing_order_line l on l.oid = o.oid
    left join marketing_product m on m.product = l.product where o.pid = any($1::int[]) group by o.oid`
const REFUNDS = `
  select r.pid, r.refund_id, o.order_id, r.at, r.amount, r.currency, o.sales_channel_id, o.source
    from marketing_refund r join marketing_order o on o.oid = r.oid where r.pid = any($1::int[])`
const EVENTS = `
  select pid, key, name, at, null as product, amount, currency, props from marketing_event
   where pid = any($1::int[]) and name = any($2::text[])`
const EVENTS_WITH_PRODUCTS = `
  select e.pid, e.key, e.name, e.at, ${PRODUCT} as product, e.amount, e.currency, e.props
    from marketing_event e left join marketing_product m on m.product = e.product
   where e.pid = any($1::int[]) and e.name = any($2::text[])`
const CARTS = `
  select c.pid, c.cart_id, c.updated_at, c.currency,
         coalesce(jsonb_agg(jsonb_build_object('product', ${PRODUCT}, 'variant_id', l.variant_id, 'quantity', l.quantity,
           'amount', l.amount, 'net', l.amount)) filter (where l.cart_id is not null), '[]') as lines
    from marketing_cart c left join marketing_cart_line l on l.cart_id = c.cart_id
    left join marketing_product m on m.product = l.product
   where c.pid = any($1::int[]) group by c.cart_id`
const CHANGES = `
  select pid, props ->> 'cart_id' as cart_id, at, coalesce((props ->> 'items')::int, 0) as items,
         coalesce(amount, 0) as total, currency
    from marketing_event where pid = any($1::int[]) and name = 'cart_updated'`
const TOLD = `select pid, name, at, props from marketing_event where pid = any($1::int[]) and name = any($2::text[])`
const MEMBERSHIPS = `
  select m.pid, s.id, m.entered_at as "from", null::timestamptz as "to"
    from marketing_segment_member m join marketing_segment s on s.no = m.segment_no where m.pid = any($1::int[])
  union all
  select l.pid, s.id, l.entered_at, l.left_at
    from marketing_segment_left l join marketing_segment s on s.no = l.segment_no where l.pid = any($1::int[])`
const COUPONS = `
  select c.pid, c.id::text as id, t.id as template_id, c.plan_no, c.state, c.granted_at, c.held_at, c.used_at, c.expires_at
    from marketing_coupon c join marketing_coupon_template t on t.no = c.template_no
   where c.pid = any($1::int[]) and not (c.plan_no is not distinct from $2::int and c.granted_at >= $3::timestamptz)`
const OF_POINTS = `a.pid = any($1::int[]) and a.system = 'points'
   and not (t.plan_no is not distinct from $2::int and t.at >= $3::timestamptz)`
const MOVES = `
  select a.pid, t.at, t.kind, e.amount
    from marketing_account a join marketing_entry e on e.account_id = a.id join marketing_txn t on t.id = e.txn_id
   where ${OF_POINTS}`
const LOTS = `
  select a.pid, l.created_at as at, l.amount, l.expires_at,
         coalesce((select jsonb_agg(jsonb_build_object('at', ut.at, 'amount', u.amount))
                     from marketing_lot_use u join marketing_txn ut on ut.id = u.txn_id where u.lot_id = l.id), '[]') as uses
    from marketing_account a join marketing_lot l on l.account_id = a.id join marketing_txn t on t.id = l.txn_id
   where ${OF_POINTS}`
const HELD =
  "select pid, held from marketing_account where pid = any($1::int[]) and system = 'points' and held > 0"
const OUTCOMES = `
  select o.pid, o.id, n.id as plan_id, o.outcome, o.node, o.channel, o.at from (
    select pid, 'enrollment ' || id as id, plan_no, case state when 'held_out' then 'held_out' else 'entered' end as outcome,
           null as node, null as channel, entered_at as at from marketing_enrollment where pid = any($1::int[])
    union all select pid, 'send ' || id, plan_no, 'received', node, channel, sent_at from marketing_send where pid = any($1::int[]) and state = 'sent'
    union all select pid, 'send ' || id, plan_no, 'failed', node, channel, queued_at from marketing_send where pid = any($1::int[]) and state in ('failed', 'blocked')
    union all select pid, 'send ' || id, plan_no, 'opened', node, channel, opened_at from marketing_send where pid = any($1::int[]) and opened_at is not null
    union all select pid, 'send ' || id, plan_no, 'clicked', node, channel, clicked_at from marketing_send where pid = any($1::int[]) and clicked_at is not null
    union all select pid, 'coupon ' || id, plan_no, 'coupon_used', node, null, used_at from marketing_coupon
               where pid = any($1::int[]) and state = 'used' and plan_no is not null
    union all select c.pid, 'order ' || o.order_id, c.plan_no, 'converted', c.node, null, c.placed_at
                from marketing_conversion c join marketing_order o on o.oid = c.oid where c.pid = any($1::int[]) and not c.cancelled) o
    join marketing_plan n on n.no = o.plan_no
   where not (o.plan_no = $2::int and o.at >= $3::timestamptz)`
const RELATIONS = `select pid, relation, name, birthday from marketing_relation where pid = any($1::int[]) order by pid, no`
const CREDITS = `select pid, currency, balance, topped_up, top_ups from marketing_store_credit where pid = any($1::int[])`
const CONSENTS = `select pid, channel, state, at from marketing_consent where pid = any($1::int[]) and topic = 'marketing'`
