import { BYTE_ORDER_MARK, csvLine } from "../../../core/segment/csv-line"
import type { Database } from "../database"
import type { GetSegment } from "./read-segments"
import { columnsOfMembers, type ExportedMember, membersAfter } from "./store/export"
import type { SegmentRow } from "./store/segments"

type Parts = { database: Database; getSegment: GetSegment }
export type Exported = { segment: SegmentRow; text: AsyncGenerator<string> }

const OURS = new Map<string, (member: ExportedMember) => string>([
  ["customer_id", ({ customer_id }) => customer_id],
  ["email", ({ email }) => email ?? ""],
  ["phone", ({ phone }) => phone ?? ""],
  ["name", ({ name }) => name ?? ""],
  ["entered_at", ({ entered_at }) => entered_at.toISOString()],
  ["tags", ({ tags }) => tags.join(", ")],
])

/**
 * The members of a segment as CSV, page by page, so that a million of them need no more memory than a thousand. Columns
 * that came with an imported list stand after ours; in one that bears a name of ours stands what the list said of whom it named. Who was deleted is left out. Throws Missing before the first piece.
 */
export const exportSegment =
  ({ database, getSegment }: Parts) =>
  async ({ segment_id }: { segment_id: string }): Promise<Exported> => {
    const segment = await getSegment({ segment_id })
    const told = segment.type === "dynamic" ? [] : await columnsOfMembers(database, segment.no)
    const columns = [...new Set([...OURS.keys(), ...told])]
    return { segment, text: pieces(database, segment.no, columns) }
  }

async function* pieces(database: Database, segment: number, columns: string[]): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(columns)
  for (let after = 0; ; ) {
    const page = await membersAfter(database, segment, after)
    if (page.length === 0) return
    yield page
      .filter(({ deleted }) => !deleted)
      .map((member) => csvLine(columns.map((column) => cellOf(member, column))))
      .join("")
    after = page.at(-1)!.pid
  }
}

/** Whoever wrote the file named its columns: one may be called like what every object has. */
const cellOf = (member: ExportedMember, column: string): string => {
  const { placeholders } = member
  if (placeholders && Object.hasOwn(placeholders, column)) return placeholders[column]!
  return OURS.get(column)?.(member) ?? ""
}
