import { SUBJECTS, type Subject } from "../../../ingest/hint"
import type { Clock } from "../clock"
import type { ListSubjects } from "../commerce/list-subjects"
import type { Database, Sql } from "../database"
import type { ProjectCarts } from "./project-carts"
import type { ProjectCustomers } from "./project-customers"
import type { ProjectOrders } from "./project-orders"
import type { ProjectProducts } from "./project-products"
import { readCursor, writeCursor } from "./store/cursors"
import { keptPage } from "./store/kept"

/** Rows a transaction beside a shop that goes on; a stopped rebuild goes on after its last whole page. */
const PAGE = 500

export type RebuildProgress = {
  subject: Subject
  /** How many of the subject were read, of how many. */
  done: number
  total: number
}

type Parts = {
  database: Database
  clock: Clock
  listSubjects: ListSubjects
  projectCustomers: ProjectCustomers
  projectProducts: ProjectProducts
  projectOrders: ProjectOrders
  projectCarts: ProjectCarts
}

/**
 * Reads the whole store again, page by page, and then looks for what the store no longer has. The shop goes on meanwhile; imports stay.
 * Stopped half-way it goes on where it was; finished, it starts anew. Answers how many of each were read.
 *
 * `page_size`: rows a transaction, more where nobody else waits for them.
 */
export const rebuildReadModel =
  (parts: Parts) =>
  async (
    given: { onProgress?: (progress: RebuildProgress) => void | Promise<void>; page_size?: number } = {},
  ): Promise<Record<Subject, number>> => {
    const { database, clock, listSubjects } = parts
    const { page_size = PAGE } = given
    const project: Record<Subject, (tx: Sql, ids: string[], now: Date) => Promise<unknown>> = {
      customer: parts.projectCustomers,
      product: parts.projectProducts,
      order: parts.projectOrders,
      cart: parts.projectCarts,
    }
    const counted = {} as Record<Subject, number>
    for (const subject of SUBJECTS) {
      const name = `rebuild:${subject}`
      const before = await readCursor(database, name)
      const total = await listSubjects.count(database, subject)
      let { after, done } = before && !before.detail.finished ? placeIn(before) : { after: "", done: 0 }
      for (;;) {
        const now = await clock.now()
        const ids = await database.transaction(async (tx) => {
          const page = await listSubjects.page(tx, subject, after, page_size)
          await project[subject](tx, page, now)
          const place = { ref: page.at(-1) ?? after, detail: { done: done + page.length } }
          await writeCursor(tx, name, place, now)
          return page
        })
        if (ids.length === 0) break
        after = ids.at(-1)!
        done += ids.length
        await given.onProgress?.({ subject, done, total: Math.max(total, done) })
      }
      counted[subject] = done
    }
    for (const subject of SUBJECTS) await takeLeave(parts, subject, project[subject])
    const now = await clock.now()
    for (const subject of SUBJECTS)
      await writeCursor(
        database,
        `rebuild:${subject}`,
        { detail: { done: counted[subject], finished: true } },
        now,
      )
    return counted
  }

export type RebuildReadModel = ReturnType<typeof rebuildReadModel>

const placeIn = (cursor: { ref: string | null; detail: Record<string, unknown> }) => ({
  after: cursor.ref ?? "",
  done: Number(cursor.detail.done ?? 0),
})

/** What we still keep though the store has it no more is looked at once again, which lets it go. */
async function takeLeave(
  { database, clock, listSubjects }: Parts,
  subject: Subject,
  project: (tx: Sql, ids: string[], now: Date) => Promise<unknown>,
): Promise<void> {
  for (let after = ""; ; ) {
    const kept = await keptPage(database, subject, after, PAGE)
    if (kept.length === 0) return
    after = kept.at(-1)!
    const missing = await listSubjects.missing(database, subject, kept)
    const now = await clock.now()
    await database.transaction((tx) => project(tx, missing, now))
  }
}
