import { generateEntityId } from "@medusajs/framework/utils"
import {
  checkHeader,
  checkMapping,
  IMPORT_KINDS,
  type ImportKind,
  type Mapping,
  suggestMapping,
  type TagsMode,
  type UnknownColumns,
} from "../../../core/import/columns"
import { CsvReader, detectDelimiter, separatorOf } from "../../../core/import/csv"
import { decode } from "../../../core/import/decode"
import { withLineFeeds } from "../../../core/import/line-ends"
import { problemsOf, Refused } from "../../../core/problem"
import type { Database, Sql } from "../database"
import { IMPORT_COLUMNS, type Import, type ImportRow, toImport } from "./import"
import { unpack } from "./unpack"

const refuse = problemsOf({
  "import/kind": {
    message: 'Files of the kind "{kind}" are not imported.',
    hint: `Choose one of ${IMPORT_KINDS.join(", ")}.`,
  },
  "import/source": {
    message: '"{source}" stands for this store itself.',
    hint: "Name the system that the file is from, such as old-shop.",
  },
  "import/empty-file": {
    message: "The file is empty.",
    hint: "It needs a header row and at least one line.",
  },
  "import/too-large": {
    message: `The file is larger than ${2 ** 30 / 2 ** 20} MB.`,
    hint: "Split it and import the parts.",
  },
  "import/endless-line": {
    message: "Line {line} is longer than {most} MB.",
    hint: "No table has such lines. Is it a CSV file, and are its quotes and line ends right?",
  },
  "import/no-lines": { message: "The file has a header but no lines." },
})

const LARGEST_FILE = 2 ** 30
const PIECE_BYTES = 2 ** 20
/** A shorter line may be a mistake and costs only itself; a longer one says that this is no table, and is not waited for. */
const LONGEST_LINE = 2 ** 24
/** The header must stand in the first megabyte. */
const HEADER_CHARS = 2 ** 20

export type NewImport = {
  kind: ImportKind
  file_name: string
  file: AsyncIterable<Buffer>
  /** Left out: what the column names suggest. */
  mapping?: Mapping
  unknown_columns?: UnknownColumns
  tags_mode?: TagsMode
  dry_run?: boolean
  /** Where the data is from; part of the key that makes the same line count once. */
  source?: string
  actor?: string
}

/**
 * Takes a file: checks its header, encoding and mapping while it comes in, keeps it in pieces in the database, and leaves
 * it waiting for a worker. Throws Refused, and keeps nothing, when it can't be read at all.
 */
export const createImport =
  ({ database }: { database: Database }) =>
  async (input: NewImport): Promise<{ import: Import; suggested: Mapping }> => {
    if (!IMPORT_KINDS.includes(input.kind))
      throw new Refused([refuse("import/kind", "kind", { kind: input.kind })])
    const source = input.source?.trim() || "import"
    // What the store itself no longer has, a rebuild takes away.
    if (source.toLowerCase() === "store") throw new Refused([refuse("import/source", "source", { source })])
    return database.transaction(async (tx) => {
      await tx.run("set local statement_timeout = '10min'")
      const id = generateEntityId(undefined, "mkimp")
      const { no } = (await tx.one<{ no: number }>(
        `insert into marketing_import (id, kind, source, file_name, file_bytes, delimiter, columns, dry_run, created_by)
         values ($1, $2, $3, $4, 0, ',', '{}', $5, $6) returning no`,
        [id, input.kind, source, input.file_name, input.dry_run ?? false, input.actor ?? null],
      ))!
      const { bytes, head, lines } = await storePieces(tx, no, withLineFeeds(unpack(input.file)))
      const first = head.split("\n", 1)[0] ?? ""
      const delimiter = detectDelimiter(head)
      const columns = readHeader(head, delimiter)
      const suggested = suggestMapping(input.kind, columns)
      const mapping = input.mapping && Object.keys(input.mapping).length > 0 ? input.mapping : suggested
      const problems = checkHeader(columns)
      if (problems.length > 0) throw new Refused(problems)
      if (lines < (separatorOf(first) ? 3 : 2)) throw new Refused([refuse("import/no-lines", "file")])
      // Without a mapping of its own the upload may still be incomplete: the merchant completes it before it runs.
      const unclear = checkMapping(input.kind, columns, mapping)
      if (input.mapping && unclear.length > 0) throw new Refused(unclear)
      const row = (await tx.one<ImportRow>(
        `update marketing_import set file_bytes = $2, delimiter = $3, columns = $4, mapping = $5, options = $6,
                state = case when $7 then 'waiting' else 'ready' end
          where no = $1 returning ${IMPORT_COLUMNS}`,
        [
          no,
          bytes,
          delimiter,
          columns,
          mapping,
          { unknown_columns: input.unknown_columns ?? "attributes", tags_mode: input.tags_mode ?? "keep" },
          unclear.length === 0,
        ],
      ))!
      return { import: toImport(row), suggested }
    })
  }

async function storePieces(tx: Sql, no: number, file: AsyncIterable<Buffer>) {
  const decoder = new TextDecoder("utf-8", { fatal: true })
  let [bytes, piece, head, lines, last] = [0, 0, "", 0, ""]
  let unended = 0
  let waiting: Buffer[] = []
  let waitingBytes = 0
  const flush = async () => {
    if (waitingBytes === 0) return
    await tx.run("insert into marketing_import_piece (import_no, piece, bytes) values ($1, $2, $3)", [
      no,
      piece++,
      Buffer.concat(waiting),
    ])
    waiting = []
    waitingBytes = 0
  }
  for await (const chunk of file) {
    bytes += chunk.length
    if (bytes > LARGEST_FILE) throw new Refused([refuse("import/too-large", "file")])
    const text = decode(decoder, chunk)
    if (head.length < HEADER_CHARS) head += text
    let from = 0
    const measure = (to: number) => {
      unended += to - from
      if (unended > LONGEST_LINE)
        throw new Refused([
          refuse("import/endless-line", "file", { line: lines + 1, most: LONGEST_LINE / 2 ** 20 }),
        ])
    }
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
      measure(at)
      lines += 1
      unended = 0
      from = at + 1
    }
    measure(text.length)
    last = text.at(-1) ?? last
    waiting.push(chunk)
    waitingBytes += chunk.length
    if (waitingBytes >= PIECE_BYTES) await flush()
  }
  decode(decoder)
  await flush()
  if (bytes === 0) throw new Refused([refuse("import/empty-file", "file")])
  return { bytes, head, lines: last === "\n" ? lines : lines + 1 }
}

function readHeader(head: string, delimiter: string): string[] {
  const reader = new CsvReader(delimiter)
  const first = [...reader.push(head), ...reader.end()].find((item) => "cells" in item)
  return first && "cells" in first ? first.cells.map((cell) => cell.replace(/^\uFEFF/, "").trim()) : []
}

export type CreateImport = ReturnType<typeof createImport>
