import { createHash } from "node:crypto"
import { readLine } from "../../../core/import/columns"
import { type ImportedCustomer, readCustomer } from "../../../core/import/read-customer"
import { type ImportedEvent, readEvent } from "../../../core/import/read-event"
import { type ImportedPurchase, readPurchase } from "../../../core/import/read-purchase"
import { Rejected, type Rejection, readAttribute } from "../../../core/import/values"
import type { AttributeType, ImportRow } from "./import"
import type { FileRecord } from "./read-records"

type Line<T> = T & { line: number; hash: Buffer }
export type Batch = {
  customers: Line<ImportedCustomer>[]
  purchases: Line<ImportedPurchase>[]
  events: Line<ImportedEvent>[]
  rejections: ({ line: number } & Rejection)[]
}

/** Turns records into what they say, or into the reason why they can't be taken. */
export function readBatch(job: ImportRow, records: FileRecord[], zone: string): Batch {
  const batch: Batch = { customers: [], purchases: [], events: [], rejections: [] }
  for (const record of records) {
    const { line } = record
    if ("problem" in record) {
      batch.rejections.push({ line, column: null, code: record.code, problem: record.problem })
      continue
    }
    try {
      if (record.cells.length !== job.columns.length) {
        throw new Rejected(
          null,
          "import/cells",
          `The line has ${record.cells.length} cells, the header ${job.columns.length}.`,
        )
      }
      const { known, extra } = readLine(
        job.kind,
        job.columns,
        record.cells,
        job.mapping,
        job.options.unknown_columns,
      )
      const hash = createHash("sha1")
        .update(JSON.stringify([Object.entries(known).sort(), Object.entries(extra).sort()]))
        .digest()
      if (job.kind === "customers") {
        batch.customers.push({
          ...readCustomer(known, attributesOf(extra, job.options.types ?? {}), zone),
          line,
          hash,
        })
      } else if (job.kind === "purchases") batch.purchases.push({ ...readPurchase(known, zone), line, hash })
      else batch.events.push({ ...readEvent(known, extra, zone), line, hash })
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      batch.rejections.push({ line, ...error.rejection })
    }
  }
  return batch
}

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
  const types: Record<string, AttributeType> = {}
  for await (const records of batches) {
    for (const record of records) {
      if (!("cells" in record)) continue
      const { extra } = readLine(
        job.kind,
        job.columns,
        record.cells,
        job.mapping,
        job.options.unknown_columns,
      )
      for (const [key, text] of Object.entries(extra)) {
        const shown = typeof readAttribute(text)
        const type = shown === "string" ? "text" : (shown as AttributeType)
        types[key] = (types[key] ?? type) === type ? type : "text"
      }
    }
  }
  return types
}
