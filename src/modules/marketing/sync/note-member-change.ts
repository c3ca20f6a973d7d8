import type { Sql } from "../database"
import type { NoteMembership } from "../occasions/note-membership"

export type NoteMemberChange = ReturnType<typeof noteMemberChange>

/**
 * The members of a segment changed, in the caller's transaction: whoever follows them looks soon, and plans
 * that listen for who enters or leaves hear of it. A look that waits after a
 * failure keeps its time.
 */
export const noteMemberChange =
  ({ noteMembership }: { noteMembership: NoteMembership }) =>
  async (tx: Sql, segment_no: number, now: Date): Promise<void> => {
    const look = (table: string) =>
      tx.run(`update ${table} set due_at = $2 where segment_no = $1 and due_at > $2 and attempts = 0`, [
        segment_no,
        now,
      ])
    await Promise.all([
      noteMembership(tx, segment_no, now),
      look("marketing_group_sync"),
      look("marketing_webhook"),
    ])
  }
