import { BYTE_ORDER_MARK, csvLine } from "../../../core/segment/csv-line"
import type { Database } from "../database"
import type { GetSegment } from "./read-segments"
import { columnsOfMembers, type ExportedMember, membersAfter } from "./store/export"
import type { SegmentRow } from "./store/segments"

type Parts = { database: Database; getSegment: GetSegment }
export type Exported = { segment: SegmentRow; text: AsyncGenerator<string> }

const OURS = ["customer_id", "email", "phone", "name", "entered_at", "tags"]

/**
 * The members of a segment as CSV, page by page, so that a million of them need no more memory than a thousand. Columns
 * that came with an imported list stand after ours. Who was deleted is left out. Throws Missing before the first piece.
 */
export const exportSegment =
  ({ database, getSegment }: Parts) =>
  async ({ segment_id }: { segment_id: string }): Promise<Exported> => {
    const segment = await getSegment({ segment_id })
    const extra = segment.type === "dynamic" ? [] : await columnsOfMembers(database, segment.no)
    return { segment, text: pieces(database, segment.no, extra) }
  }

async function* pieces(database: Database, segment: number, extra: string[]): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine([...OURS, ...extra])
  for (let after = 0; ; ) {
    const page = await membersAfter(database, segment, after)
    if (page.length === 0) return
    yield page
      .filter(({ deleted }) => !deleted)
      .map((member) => csvLine(cellsOf(member, extra)))
      .join("")
    after = page.at(-1)!.pid
  }
}

const cellsOf = (member: ExportedMember, extra: string[]): string[] => [
  member.customer_id,
  member.email ?? "",
  member.phone ?? "",
  member.name ?? "",
  member.entered_at.toISOString(),
  member.tags.join(", "),
  ...extra.map((column) => member.placeholders?.[column] ?? ""),
]
