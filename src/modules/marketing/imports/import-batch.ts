import type { Database, Sql } from "../database"
import type { FindPeople, Named } from "./find-people"
import { nameOf } from "./find-people"
import type { ImportRow } from "./import"
import { type Batch, readBatch } from "./read-batch"
import type { FileRecord } from "./read-records"
import type { Counts } from "./run-imports"
import { writeCustomers } from "./write-customers"
import { writeEvents } from "./write-events"
import { writePurchases } from "./write-purchases"

type Rejections = Batch["rejections"]
type Parts = {
  database: Database
  findPeople: FindPeople
  recordEvents: Parameters<typeof writeEvents>[1]
  attributeOrders: (tx: Sql, oids: number[], now: Date) => Promise<void>
}
type Given = {
  job: ImportRow
  records: FileRecord[]
  zone: string
  now: Date
  /** Lines met so far in a dry run; null when it is for real and the database remembers them. */
  seen: Set<string> | null
  resumed: boolean
}

/** Takes one batch of a file: reads it, finds or makes its people, and writes it together with `close` in one transaction. */
export const importBatch =
  ({ database, findPeople, recordEvents, attributeOrders }: Parts) =>
  async (
    { job, records, zone, now, seen, resumed }: Given,
    close: (tx: Sql, counts: Counts) => Promise<void>,
  ): Promise<void> => {
    const batch = readBatch(job, records, zone)
    const lines = [...batch.customers, ...batch.purchases, ...batch.events]
    const people = seen
      ? new Map<string, number>()
      : await findPeople(lines.filter(hasName), { make: true, resumed })
    await database.transaction(async (tx) => {
      const fresh = seen
        ? firstTime(lines, seen, await known(tx, job, lines))
        : await remember(tx, job, lines)
      const rejections: Rejections = [...batch.rejections]
      if (!seen) {
        const mine = <T extends { line: number }>(list: T[]) => list.filter((item) => fresh.has(item.line))
        const withPid = <T extends Named>(list: T[]) =>
          list.map((item) => ({ ...item, pid: people.get(nameOf(item))! }))
        await writeCustomers(tx, withPid(mine(batch.customers)), now)
        if (batch.events.length > 0) {
          const events = mine(batch.events).map((e) => ({
            ...e,
            pid: hasName(e) ? people.get(nameOf(e))! : null,
          }))
          await writeEvents(tx, recordEvents, job.source, events)
        }
        if (batch.purchases.length > 0) {
          const written = await writePurchases(tx, job.source, withPid(mine(batch.purchases)), now)
          for (const wrong of written.wrong)
            rejections.push({ ...wrong, column: null, code: "import/contradiction" })
          await forget(
            tx,
            job,
            lines.filter((line) => written.wrong.some((wrong) => wrong.line === line.line)),
          )
          await attributeOrders(tx, written.oids, now)
        }
      }
      await noteRejections(tx, job, rejections)
      const contradictions = rejections.length - batch.rejections.length
      await close(tx, {
        accepted: fresh.size - contradictions,
        rejected: rejections.length,
        duplicates: lines.length - fresh.size,
      })
    })
  }

export type ImportBatch = ReturnType<typeof importBatch>

type Line = { line: number; hash: Buffer }
const hasName = (person: Named): boolean => Boolean(person.external_id || person.email || person.phone)

/** Marks the lines as taken; answers the lines that were not taken before. */
async function remember(tx: Sql, job: ImportRow, lines: Line[]): Promise<Set<number>> {
  const first = new Map<string, Line>()
  for (const line of lines)
    if (!first.has(line.hash.toString("hex"))) first.set(line.hash.toString("hex"), line)
  const taken = await tx.rows<{ hash: string }>(
    `insert into marketing_import_line (source, kind, hash)
     select $1, $2, decode(h, 'hex') from unnest($3::text[]) as h order by h
     on conflict do nothing returning encode(hash, 'hex') as hash`,
    [job.source, job.kind, [...first.keys()]],
  )
  return new Set(taken.map((row) => first.get(row.hash)!.line))
}

async function known(tx: Sql, job: ImportRow, lines: Line[]): Promise<Set<string>> {
  const rows = await tx.rows<{ hash: string }>(
    `select encode(hash, 'hex') as hash from marketing_import_line
      where source = $1 and kind = $2 and hash = any(select decode(h, 'hex') from unnest($3::text[]) as h)`,
    [job.source, job.kind, lines.map((line) => line.hash.toString("hex"))],
  )
  return new Set(rows.map((row) => row.hash))
}

function firstTime(lines: Line[], seen: Set<string>, before: Set<string>): Set<number> {
  const fresh = new Set<number>()
  for (const line of lines) {
    const hash = line.hash.toString("hex")
    if (!before.has(hash) && !seen.has(hash)) fresh.add(line.line)
    seen.add(hash)
  }
  return fresh
}

const forget = (tx: Sql, job: ImportRow, lines: Line[]) =>
  lines.length === 0
    ? Promise.resolve(0)
    : tx.run(
        `delete from marketing_import_line where source = $1 and kind = $2
          and hash = any(select decode(h, 'hex') from unnest($3::text[]) as h)`,
        [job.source, job.kind, lines.map((line) => line.hash.toString("hex"))],
      )

const noteRejections = (tx: Sql, job: ImportRow, rejections: Rejections) =>
  tx.run(
    `insert into marketing_import_rejection (import_no, line, col, code, problem)
     select $1, line, "column", code, problem
       from jsonb_to_recordset($2) as r(line int, "column" text, code text, problem text)
     on conflict do nothing`,
    [job.no, JSON.stringify(rejections)],
  )
