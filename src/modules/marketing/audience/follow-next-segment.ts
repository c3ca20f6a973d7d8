import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { FailPoint, Ports } from "../ports"
import type { NoteMemberChange } from "../sync/note-member-change"
import { type FindTurned, lookAfter } from "./find-turned"
import type { NoteChanges } from "./note-changes"
import type { SelectPeople } from "./select-people"
import { dropDue, MOST_FOLLOWED, takeDue } from "./store/due"
import { bringBack, changeMembers, removeGone } from "./store/members"
import { drawFrom } from "./store/sample"
import { COLUMNS, KEPT_UP, type SegmentRow } from "./store/segments"
import { withLimit } from "./with-limit"

type Parts = {
  database: Database
  clock: Clock
  selectPeople: SelectPeople
  findTurned: FindTurned
  noteMemberChange: NoteMemberChange
  noteChanges: NoteChanges
  failPoint: FailPoint
  ports: Ports
}
type Followed = SegmentRow & { swept_at: Date | null }

const LIMIT_MS = 10_000
/** After so long a segment that could not follow is refreshed as a whole, which says why when that fails too. */
const MEND_MS = 60_000
/** One that is drawn from everybody takes at most a fifth of the time. */
const REST = 5

/**
 * Brings one segment up to date for those of whom something changed, and those whom the passing of time may have moved;
 * nobody else is asked. When these are too many, or nobody can say who they are, a refresh of the whole is ordered
 * instead. A list lets go of whom the store deleted, and takes back whom it has again. True: one was brought up to date, more may wait.
 */
export const followNextSegment = (parts: Parts) => async (): Promise<boolean> => {
  const { database, clock, ports } = parts
  const now = await clock.now()
  let segment: Followed | undefined
  try {
    return await withLimit(
      database,
      async (tx) => {
        segment = await nextToFollow(tx, now)
        if (segment) await (segment.rule ? follow : followStore)(parts, tx, segment, now)
        return segment !== undefined
      },
      { limit_ms: LIMIT_MS },
    )
  } catch (error) {
    if (!segment?.rule) throw error
    const { no, id } = segment
    ports.log(`segment ${id} could not follow: ${error instanceof Error ? error.message : String(error)}`)
    await database.transaction((tx) => orderWhole(tx, no, now, MEND_MS))
    return true
  }
}

const WAITS = "exists (select 1 from marketing_segment_due d where d.segment_no = s.no)"

/** The one that looked longest ago, of those that have something to look at. */
const nextToFollow = (tx: Sql, now: Date): Promise<Followed | undefined> =>
  tx.one(
    `select ${COLUMNS}, swept_at from marketing_segment s
      where deleted_at is null and case when type = 'dynamic'
          then not restless and state in ('fresh', 'archived') and swept_at is not null and ${KEPT_UP}
           and (look_at <= $1 or ${WAITS})
          else ${WAITS} end
      order by coalesce(swept_at, $1) limit 1 for update skip locked`,
    [now],
  )

async function follow(parts: Parts, tx: Sql, segment: Followed, now: Date): Promise<void> {
  const { no, id, rule, sample, swept_at } = segment
  const from = swept_at!
  const [due, turned] = await Promise.all([
    takeDue(tx, no),
    parts.findTurned(tx, { rule: rule!, from, now, most: MOST_FOLLOWED }),
  ])
  const pids = [...new Set([...due.flatMap((note) => note.pids ?? []), ...turned.pids])]
  if (pids.length > MOST_FOLLOWED || due.some((note) => note.pids === null) || from > now)
    return orderWhole(tx, no, now, 0)
  // Who is among the first hundred is said of all together; looked up again and again while things happen, so not too often.
  if (sample && "number" in sample && pids.length > 0)
    return orderWhole(tx, no, now, (segment.refresh_ms ?? 0) * REST)
  const { entered, left } =
    pids.length > 0 ? await askAgain(parts, tx, segment, pids, now) : { entered: 0, left: 0 }
  if (entered + left > 0) await parts.noteMemberChange(tx, no, now)
  // Of a sample, other rules look at the members.
  if (entered + left > 0 && sample) await parts.noteChanges(tx, pids, `segment:${id}`)
  await parts.failPoint("audience.followed")
  await tx.run(
    `update marketing_segment set member_count = member_count + $2, refreshed_at = $3, swept_at = $3, look_at = $4 where no = $1`,
    [no, entered - left, now, lookAfter(turned, now)],
  )
}

async function askAgain(parts: Parts, tx: Sql, { no, rule, sample }: Followed, pids: number[], now: Date) {
  const described = await parts.selectPeople({ rule: rule!, pids, tx, now })
  return changeMembers(tx, no, pids, sample ? drawFrom(described, sample) : described, now)
}

async function followStore({ noteMemberChange }: Parts, tx: Sql, { no }: Followed, now: Date): Promise<void> {
  const pids = (await takeDue(tx, no)).flatMap((note) => note.pids ?? [])
  const left = await removeGone(tx, no, pids, now)
  const back = await bringBack(tx, no, pids, now)
  if (left + back === 0) return
  await noteMemberChange(tx, no, now)
  await tx.run(
    "update marketing_segment set member_count = member_count + $2, refreshed_at = $3 where no = $1",
    [no, back - left, now],
  )
}

/** Whatever waited for the segment is part of the whole. */
async function orderWhole(tx: Sql, no: number, now: Date, inMs: number): Promise<void> {
  await dropDue(tx, no)
  await tx.run(
    "update marketing_segment set swept_at = $2, look_at = $4, whole_at = least(whole_at, $3::timestamptz) where no = $1",
    [no, now, new Date(now.getTime() + inMs), lookAfter({ rolls: true, turns_at: null }, now)],
  )
}
