import { countedSince } from "../../../../core/lifecycle/lead-score"
import { type Cuts, FIFTHS, type RfmCuts } from "../../../../core/lifecycle/rfm"
import { type LifecycleSettings, OPEN_CART } from "../../../../core/lifecycle/settings"
import { dayOf } from "../../../../core/time/zone"
import type { Sql } from "../../database"

export type Today = { now: Date; zone: string }
/** These people, or everybody whose pid lies in the range. */
export type Whom = { pids: number[] } | { from: number; to: number }
/** Of whom each of the scores is another now than it was. */
export type Written = Record<"stage" | "intent" | "lead_score" | "rfm", number[] | null>

/**
 * Computes the scores of these people anew, writes those that differ and each change of stage. The one text for
 * everybody and for a few; the same law as core/lifecycle, which is the oracle of its tests. Answers whose are others.
 */
export async function writeScores(
  tx: Sql,
  whom: Whom,
  settings: LifecycleSettings,
  cuts: RfmCuts | null,
  today: Today,
): Promise<Written> {
  const { values, bind } = bound()
  const among = amongWhom(whom, bind)
  const at = `${bind(today.now)}::timestamptz`
  const day = `${bind(dayOf(today.now, today.zone))}::date`
  const dayOfMoment = inZone(bind(today.zone))
  const { stages, lead_score, intent } = settings
  const names = bind(Object.keys(lead_score.points))
  const points = bind(Object.values(lead_score.points))
  const window = `${bind(lead_score.window_days)}::int`
  const since = `${bind(countedSince(lead_score.window_days, today))}::timestamptz`
  const counts = (moment: string) =>
    `${moment} >= ${since} and ${moment} <= ${at} and (p.last_purchase_at is null or ${moment} > p.last_purchase_at)`
  const above = (value: string, of: Cuts | undefined) => {
    const list = bind(of ?? null)
    return [1, 2, 3, 4].map((i) => `(${value} > (${list}::bigint[])[${i}])::int`).join(" + ")
  }
  const written = await tx.one<Written>(
    `with person as materialized (
       select p.pid, p.purchases, p.last_purchase_at,
              ${day} - ${dayOfMoment("p.first_purchase_at")} as first_days,
              ${day} - ${dayOfMoment("p.last_purchase_at")} as last_days
         from marketing_profile p where p.deleted_at is null and ${among("p")}),
     act as (
       select e.pid, e.name, ${dayOfMoment("e.at")} as day
         from marketing_event e join person p on p.pid = e.pid
        where e.name = any(${names}::text[]) and ${among("e")} and ${counts("e.at")}
       union
       select c.pid, '${OPEN_CART}', ${dayOfMoment("c.updated_at")}
         from marketing_cart c join person p on p.pid = c.pid
        where ${among("c")} and ${counts("c.updated_at")}
          and exists (select 1 from marketing_cart_line l where l.cart_id = c.cart_id)),
     heat as (
       select a.pid, least(100, sum(w.points * (${window} - (${day} - a.day))) / ${window}) as score
         from act a join unnest(${names}::text[], ${points}::int[]) as w(name, points) on w.name = a.name
        group by a.pid),
     correction as (
       select c.pid, sum(c.amount) as score from marketing_lead_correction c where ${among("c")} group by c.pid),
     scored as (
       select p.pid, greatest(0, least(100, coalesce(h.score, 0) + coalesce(c.score, 0))) as score
         from person p left join heat h on h.pid = p.pid left join correction c on c.pid = p.pid),
     spent as (${spentIn(`${bind(cuts?.currency ?? null)}::text`, among("d"))}),
     fresh as materialized (
       select p.pid, h.score::smallint as lead_score,
              case when p.purchases > 0 then 5 - (${above("p.last_days", cuts?.recency)}) end as recency,
              case when p.purchases > 0 then 1 + ${above("p.purchases", cuts?.frequency)} end as frequency,
              case when p.purchases > 0 then 1 + ${above("coalesce(m.net, 0)", cuts?.monetary)} end as monetary,
              case when p.purchases = 0 then 'lead'
                   when p.last_days >= ${bind(stages.lapsed_days)}::int then 'lapsed'
                   when p.last_days >= ${bind(stages.at_risk_days)}::int then 'at_risk'
                   when p.first_days < ${bind(stages.new_days)}::int then 'new'
                   else 'active' end as stage,
              case when h.score >= ${bind(intent.high)}::int then 'high'
                   when h.score >= ${bind(intent.mid)}::int then 'mid'
                   else 'low' end as intent
         from person p join scored h on h.pid = p.pid left join spent m on m.pid = p.pid),
     other as materialized (
       select f.*, s.stage as from_stage, s.stage is distinct from f.stage as other_stage,
              s.intent is distinct from f.intent as other_intent, s.lead_score is distinct from f.lead_score as other_lead_score,
              s.pid is null or (s.recency, s.frequency, s.monetary) is distinct from (f.recency, f.frequency, f.monetary) as other_rfm
         from fresh f left join marketing_score s on s.pid = f.pid
        where s.pid is null or (s.lead_score, s.recency, s.frequency, s.monetary, s.stage, s.intent)
          is distinct from (f.lead_score, f.recency, f.frequency, f.monetary, f.stage, f.intent)),
     moved as (
       insert into marketing_stage_change (pid, at, from_stage, to_stage)
       select pid, ${at}, from_stage, stage from other where other_stage order by pid),
     gone as (
       delete from marketing_score s using marketing_profile p
        where p.pid = s.pid and p.deleted_at is not null and ${among("s")}),
     changed as (
       insert into marketing_score as s (pid, lead_score, recency, frequency, monetary, stage, intent, computed_at)
       select pid, lead_score, recency, frequency, monetary, stage, intent, ${at} from other order by pid
       on conflict (pid) do update
         set (lead_score, recency, frequency, monetary, stage, intent, computed_at)
           = (excluded.lead_score, excluded.recency, excluded.frequency, excluded.monetary, excluded.stage, excluded.intent, excluded.computed_at)
)
     select array_agg(pid) filter (where other_stage) as stage, array_agg(pid) filter (where other_intent) as intent,
            array_agg(pid) filter (where other_lead_score) as lead_score, array_agg(pid) filter (where other_rfm) as rfm
       from other`,
    values,
  )
  return written!
}

