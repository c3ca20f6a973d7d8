import { SUBJECTS, type Subject, TRAILS, type Trail } from "../../../ingest/hint"
import type { NoteProductsDue } from "../catalog/note-products-due"
import type { Clock } from "../clock"
import type { FollowTrail } from "../commerce/follow-trail"
import type { Database, Sql } from "../database"
import type { FailPoint, Ports } from "../ports"
import type { ProjectCarts } from "./project-carts"
import type { ProjectCustomers } from "./project-customers"
import type { ProjectOrders } from "./project-orders"
import type { ProjectProducts } from "./project-products"
import { claimAgain, claimDue, type InboxRow, markDone, markFailed, putHints } from "./store/inbox"
import type { TakeInEvents } from "./take-in-events"

const BATCH = 200
/** Tries of one row before it is parked: about ten minutes of trying. */
const PATIENCE = 8

type Parts = {
  database: Database
  clock: Clock
  ports: Ports
  failPoint: FailPoint
  followTrail: FollowTrail
  projectCustomers: ProjectCustomers
  projectProducts: ProjectProducts
  projectOrders: ProjectOrders
  projectCarts: ProjectCarts
  takeInEvents: TakeInEvents
  noteProductsDue: NoteProductsDue
}

/**
 * Deals with the oldest news: looks at the store's rows, writes what follows and marks the news as done, all in one
 * transaction. When a batch fails, each of its rows is tried alone, so that one bad row holds up nobody.
 * Answers true when there was something to do.
 */
export const drainInbox = (parts: Parts) => async (): Promise<boolean> => {
  const { database, clock, ports } = parts
  const now = await clock.now()
  let claimed: InboxRow[] = []
  try {
    await database.transaction(async (tx) => {
      claimed = await claimDue(tx, now, BATCH)
      await parts.failPoint("facts.afterClaim")
      await dealWith(parts, tx, claimed, now)
    })
  } catch (error) {
    if (claimed.length === 0) throw error
    for (const row of claimed) {
      try {
        await database.transaction(async (tx) => dealWith(parts, tx, await claimAgain(tx, [row.id]), now))
      } catch (reason) {
        const message = reason instanceof Error ? reason.message : String(reason)
        ports.log(`inbox: ${row.source} ${row.source_id} failed (${row.attempts + 1}): ${message}`)
        await markFailed(database, row.id, message.slice(0, 2000), now, PATIENCE)
      }
    }
  }
  await parts.failPoint("facts.afterCommit")
  return claimed.length > 0
}

export type DrainInbox = ReturnType<typeof drainInbox>

async function dealWith(parts: Parts, tx: Sql, rows: InboxRow[], now: Date): Promise<void> {
  const [first] = rows
  if (!first) return
  const ids = rows.map((row) => row.source_id)
  if (first.kind === "event") await parts.takeInEvents(tx, rows)
  else if (isSubject(first.source)) await projectionOf(parts, first.source)(tx, ids, now)
  else if (isTrail(first.source)) {
    const found = await parts.followTrail(tx, first.source, ids)
    await putHints(
      tx,
      found.ids.map((source_id) => ({ source: found.subject, source_id })),
      now,
    )
  } else throw new Error(`Nobody knows what "${first.source}" means.`)
  await parts.failPoint("facts.beforeDone")
  await markDone(
    tx,
    rows.map((row) => row.id),
    now,
  )
}

const projectionOf = (
  parts: Parts,
  subject: Subject,
): ((tx: Sql, ids: string[], now: Date) => Promise<unknown>) =>
  ({
    customer: parts.projectCustomers,
    product: async (tx: Sql, ids: string[], now: Date) => {
      await parts.projectProducts(tx, ids, now)
      await parts.noteProductsDue(tx, ids)
    },
    order: parts.projectOrders,
    cart: parts.projectCarts,
  })[subject]

const isSubject = (source: string): source is Subject => (SUBJECTS as readonly string[]).includes(source)
const isTrail = (source: string): source is Trail => (TRAILS as readonly string[]).includes(source)
