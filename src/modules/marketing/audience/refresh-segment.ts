import { Conflict, Missing, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { FailPoint } from "../ports"
import type { NoteMemberChange } from "../sync/note-member-change"
import type { SelectPeople } from "./select-people"
import { countMembers, replaceMembers } from "./store/members"
import { drawFrom } from "./store/sample"
import { COLUMNS, findSegment, type SegmentRow } from "./store/segments"
import { withLimit } from "./with-limit"

export type RefreshSegment = ReturnType<typeof refreshSegment>
export type Refreshed = { segment: SegmentRow; entered: number; left: number }
type Parts = {
  database: Database
  clock: Clock
  selectPeople: SelectPeople
  noteMemberChange: NoteMemberChange
  failPoint: FailPoint
}

/** Writing a million members takes seconds; a minute is a mistake. */
const LIMIT_MS = 60_000

/**
 * Finds the members of a dynamic segment anew, in one transaction: either all of the change is there or none.
 * Who came and who left is kept. Other segments keep their members. Throws Missing, and Conflict for an archived one.
 */
export const refreshSegment =
  ({ database, clock, selectPeople, noteMemberChange, failPoint }: Parts) =>
  async ({ segment_id }: { segment_id: string }): Promise<Refreshed> => {
    const started = process.hrtime.bigint()
    const now = await clock.now()
    try {
      return await withLimit(
        database,
        async (tx) => {
          const segment = await findSegment(tx, segment_id, true)
          if (!segment) throw new Missing("segment", segment_id)
          if (segment.state === "archived")
            throw new Conflict("segment/archived", "An archived segment is not refreshed.")
          const described =
            segment.type === "dynamic" ? await selectPeople({ rule: segment.rule!, tx, now }) : null
          const people = described && segment.sample ? drawFrom(described, segment.sample) : described
          const { members, ...change } = people
            ? await replaceMembers(tx, segment.no, people, now)
            : { entered: 0, left: 0, members: await countMembers(tx, segment.no) }
          if (change.entered + change.left > 0) await noteMemberChange(tx, segment.no, now)
          await failPoint("audience.membersWritten")
          const took = Math.round(Number(process.hrtime.bigint() - started) / 1e6)
          const saved = await tx.one<SegmentRow>(
            `update marketing_segment set state = 'fresh', error = null, member_count = $2, refreshed_at = $3, refresh_ms = $4
             where no = $1 returning ${COLUMNS}`,
            [segment.no, members, now, took],
          )
          return { segment: saved!, ...change }
        },
        LIMIT_MS,
      )
    } catch (error) {
      if (!(error instanceof Missing || error instanceof Conflict))
        await remember(database, segment_id, error, now)
      throw error
    }
  }

/** The members stay as they were; the list shows why. */
const remember = (database: Database, id: string, error: unknown, now: Date) =>
  database.run(
    `update marketing_segment set state = 'failed', error = $2, refreshed_at = $3 where id = $1 and deleted_at is null`,
    [id, error instanceof Refused || error instanceof Error ? error.message : String(error), now],
  )
