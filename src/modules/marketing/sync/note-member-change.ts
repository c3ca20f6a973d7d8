import type { Sql } from "../database"

export type NoteMemberChange = ReturnType<typeof noteMemberChange>

/**
 * The members of a segment changed, in the caller's transaction: whoever follows them looks soon. A look that waits after a
 * failure keeps its time.
 */
export const noteMemberChange =
  () =>
  async (tx: Sql, segment_no: number, now: Date): Promise<void> => {
    for (const table of ["marketing_group_sync", "marketing_webhook"])
      await tx.run(`update ${table} set due_at = $2 where segment_no = $1 and due_at > $2 and attempts = 0`, [
        segment_no,
        now,
      ])
  }
