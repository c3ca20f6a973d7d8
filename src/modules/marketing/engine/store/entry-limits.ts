import type { Sql } from "../../database"

/** Why somebody does not come in now. */
export type TurnedAway = "known" | "inside" | "cool_down" | "limit" | "gone"

/** How often one person may come in. `since`: where the period began; null: ever. `alone`: not while still inside. */
export type EntryTerms = { times: number | null; since: Date | null; cool_down_hours: number; alone: boolean }

const ENTRY_LOCK = 0x6d6b65

/** Until the transaction ends nobody else decides who comes into this plan, so that limits hold. */
export const ownEntry = (tx: Sql, plan_no: number): Promise<number> =>
  tx.run("select pg_advisory_xact_lock($1, $2)", [ENTRY_LOCK, plan_no])

/**
 * SQL of the reason why the person in column `pid` is turned away, or null; with the values it needs, the first of them
 * numbered `first`.
 */
export function turnedAwayBy(
  { times, since, cool_down_hours, alone }: EntryTerms,
  { pid, plan_no, now, first }: { pid: string; plan_no: string; now: string; first: number },
): { text: string; values: unknown[] } {
  const of = `from marketing_enrollment e where e.pid = ${pid} and e.plan_no = ${plan_no}`
  const values: unknown[] = []
  const bind = (value: unknown) => `$${first + values.push(value) - 1}`
  const cases = [
    ...(alone ? [`when exists (select 1 ${of} and e.state = 'inside') then 'inside'`] : []),
    ...(cool_down_hours > 0
      ? [
          `when exists (select 1 ${of} and (e.ended_at is null
             or e.ended_at > ${now}::timestamptz - make_interval(hours => ${bind(cool_down_hours)}::int))) then 'cool_down'`,
        ]
      : []),
    ...(times !== null
      ? [
          `when (select count(*) ${of}${since ? ` and e.entered_at >= ${bind(since)}::timestamptz` : ""}) >= ${bind(times)}::int then 'limit'`,
        ]
      : []),
  ]
  return { text: cases.length > 0 ? `case ${cases.join(" ")} end` : "null::text", values }
}
