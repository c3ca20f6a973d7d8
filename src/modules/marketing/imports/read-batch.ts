import { createHash } from "node:crypto"
import { type LineReader, lineReader } from "../../../core/import/columns"
import { refuseLine } from "../../../core/import/problems"
import { type ImportedCustomer, readCustomer } from "../../../core/import/read-customer"
import { type ImportedEvent, readEvent } from "../../../core/import/read-event"
import { type ImportedPurchase, readPurchase } from "../../../core/import/read-purchase"
import {
  looksLikeDate,
  type Reading,
  Rejected,
  type Rejection,
  readAttribute,
} from "../../../core/import/values"
import type { AttributeType, ImportRow } from "./import"
import type { FileRecord } from "./read-records"

type Line<T> = T & { line: number; hash: string }
export type Batch = {
  /** All of the kind that the file is of. */
  lines: (Line<ImportedCustomer> | Line<ImportedPurchase> | Line<ImportedEvent>)[]
  rejections: ({ line: number } & Rejection)[]
}

const readerOf = (job: ImportRow): LineReader =>
  lineReader(job.kind, job.columns, job.mapping, job.options.unknown_columns)

/** Turns records into what they say, or into the reason why they can't be taken. */
export function readBatch(job: ImportRow, records: FileRecord[], reading: Reading): Batch {
  const batch: Batch = { lines: [], rejections: [] }
  const read = readerOf(job)
  for (const record of records) {
    const { line } = record
    if ("rejection" in record) {
      batch.rejections.push({ line, ...record.rejection })
      continue
    }
    try {
      if (record.cells.length !== job.columns.length) {
        throw new Rejected(
          refuseLine("import/cells", "", { shown: record.cells.length, header: job.columns.length }),
        )
      }
      const { known, extra } = read(record.cells)
      const said = [Object.entries(known).sort(), Object.entries(extra).sort()]
      if (job.kind === "customers") {
        const attributes = attributesOf(extra, job.options.types ?? {})
        const customer = readCustomer(known, attributes, reading)
        const named = customer.external_id ?? customer.email ?? customer.phone
        batch.lines.push({ ...customer, line, hash: hashOf(named) + hashOf(said) })
      } else if (job.kind === "purchases") {
        const purchase = readPurchase(known, reading)
        batch.lines.push({ ...purchase, line, hash: hashOf(Object.entries(purchase).sort()) })
      } else {
        const event = readEvent(known, extra, reading)
        // Whoever numbers their events says which are the same; else what the line says decides.
        const hash = hashOf(known.event_id ? ["event", known.event_id] : said)
        batch.lines.push({ ...event, line, hash })
      }
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      batch.rejections.push({ line, ...error.rejection })
    }
  }
  return batch
}

const hashOf = (said: unknown): string => createHash("sha1").update(JSON.stringify(said)).digest("hex")

const attributesOf = (extra: Record<string, string>, types: Record<string, AttributeType>) =>
  Object.fromEntries(
    Object.entries(extra).map(([key, text]) => [key, types[key] === "text" ? text : readAttribute(text)]),
  )

/**
 * One type for each unknown column of a customers file: what all its values show, else text. Read over the whole file
 * before the first line is written, so that one odd value at the end does not leave a mixed column behind.
 */
export async function typesOfColumns(
  job: ImportRow,
  batches: AsyncIterable<FileRecord[]>,
): Promise<Record<string, AttributeType>> {
  const types = new Map<string, AttributeType>()
  const read = readerOf(job)
  for await (const records of batches) {
    for (const record of records) {
      if (!("cells" in record)) continue
      const { extra } = read(record.cells)
      for (const [key, text] of Object.entries(extra)) {
        const type = typeOf(text)
        types.set(key, (types.get(key) ?? type) === type ? type : "text")
      }
    }
  }
  return Object.fromEntries(types)
}

function typeOf(text: string): AttributeType {
  const shown = typeof readAttribute(text)
  if (shown !== "string") return shown as AttributeType
  return looksLikeDate(text) ? "date" : "text"
}