/** Where the fifths of all buyers lie today; null while nobody has bought. */
export async function computeCuts(tx: Sql, currency: string, today: Today): Promise<RfmCuts | null> {
  const { values, bind } = bound()
  const last = inZone(bind(today.zone))("p.last_purchase_at")
  const fifths = (value: string) =>
    `to_jsonb(percentile_disc(${bind([...FIFTHS])}::float8[]) within group (order by ${value}))`
  const found = await tx.one<RfmCuts>(
    `with spent as (${spentIn(`${bind(currency)}::text`, "true")})
     select count(*) as buyers, ${fifths(`${bind(dayOf(today.now, today.zone))}::date - ${last}`)} as recency,
            ${fifths("p.purchases")} as frequency, ${fifths("coalesce(m.net, 0)")} as monetary
       from marketing_profile p left join spent m on m.pid = p.pid
      where p.deleted_at is null and p.purchases > 0`,
    values,
  )
  return found && found.buyers > 0 ? { ...found, currency } : null
}

const spentIn = (currency: string, among: string): string =>
  `select d.pid, sum(d.net)::bigint as net from marketing_customer_day d where d.currency = ${currency} and ${among} group by d.pid`

const inZone = (zone: string) => (moment: string) => `(${moment} at time zone ${zone}::text)::date`

function amongWhom(whom: Whom, bind: (value: unknown) => string): (alias: string) => string {
  if ("pids" in whom) {
    const pids = bind(whom.pids)
    return (alias) => `${alias}.pid = any(${pids}::int[])`
  }
  const [from, to] = [bind(whom.from), bind(whom.to)]
  return (alias) => `${alias}.pid between ${from}::int and ${to}::int`
}

function bound(): { values: unknown[]; bind: (value: unknown) => string } {
  const values: unknown[] = []
  return { values, bind: (value) => `$${values.push(value)}` }
}
