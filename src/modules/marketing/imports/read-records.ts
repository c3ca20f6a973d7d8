import { CsvReader } from "../../../core/import/csv"
import { brokenLine, type Rejection } from "../../../core/import/values"
import type { Database } from "../database"

/** A line of the file under the header's cells, or what is wrong with it. `bytes`: how far the file was read by then. */
export type FileRecord = { line: number; bytes: number } & ({ cells: string[] } | { rejection: Rejection })

/** The file's records after the header, in batches, piece by piece. */
export async function* readRecords(
  database: Database,
  importNo: number,
  delimiter: string,
  { batch, afterLine = 0 }: { batch: number; afterLine?: number },
): AsyncGenerator<FileRecord[]> {
  const reader = new CsvReader(delimiter)
  const decoder = new TextDecoder("utf-8")
  let header = true
  let bytes = 0
  let ready: FileRecord[] = []
  const take = (items: ReturnType<CsvReader["push"]>) => {
    for (const item of items) {
      if (header) header = false
      else if (item.line > afterLine) {
        ready.push(
          "cells" in item
            ? { ...item, bytes }
            : { line: item.line, bytes, rejection: brokenLine(item.problem) },
        )
      }
    }
  }
  for (let piece = 0; ; piece++) {
    const stored = await database.one<{ bytes: Buffer }>(
      "select bytes from marketing_import_piece where import_no = $1 and piece = $2",
      [importNo, piece],
    )
    if (stored) bytes += stored.bytes.length
    take(stored ? reader.push(decoder.decode(stored.bytes, { stream: true })) : reader.end())
    for (; ready.length >= batch; ready = ready.slice(batch)) yield ready.slice(0, batch)
    if (!stored) break
  }
  if (ready.length > 0) yield ready
}
