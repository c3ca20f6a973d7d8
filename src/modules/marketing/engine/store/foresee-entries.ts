import type { Sql } from "../../database"
import { type EntryTerms, type TurnedAway, turnedAwayBy } from "./entry-limits"
import { heldOutBy } from "./hold-out"

export type ForeseenGroup = {
  door: number
  zone: string | null
  refused: TurnedAway | null
  held_out: string | null
  /** Numbers with commas: the fastest way to bring a million across. */
  pids: string
}

/** Everybody of an audience, as a run would judge them, grouped by what becomes of them. `people` answers pid and door. */
export const foreseeGroups = (
  sql: Sql,
  asked: {
    people: { text: string; values: unknown[] }
    plan_no: number
    plan_id: string
    holdout_percent: number
    store_percent: number
    terms: EntryTerms | null
    now: Date
  },
): Promise<ForeseenGroup[]> => {
  const values = [...asked.people.values]
  const bind = (value: unknown) => `$${values.push(value)}`
  const held = heldOutBy({
    plan_id: bind(asked.plan_id),
    percent: bind(asked.holdout_percent),
    store_percent: bind(asked.store_percent),
  })
  const [plan_no, now] = asked.terms ? [bind(asked.plan_no), bind(asked.now)] : ["", ""]
  const refused = asked.terms
    ? turnedAwayBy(asked.terms, { pid: "a.pid", plan_no, now, first: values.length + 1 })
    : { text: "null::text", values: [] }
  return sql.rows<ForeseenGroup>(
    `select a.door, c.zone, ${refused.text} as refused, ${held} as held_out, string_agg(a.pid::text, ',') as pids
       from (select pid, min(door) as door from (${asked.people.text}) as gathered(pid, door) group by pid) a
       join marketing_profile c on c.pid = a.pid
      group by 1, 2, 3, 4`,
    [...values, ...refused.values],
  )
}
