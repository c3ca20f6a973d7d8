import type { Rule } from "../../../core/rules/schema"
import type { Database, Sql } from "../database"
import { list } from "../row-table"
import { collectValues } from "./collect-values"
import type { CompileRule } from "./compile-rule"

export type MatchRule = ReturnType<typeof matchRule>
type Input = {
  rule: Rule
  pids: number[]
  tx?: Sql
  now?: Date
  /** Inside a canvas: since when each person is in the plan and left the node before (same order as `pids`). */
  visits?: { entered_at: Date; previous_node_at: Date }[]
}

/** Who of these people matches a rule now. Reads only their rows. */
export const matchRule =
  ({ database, compileRule }: { database: Database; compileRule: CompileRule }) =>
  async ({ rule, pids, tx = database, now, visits }: Input): Promise<Set<number>> => {
    if (pids.length === 0) return new Set()
    const { values, bind } = collectValues([list(pids)])
    const people = "$1::int[]"
    const since = { entered: "v.entered_at", previous_node: "v.previous_node_at" }
    const joined = visits
      ? `join unnest(${people}, ${bind(visits.map((v) => v.entered_at.toISOString()))}::timestamptz[], ${bind(visits.map((v) => v.previous_node_at.toISOString()))}::timestamptz[]) v(pid, entered_at, previous_node_at) on v.pid = p.pid`
      : ""
    const predicate = await compileRule(rule, {
      bind,
      people,
      since: visits ? since : undefined,
      sql: tx,
      now,
    })
    // One row for all: thousands of rows of one number each are read several times slower.
    const found = await tx.one<{ pids: number[] | null }>(
      `select json_agg(p.pid) as pids from marketing_profile p ${joined} where p.pid = any(${people}) and ${predicate}`,
      values,
    )
    return new Set(found?.pids)
  }
