import { decode } from "../../../core/import/decode"
import { withLineFeeds } from "../../../core/import/line-ends"
import { refuseLine } from "../../../core/import/problems"
import { type Rejection, rejectionOf } from "../../../core/import/values"
import { Missing, Refused } from "../../../core/problem"
import { type ListedMember, MemberListReader, type ReadLines } from "../../../core/segment/member-list"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { NoteMemberChange } from "../sync/note-member-change"
import type { NoteChanges } from "./note-changes"
import { refuse, refuseArchived } from "./problems"
import { MOST_FOLLOWED } from "./store/due"
import { addToList, listedPids, membersFromList, openList, whoIsListed } from "./store/listed"
import { countMembers } from "./store/members"
import { COLUMNS, findSegment, type SegmentRow } from "./store/segments"

type Parts = {
  database: Database
  clock: Clock
  noteMemberChange: NoteMemberChange
  noteChanges: NoteChanges
}
type Asked = { segment_id: string; file: AsyncIterable<Buffer>; actor?: string }
export type ImportedMembers = {
  segment: SegmentRow
  /** Lines that put somebody into the segment. */
  accepted: number
  /** Lines about somebody whom an earlier line named. */
  duplicates: number
  rejected: number
  /** The first thousand of them. */
  rejections: ({ line: number } & Rejection)[]
}

const BATCH = 2_000
const MOST_REPORTED = 1_000
const LARGEST_FILE = 2 ** 30

/**
 * Reads people into a segment from a CSV file: a column customer_id, email or phone says who, the others are kept with
 * the member for messages. All of the file's good lines or, when it cannot be read, nothing. Makes no customers: a line
 * about somebody unknown is reported. Throws Missing, Refused for a dynamic segment or a file that is no list, and Conflict for an
 * archived one.
 */
export const importMembers =
  ({ database, clock, noteMemberChange, noteChanges }: Parts) =>
  async ({ segment_id, file, actor }: Asked): Promise<ImportedMembers> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const segment = await findSegment(tx, segment_id, true)
      if (!segment) throw new Missing("segment", segment_id)
      if (segment.type === "dynamic") throw new Refused([refuse("segment/not-static", "")])
      refuseArchived(segment)
      await openList(tx)
      const report = {
        accepted: 0,
        duplicates: 0,
        rejected: 0,
        rejections: [] as ImportedMembers["rejections"],
      }
      const reader = new MemberListReader()
      for await (const read of readLists(reader, file)) await take(tx, read, report)
      await membersFromList(tx, segment.no, reader.names, now)
      await noteMemberChange(tx, segment.no, now)
      await noteChanges(tx, await listedPids(tx, MOST_FOLLOWED + 1), `segment:${segment_id}`)
      await tx.run(
        `insert into marketing_audit (at, actor, entity, entity_id, action, detail) values ($1, $2, 'segment', $3, 'imported', $4)`,
        [now, actor ?? null, segment_id, JSON.stringify({ ...report, rejections: undefined })],
      )
      const saved = await tx.one<SegmentRow>(
        `update marketing_segment set type = 'imported', member_count = $2, refreshed_at = $3, updated_at = $3
          where no = $1 returning ${COLUMNS}`,
        [segment.no, await countMembers(tx, segment.no), now],
      )
      return { segment: saved!, ...report }
    })
  }

async function* readLists(reader: MemberListReader, file: AsyncIterable<Buffer>): AsyncGenerator<ReadLines> {
  const decoder = new TextDecoder("utf-8", { fatal: true })
  let bytes = 0
  const checked = (read: ReadLines) => {
    if (reader.problems.length > 0) throw new Refused(reader.problems)
    return read
  }
  for await (const piece of withLineFeeds(file)) {
    bytes += piece.length
    if (bytes > LARGEST_FILE) throw new Refused([refuse("segment/large-file", "file")])
    yield checked(reader.push(decode(decoder, piece)))
  }
  decode(decoder)
  yield checked(reader.end())
}

type Report = Omit<ImportedMembers, "segment">

async function take(tx: Sql, { members, rejections }: ReadLines, report: Report): Promise<void> {
  for (const rejection of rejections) reject(report, rejection)
  for (let from = 0; from < members.length; from += BATCH)
    await takeBatch(tx, members.slice(from, from + BATCH), report)
}

async function takeBatch(tx: Sql, members: ListedMember[], report: Report): Promise<void> {
  const meant = await whoIsListed(tx, members)
  const people = new Map<number, { pid: number; placeholders: Record<string, string> }>()
  for (const { line, placeholders } of members) {
    const [pid, other] = meant.get(line) ?? []
    if (pid === undefined) reject(report, { line, ...rejectionOf(refuseLine("import/unknown-person", "")) })
    else if (other !== undefined)
      reject(report, { line, ...rejectionOf(refuseLine("import/two-people", "")) })
    else if (people.has(pid)) report.duplicates += 1
    else people.set(pid, { pid, placeholders })
  }
  const added = await addToList(tx, [...people.values()])
  report.accepted += added.size
  report.duplicates += people.size - added.size
}

function reject(report: Report, rejection: { line: number } & Rejection): void {
  report.rejected += 1
  if (report.rejections.length < MOST_REPORTED) report.rejections.push(rejection)
}
