import type { Rule } from "../../../core/rules/schema"
import { type Told, timingOf } from "../../../core/rules/timing"
import type { Sql } from "../database"
import { collectValues } from "./collect-values"
import type { InSurroundings } from "./in-surroundings"

export type FindTurned = ReturnType<typeof findTurned>
export type Turned = {
  /** People for whom time alone may have turned the answer; the first `most` of them, and one to show that there are more. */
  pids: number[]
  /** When time may turn it for somebody next, as far as a calendar says; null: no such moment. */
  turns_at: Date | null
  /** At any moment something may leave a window. */
  rolls: boolean
  /** Changes of what it looks at, as they are told. */
  told: Told[]
  /** Changes of what it looks at are not told, or it has a clock of its own. */
  restless: boolean
}

/** How long time may pass before a segment with rolling windows looks whom it moved: well inside the minute that one may be late. */
const ROLLING_MS = 20_000
/** One that no time moves says so often how fresh it is. */
const STILL_MS = 300_000

/** When a segment that looked `now` has to look again whom time moved. Never too late for anybody. */
export function lookAfter({ rolls, turns_at }: Pick<Turned, "rolls" | "turns_at">, now: Date): Date {
  const wanted = now.getTime() + (rolls ? ROLLING_MS : STILL_MS)
  return new Date(Math.min(wanted, turns_at?.getTime() ?? wanted))
}

/** What the time from `from` (exclusive) to `now` did to the answers of a checked rule. */
export const findTurned =
  ({ inSurroundings }: { inSurroundings: InSurroundings }) =>
  async (
    tx: Sql,
    { rule, from, now, most }: { rule: Rule; from: Date; now: Date; most: number },
  ): Promise<Turned> => {
    const { values, bind } = collectValues()
    const { crossings, ...timing } = await inSurroundings(rule, { bind, sql: tx, now }, (meant, context) =>
      timingOf(meant, { ...context, from }),
    )
    if (crossings.length === 0 || from >= now) return { pids: [], ...timing }
    const rows = await tx.rows<{ pid: number }>(
      `select distinct pid from (${crossings.join(" union all ")}) t(pid) limit ${most + 1}`,
      values,
    )
    return { pids: rows.map((row) => row.pid), ...timing }
  }
