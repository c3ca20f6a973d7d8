import type { DefineAttributes } from "../audience/define-attributes"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { MarketingOptions } from "../options"
import { isPassing } from "../passing"
import type { FailPoint } from "../ports"
import { IMPORT_COLUMNS, type ImportRow } from "./import"
import type { ImportBatch } from "./import-batch"
import { typesOfColumns } from "./read-batch"
import { readRecords } from "./read-records"
import { forgetNotes } from "./store/notes"

/** Lines of one transaction: large enough for set-based speed, small enough for flat memory and a quick resume. */
const BATCH = 2_000
const LEASE = "2 minutes"
/** People of one transaction when sums are made again, and people looked up at a time: each look reads all orders. */
const PEOPLE = 2_000
const LOOK = 100_000

type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  failPoint: FailPoint
  importBatch: ImportBatch
  defineAttributes: DefineAttributes
  refreshRollups: (tx: Sql, pids: number[]) => Promise<unknown>
}

/**
 * Runs one waiting import, or goes on with one whose worker died, batch by batch; answers true when it found one.
 * Each batch commits with the place it reached, guarded by a fence: a second worker, or a zombie, changes nothing.
 */
export const runImports = ({
  database,
  clock,
  options,
  failPoint,
  importBatch,
  refreshRollups,
  defineAttributes,
}: Parts) => {
  /**
   * Sums up everybody whose orders this import touched, once, after its last line: doing it with every batch would sum the
   * same people dozens of times (measured: 40 % of the whole import).
   */
  const sumPeople = async (job: ImportRow): Promise<void> => {
    for (let after = 0; ; ) {
      const page = await database.rows<{ pid: number }>(
        `select distinct pid from marketing_order where source = $1 and synced_at >= $2 and pid > $3 order by pid limit $4`,
        [job.source, job.started_at, after, LOOK],
      )
      const pids = page.map((row) => row.pid)
      for (let at = 0; at < pids.length; at += PEOPLE) {
        const now = await clock.now()
        await database.transaction(async (tx) => {
          await refreshRollups(tx, pids.slice(at, at + PEOPLE))
          await renewLease(tx, job, now)
        })
        await failPoint("import.afterSums")
      }
      if (pids.length < LOOK) return
      after = pids.at(-1)!
    }
  }

  return async (): Promise<boolean> => {
    const job = await claim(database, await clock.now())
    if (!job) return false
    try {
      if (job.kind === "customers" && job.options.unknown_columns === "attributes") {
        const types = await typesOfColumns(
          job,
          readRecords(database, job.no, job.delimiter, { batch: BATCH }),
        )
        job.options.types = types
        const attributes = Object.entries(types).map(([key, type]) => ({ key, type }))
        if (!job.dry_run) await database.transaction((tx) => defineAttributes(tx, attributes))
      }
      for await (const records of readRecords(database, job.no, job.delimiter, {
        batch: BATCH,
        afterLine: job.cursor,
      })) {
        const place = records.at(-1)!
        const now = await clock.now()
        await importBatch({ job, records, zone: options.timezone, now }, async (tx, counts) => {
          await move(tx, job, place, records.length, counts, now)
          await failPoint("import.beforeCommit")
        })
        job.cursor = place.line
        await failPoint("import.afterCommit")
      }
      if (job.kind === "purchases" && !job.dry_run) await sumPeople(job)
      await finish(database, job, await clock.now(), null)
    } catch (error) {
      if (error instanceof FenceLost) return true
      // A lost connection is no fault of the file: the lease ends and somebody goes on from the last batch.
      if (isPassing(error)) throw error
      await finish(database, job, await clock.now(), (error as Error).message)
    }
    return true
  }
}

class FenceLost extends Error {}

/**
 * One at a time of each source: where an order's lines stand in several files, the later file corrects the earlier one. A
 * source whose worker died is taken up before its next file.
 */
const claim = (database: Database, now: Date): Promise<ImportRow | undefined> =>
  database.transaction(async (tx) => {
    // Two who claim at the same moment must not both see the source at rest.
    await tx.run("select pg_advisory_xact_lock(hashtext('marketing_import'))")
    return tx.one<ImportRow>(
      `update marketing_import set state = 'running', fence = fence + 1, lease_until = $1::timestamptz + interval '${LEASE}',
              started_at = coalesce(started_at, $1)
        where no = (select no from marketing_import i
                     where (state = 'waiting' and not exists (
                              select 1 from marketing_import r where r.state = 'running' and r.source = i.source))
                        or (state = 'running' and lease_until <= $1)
                     order by no limit 1 for update of i skip locked)
        returning ${IMPORT_COLUMNS}`,
      [now],
    )
  })

export type Counts = { accepted: number; rejected: number; duplicates: number; kept: number }

async function move(
  tx: Sql,
  job: ImportRow,
  place: { line: number; bytes: number },
  rows: number,
  counts: Counts,
  now: Date,
) {
  const held = await tx.run(
    `update marketing_import set cursor = $3, bytes_read = $4, rows = rows + $5, accepted = accepted + $6,
            rejected = rejected + $7, duplicates = duplicates + $8, kept = kept + $9,
            lease_until = $10::timestamptz + interval '${LEASE}'
      where no = $1 and fence = $2 and state = 'running'`,
    [
      job.no,
      job.fence,
      place.line,
      place.bytes,
      rows,
      counts.accepted,
      counts.rejected,
      counts.duplicates,
      counts.kept,
      now,
    ],
  )
  if (held === 0) throw new FenceLost()
}

/** Longer than its lease without a line moved: sums of many people. */
async function renewLease(tx: Sql, job: ImportRow, now: Date) {
  const held = await tx.run(
    `update marketing_import set lease_until = $3::timestamptz + interval '${LEASE}'
      where no = $1 and fence = $2 and state = 'running'`,
    [job.no, job.fence, now],
  )
  if (held === 0) throw new FenceLost()
}

/** A real run that is over needs its file no more; after a dry run or a failure it is kept for the next try. */
const finish = (database: Database, job: ImportRow, now: Date, error: string | null) =>
  database.transaction(async (tx) => {
    const held = await tx.run(
      `update marketing_import set state = $3, error = $4, ended_at = $5, lease_until = null where no = $1 and fence = $2`,
      [job.no, job.fence, error === null ? "done" : "failed", error, now],
    )
    if (held === 0) return
    await forgetNotes(tx, job.no)
    if (error === null && !job.dry_run)
      await tx.run("delete from marketing_import_piece where import_no = $1", [job.no])
  })
