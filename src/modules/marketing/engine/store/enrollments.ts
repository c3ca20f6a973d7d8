import type { Sql } from "../../database"
import { list } from "../../row-table"

export type Ending = { enrollment_id: number; state: "through" | "left"; reason: string | null }

/**
 * Ends enrollments, one statement for each way of ending. The ids are asked for as a list and not joined: while the
 * statistics still say that everybody has ended, a join reads every enrollment there is for each id.
 */
export async function endEnrollments(tx: Sql, endings: Ending[], now: Date): Promise<void> {
  await Promise.all(
    [...together(endings)].map(([{ state, reason }, ids]) =>
      tx.run(
        `update marketing_enrollment set state = $2, reason = $3, ended_at = $4
          where id = any($1::bigint[]) and state = 'inside'`,
        [list(ids), state, reason, now],
      ),
    ),
  )
}

function together(endings: Ending[]): Iterable<[Ending, number[]]> {
  const groups = new Map<string, [Ending, number[]]>()
  for (const ending of endings) {
    const key = `${ending.state} ${ending.reason}`
    const group = groups.get(key)
    if (group) group[1].push(ending.enrollment_id)
    else groups.set(key, [ending, [ending.enrollment_id]])
  }
  return groups.values()
}
