import { Conflict, Missing, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { FailPoint } from "../ports"
import type { NoteMemberChange } from "../sync/note-member-change"
import { type FindTurned, lookAfter } from "./find-turned"
import type { NoteChanges } from "./note-changes"
import type { SelectPeople } from "./select-people"
import { dropDue } from "./store/due"
import { countMembers, removeGone, replaceMembers } from "./store/members"
import { drawFrom } from "./store/sample"
import { COLUMNS, findSegment, isKeptUp, type SegmentRow } from "./store/segments"
import { withLimit } from "./with-limit"

export type RefreshSegment = ReturnType<typeof refreshSegment>
export type Refreshed = { segment: SegmentRow; entered: number; left: number }
type Parts = {
  database: Database
  clock: Clock
  selectPeople: SelectPeople
  findTurned: FindTurned
  noteMemberChange: NoteMemberChange
  noteChanges: NoteChanges
  failPoint: FailPoint
}

/** Writing a million members takes seconds; a minute is a mistake. */
const LIMIT_MS = 60_000
/** What nobody tells of is looked up anew after so long; whatever is told of, as a check. */
const RESTLESS_MS = 60_000
const CHECK_MS = 3_600_000
/** A refresh that takes long is not repeated at once: at most a fifth of the time is spent on one segment. */
const REST = 5

/**
 * Finds the members of a dynamic segment anew, in one transaction: either all of the change is there or none.
 * Who came and who left is kept. Other segments keep their members, but for those whom the store deleted. Throws Missing,
 * and Conflict for an archived one on whose members nothing stands.
 */
export const refreshSegment = ({
  database,
  clock,
  selectPeople,
  findTurned,
  noteMemberChange,
  noteChanges,
  failPoint,
}: Parts) => {
  const nextWhole = async (tx: Sql, { rule }: SegmentRow, now: Date, took: number) => {
    if (!rule) return { restless: false, looks_at: null, look_at: null, whole_at: null }
    const turned = await findTurned(tx, { rule, from: now, now, most: 0 })
    const { restless, told } = turned
    const wait = Math.max(restless ? RESTLESS_MS : CHECK_MS, took * REST)
    const whole_at = new Date(now.getTime() + wait)
    return { restless, looks_at: told, look_at: lookAfter(turned, now), whole_at }
  }

  return async ({ segment_id }: { segment_id: string }): Promise<Refreshed> => {
    const started = process.hrtime.bigint()
    const now = await clock.now()
    await handOnEverything(database, segment_id)
    try {
      return await withLimit(
        database,
        async (tx) => {
          const segment = await findSegment(tx, segment_id, true)
          if (!segment) throw new Missing("segment", segment_id)
          if (!(await isKeptUp(tx, segment.no)))
            throw new Conflict("segment/archived", "An archived segment is not refreshed.")
          // What waits to be followed was committed before anybody is asked.
          await dropDue(tx, segment.no)
          const described =
            segment.type === "dynamic" ? await selectPeople({ rule: segment.rule!, tx, now }) : null
          const people = described && segment.sample ? drawFrom(described, segment.sample) : described
          const { members, ...change } = people
            ? await replaceMembers(tx, segment.no, people, now)
            : {
                entered: 0,
                left: await removeGone(tx, segment.no, null, now),
                members: await countMembers(tx, segment.no),
              }
          if (change.entered + change.left > 0) await noteMemberChange(tx, segment.no, now)
          // Of a sample, other rules look at the members.
          if (change.entered + change.left > 0 && segment.sample)
            await noteChanges(tx, "anybody", `segment:${segment.id}`)
          await failPoint("audience.membersWritten")
          const took = Math.round(Number(process.hrtime.bigint() - started) / 1e6)
          const { restless, looks_at, look_at, whole_at } = await nextWhole(tx, segment, now, took)
          const saved = await tx.one<SegmentRow>(
            `update marketing_segment set state = ${orArchived("fresh")}, error = null, member_count = $2, refreshed_at = $3, swept_at = $3,
                    refresh_ms = $4, restless = $5, whole_at = $6, looks_at = $7, look_at = $8
             where no = $1 returning ${COLUMNS}`,
            [segment.no, members, now, took, restless, whole_at, looks_at, look_at],
          )
          return { segment: saved!, ...change }
        },
        { limit_ms: LIMIT_MS },
      )
    } catch (error) {
      if (!(error instanceof Missing || error instanceof Conflict))
        await remember(database, segment_id, error, now)
      throw error
    }
  }
}

/** What its rule looks at may be other things by now: nothing that happens while everybody is asked is kept from it. */
const handOnEverything = (database: Database, id: string) =>
  database.run(
    "update marketing_segment set restless = false, looks_at = null where id = $1 and (restless or looks_at is not null)",
    [id],
  )

/** What is in the archive stays there. */
const orArchived = (state: string) => `case when state = 'archived' then state else '${state}' end`

/** The members stay as they were; the list shows why. */
const remember = (database: Database, id: string, error: unknown, now: Date) =>
  database.run(
    `update marketing_segment set state = ${orArchived("failed")}, error = $2, refreshed_at = $3, whole_at = $4 where id = $1 and deleted_at is null`,
    [
      id,
      error instanceof Refused || error instanceof Error ? error.message : String(error),
      now,
      new Date(now.getTime() + RESTLESS_MS),
    ],
  )
