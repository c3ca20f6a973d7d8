import type { LifecycleSettings } from "../../src/core/lifecycle/settings"
import { type Stage, stageOf } from "../../src/core/lifecycle/stage"
import { addDays, dayOf, startOfDay } from "../../src/core/time/zone"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { insertRows } from "./insert-rows"

type Change = { at: Date; from_stage: Stage | null; to_stage: Stage }
/** When somebody became a customer, and when they bought, in order. */
type Past = { since: Date; bought: Date[] }

/** What a store that had been there all the while would have noted: stages turn with purchases, and at midnight by themselves. */
export function stagesOf(
  { since, bought }: Past,
  { new_days, at_risk_days, lapsed_days }: LifecycleSettings["stages"],
  { until, zone }: { until: Date; zone: string },
): Change[] {
  const after = (at: Date, days: number) => startOfDay(addDays(dayOf(at, zone), days), zone)
  const moments = [
    since,
    ...bought,
    ...bought.slice(0, 1).map((first) => after(first, new_days)),
    ...bought.flatMap((at) => [after(at, at_risk_days), after(at, lapsed_days)]),
  ]
  const changes: Change[] = []
  for (const now of moments.sort((a, b) => a.getTime() - b.getTime())) {
    if (now < since || now > until) continue
    const by = bought.filter((at) => at <= now)
    const known = {
      purchases: by.length,
      first_purchase_at: by[0] ?? null,
      last_purchase_at: by.at(-1) ?? null,
    }
    const to_stage = stageOf(known, { new_days, at_risk_days, lapsed_days }, { now, zone })
    const from_stage = changes.at(-1)?.to_stage ?? null
    if (to_stage !== from_stage) changes.push({ at: now, from_stage, to_stage })
  }
  return changes
}

/** Computes everybody's scores of today, and tells how they came to their stages in the year before. */
export async function recallStages(marketing: Marketing, until: Date): Promise<void> {
  const { database } = marketing
  while (await marketing.computeScores());
  const { stages } = await marketing.readLifecycle()
  const people = await database.rows<Past & { pid: number }>(
    `select p.pid, least(p.became_customer_at, min(o.placed_at)) as since,
            coalesce(array_agg(o.placed_at order by o.placed_at) filter (where o.oid is not null), '{}') as bought
       from marketing_profile p left join marketing_order o on o.pid = p.pid and o.purchase
      group by p.pid`,
  )
  const zone = marketing.options.timezone
  const rows = people.flatMap(({ pid, ...past }) =>
    stagesOf(past, stages, { until, zone }).map((change) => ({ pid, ...change })),
  )
  await database.transaction(async (tx) => {
    await tx.run("delete from marketing_stage_change")
    await insertRows(tx, "marketing_stage_change", rows)
  })
}
