import type { Received } from "../../support/receiver"
import type { House } from "./house"

/** Everything that is there, a line each, in the words of people and not of ids that chance gave. */
export async function takeStock({ outside, receiver }: House): Promise<string[]> {
  const rows = await outside.rows<{ line: string }>(
    `with who as (select pid, coalesce(case when customer_id like 'cus\\_0%' then customer_id end, external_id, email, 'nobody') as name from marketing_profile)
     select 'order ' || order_id || ': ' || captured || ' ' || refunded || ' ' || quantity || ' '
            || (select count(*) from marketing_order_line l where l.oid = o.oid) as line from marketing_order o
     union all
     select 'person ' || w.name || ': ' || p.orders || ' ' || p.purchases || ' ' || array_to_string(p.tags, ',') || ' ' || coalesce(p.city, '')
       from marketing_profile p join who w using (pid)
     union all
     select 'days of ' || w.name || ': ' || count(*) || ' ' || sum(net) || ' ' || sum(quantity) from marketing_customer_day d join who w using (pid) group by w.name
     union all
     select 'score of ' || w.name || ': ' || stage || ' ' || lead_score || ' ' || coalesce(rfm::text, '-') from marketing_score join who w using (pid)
     union all
     select 'stages of ' || w.name || ': ' || count(*) from marketing_stage_change join who w using (pid) group by w.name
     union all
     select 'segment ' || s.name || ' ' || s.state || ' ' || s.member_count || ': ' || coalesce((
              select string_agg(w.name, ',' order by w.name) from marketing_segment_member m join who w using (pid) where m.segment_no = s.no), '')
       from marketing_segment s
     union all
     select 'group ' || g.name || ': ' || coalesce((
              select string_agg(customer_id, ',' order by customer_id) from customer_group_customer m where m.customer_group_id = g.id), '')
       from customer_group g
     union all
     select 'import ' || file_name || ': ' || state || ' ' || rows || ' ' || accepted || ' ' || rejected || ' ' || duplicates || coalesce(' ' || error, '') from marketing_import
     union all
     select 'events ' || e.name || ' of ' || coalesce(w.name, '-') || ': ' || count(*) || ' ' || count(distinct key)
       from marketing_event e left join who w using (pid) group by e.name, w.name
     union all
     select 'stay of ' || w.name || ' v' || coalesce((select max(version) from marketing_run r where r.no = e.run_no), 0) || ': ' || e.state || ' '
            || (select count(*) from marketing_step_log l where l.enrollment_id = e.id)
       from marketing_enrollment e join who w using (pid)
     union all
     select 'version ' || version from marketing_plan_version
     union all
     select 'move ' || from_version || ' to ' || to_version || ': ' || state || ' ' || moved from marketing_move
     union all
     select 'call of ' || w.name || ': ' || case when c.sent_at is null then 'open ' || coalesce(c.error || ' ' || c.error_detail, '') else 'sent' end from marketing_webhook_call c join who w using (pid)
     union all
     select 'waits: inbox ' || (select count(*) from marketing_inbox where done_at is null)
            || ', steps ' || (select count(*) from marketing_step) || ', occasions ' || (select count(*) from marketing_occasion)`,
  )
  return [...rows.map(({ line }) => line), ...toldOf(receiver.received)].sort()
}

/** What receivers know in the end. A repetition bears the id of the first, so that they can leave it out. */
function toldOf(received: Received[]): string[] {
  const known = new Map<string, Received["body"]>()
  for (const { body } of received) if (!known.has(body.id)) known.set(body.id, body)
  const inside = new Map<string, Set<string>>()
  let cards = 0
  for (const { segment, entered, left } of known.values()) {
    if (!segment) {
      cards++
      continue
    }
    const members = inside.get(segment.name) ?? new Set()
    inside.set(segment.name, members)
    for (const { customer_id } of entered) members.add(customer_id)
    for (const { customer_id } of left) members.delete(customer_id)
  }
  return [
    ...[...inside].map(([name, members]) => `told of ${name}: ${[...members].sort()}`),
    `told of cards: ${cards}`,
  ]
}
