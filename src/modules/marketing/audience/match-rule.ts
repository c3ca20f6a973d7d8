import type { Rule } from "../../../core/rules/schema"
import type { Database, Sql } from "../database"
import { list } from "../row-table"
import { collectValues } from "./collect-values"
import type { CompileRule } from "./compile-rule"

export type MatchRule = ReturnType<typeof matchRule>
/** `passed`: when this person last went on from cards that a rule counts from. */
export type CanvasVisit = { entered_at: Date; previous_node_at: Date; passed?: Record<string, Date> }

type Input = {
  rule: Rule
  pids: number[]
  tx?: Sql
  now?: Date
  /** Inside a canvas: since when each person is in the plan and left the node before (same order as `pids`). */
  visits?: CanvasVisit[]
}

/** Who of these people matches a rule now. Reads only their rows. */
export const matchRule =
  ({ database, compileRule }: { database: Database; compileRule: CompileRule }) =>
  async ({ rule, pids, tx = database, now, visits }: Input): Promise<Set<number>> => {
    if (pids.length === 0) return new Set()
    const { values, bind } = collectValues([list(pids)])
    const people = "$1::int[]"
    const { joined, since } = visits ? joinVisits(visits, people, bind) : { joined: "", since: undefined }
    const predicate = await compileRule(rule, {
      bind,
      people,
      since,
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

function joinVisits(visits: CanvasVisit[], people: string, bind: (value: unknown) => string) {
  const columns = [
    ["entered_at", "timestamptz", visits.map((visit) => visit.entered_at.toISOString())],
    ["previous_node_at", "timestamptz", visits.map((visit) => visit.previous_node_at.toISOString())],
    ...(visits.some(({ passed }) => passed)
      ? [["passed", "jsonb", visits.map(({ passed = {} }) => JSON.stringify(passed))] as const]
      : []),
  ] as const
  const lists = columns.map(([, type, values]) => `${bind(values)}::${type}[]`).join(", ")
  const names = columns.map(([name]) => name).join(", ")
  return {
    joined: `join unnest(${people}, ${lists}) v(pid, ${names}) on v.pid = p.pid`,
    since: {
      entered: "v.entered_at",
      previous_node: "v.previous_node_at",
      passed: columns.length > 2 ? "v.passed" : undefined,
    },
  }
}
