import { refuseLine } from "../../../core/import/problems"
import { rejectionOf } from "../../../core/import/values"
import type { MergeTags } from "../audience/merge-tags"
import type { NoteChanges } from "../audience/note-changes"
import type { Database, Sql } from "../database"
import type { ImportRow } from "./import"
import { type BatchLine, type JudgedBatch, judgeBatch, newsOfPeople } from "./judge-batch"
import { alone, type LearnPeople, type MakePeople } from "./make-people"
import { type Batch, readBatch } from "./read-batch"
import type { FileRecord } from "./read-records"
import type { Counts } from "./run-imports"
import { markTaken, noteRejections } from "./store/lines"
import { writeNotes } from "./store/notes"
import { claimNumbers } from "./store/people"
import { writeCustomers } from "./write-customers"
import { writeEvents } from "./write-events"
import { writePurchases } from "./write-purchases"

type Parts = {
  database: Database
  learnPeople: LearnPeople
  makePeople: MakePeople
  recordEvents: Parameters<typeof writeEvents>[1]
  mergeTags: MergeTags
  noteChanges: NoteChanges
  attributeOrders: (tx: Sql, oids: number[], now: Date) => Promise<void>
}
type Given = { job: ImportRow; records: FileRecord[]; zone: string; now: Date }
type Line = BatchLine & Batch["lines"][number]
type Judged = JudgedBatch<Line>

/**
 * Takes one batch of a file: reads and judges it, makes its people, and writes it together with `close` in one
 * transaction. A dry run judges alike and writes only what the next batches must know.
 */
export const importBatch =
  (parts: Parts) =>
  async (
    { job, records, zone, now }: Given,
    close: (tx: Sql, counts: Counts) => Promise<void>,
  ): Promise<void> => {
    const { database } = parts
    const batch = readBatch(job, records, { zone, now })
    const { judged, pids } = await peopleOf(parts, job, batch.lines as Line[])
    const rejections = [...batch.rejections, ...judged.rejections]
    await database.transaction(async (tx) => {
      if (job.dry_run) await writeNotes(tx, job.no, judged.notes())
      else await write(tx, parts, job, judged, pids, now)
      await noteRejections(tx, job, rejections)
      await close(tx, {
        accepted: judged.accepted.length,
        rejected: rejections.length,
        duplicates: judged.duplicates.length,
        // Purchases and events only name people; what customers are called is said in a file about them.
        kept: job.kind === "customers" ? judged.accepted.filter(({ differs }) => differs).length : 0,
      })
    })
  }

export type ImportBatch = ReturnType<typeof importBatch>

/** Judges the lines, and makes and fills the people that accepted ones speak of. */
async function peopleOf({ database, learnPeople, makePeople }: Parts, job: ImportRow, lines: Line[]) {
  const judgeAll = () => judgeBatch(database, job, lines)
  const nothing = { pids: new Map<string, number>() }
  const news = await newsOfPeople(database, job, lines)
  if (news.length === 0) return { judged: await judgeAll(), ...nothing }
  return alone(database, async (stillHeld) => {
    await learnPeople(news.flatMap((gains) => gains.email ?? []))
    const judged = await judgeAll()
    if (job.dry_run) return { judged, ...nothing }
    const { pids, refused } = await makePeople(judged.people, stillHeld)
    return { judged: withoutRefused(judged, refused), pids }
  })
}

function withoutRefused(judged: Judged, refused: Map<string, string>): Judged {
  if (refused.size === 0) return judged
  const wrong = judged.accepted.filter(({ who }) => who !== null && refused.has(who))
  return {
    ...judged,
    accepted: judged.accepted.filter((line) => !wrong.includes(line)),
    people: judged.people.filter(({ person }) => !refused.has(person.who)),
    rejections: [
      ...judged.rejections,
      ...wrong.map(({ item, who }) => ({
        line: item.line,
        ...rejectionOf(refuseLine("import/refused", "", { reason: refused.get(who!)! })),
      })),
    ],
  }
}

async function write(
  tx: Sql,
  { recordEvents, mergeTags, noteChanges, attributeOrders }: Parts,
  job: ImportRow,
  judged: Judged,
  pids: Map<string, number>,
  now: Date,
): Promise<void> {
  const pidOf = (who: string) => pids.get(who) ?? Number(who)
  await claimNumbers(
    tx,
    judged.people.flatMap(({ person, gains }) =>
      person.made && gains.external_id ? { pid: pidOf(person.who), external_id: gains.external_id } : [],
    ),
    now,
  )
  if (job.kind === "purchases") {
    const repeated = judged.duplicates.flatMap(({ item, orderLine }) =>
      "placed_at" in item && orderLine ? { item, orderLine } : [],
    )
    const taken = judged.accepted.flatMap(({ item, who, orderLine }) =>
      "placed_at" in item && orderLine
        ? { ...item, ...orderLine, file_line: item.line, pid: pidOf(who!) }
        : [],
    )
    const oids = await writePurchases(tx, job, taken, repeated, now)
    await attributeOrders(tx, oids, now)
    return
  }
  await markTaken(
    tx,
    job,
    judged.accepted.map(({ item }) => item.hash),
  )
  if (job.kind === "customers") {
    const people = judged.accepted.flatMap(({ item, who }) =>
      "attributes" in item ? { ...item, pid: pidOf(who!) } : [],
    )
    await writeCustomers(tx, people, { mergeTags, tags_mode: job.options.tags_mode }, now)
    await noteChanges(
      tx,
      people.map((person) => person.pid),
    )
  } else {
    const events = judged.accepted.flatMap(({ item, who }) =>
      "props" in item ? { ...item, pid: who === null ? null : pidOf(who) } : [],
    )
    await writeEvents(tx, recordEvents, job.source, events)
  }
}
