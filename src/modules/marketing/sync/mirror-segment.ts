import type { ReadRules } from "../audience/read-rules"
import type { Clock } from "../clock"
import type { ReadGroup } from "../commerce/read-group"
import type { FindOutsideGroup, ListGroupCustomers } from "../commerce/read-group-customers"
import type { Database, Sql } from "../database"
import type { SyncCustomers } from "../facts/sync-customers"
import type { StillHeld } from "../hold-lock"
import type { FailPoint, Ports } from "../ports"
import type { AsksForGroup } from "./asks-for-group"
import { nextAttempt, nextLook } from "./back-off"
import { type Differences, findDifferences, forgetMirrored, noteMirrored } from "./store/group-members"
import {
  deleteGroupSync,
  findGroupSync,
  type GroupSyncRow,
  noteAlike,
  noteDifferences,
  noteDone,
  noteFailure,
} from "./store/group-sync"

export type MirrorSegment = ReturnType<typeof mirrorSegment>
type Parts = {
  database: Database
  clock: Clock
  ports: Ports
  failPoint: FailPoint
  readRules: ReadRules
  readGroup: ReadGroup
  listGroupCustomers: ListGroupCustomers
  findOutsideGroup: FindOutsideGroup
  asksForGroup: AsksForGroup
  syncCustomers: SyncCustomers
}
type People = Differences["adds"]

/** People a workflow of the core is given at once. */
const CHUNK = 1_000
/** Chunks between two looks at both sides: a million people are compared fifty times, not a thousand. */
const CHUNKS = 20

/**
 * Makes a segment's customer group say who is in the segment now: looks at both sides, carries the differences over
 * through the core's own workflow and writes down whom it put there. Whoever somebody else put there is never taken out.
 * It may die anywhere: the next look begins with what is really there. One process at a time for one segment.
 */
export const mirrorSegment =
  (parts: Parts) =>
  async ({ segment_no, stillHeld }: { segment_no: number; stillHeld: StillHeld }): Promise<void> => {
    const { database, clock } = parts
    const now = await clock.now()
    const looked = await database.transaction((tx) => look(parts, tx, segment_no, now))
    if (!looked) return
    const { sync, adds, removes } = looked
    for (const chunk of [...chunksOf(adds, "add"), ...chunksOf(removes, "remove")])
      if (!(await carryOver({ ...parts, stillHeld }, sync, chunk))) return
  }

type Chunk = { way: "add" | "remove"; people: People }

const chunksOf = (people: People, way: Chunk["way"]): Chunk[] =>
  Array.from({ length: Math.ceil(people.length / CHUNK) }, (_, i) => ({
    way,
    people: people.slice(i * CHUNK, (i + 1) * CHUNK),
  }))

/** What differs. Null: nothing does, or it cannot go on; that is written down. */
async function look(
  { readRules, readGroup, listGroupCustomers, asksForGroup }: Parts,
  tx: Sql,
  segment_no: number,
  now: Date,
): Promise<(Differences & { sync: GroupSyncRow }) | null> {
  const sync = await findGroupSync(tx, segment_no, true)
  if (!sync?.due_at || sync.due_at > now) return null
  if (!(await readGroup(tx, sync.group_id))) {
    if (sync.ending) await deleteGroupSync(tx, segment_no)
    else await noteFailure(tx, segment_no, { error: "group-gone", detail: null, due_at: null })
    return null
  }
  const [segment] = await readRules(tx, { nos: [segment_no] })
  const circle = segment?.rule && (await asksForGroup(tx, { rule: segment.rule, group_id: sync.group_id }))
  if (circle && !sync.ending) {
    await noteFailure(tx, segment_no, { error: "own-group", detail: null, due_at: null })
    return null
  }
  await listGroupCustomers(tx, sync.group_id)
  const found = await findDifferences(tx, { segment_no, ending: sync.ending, limit: CHUNKS * CHUNK })
  if (found.waiting > 0) {
    await noteDifferences(tx, segment_no, found.waiting, now)
    return { sync, ...found }
  }
  // In the transaction that looked: whoever changes the members waits for it and sets the next look nearer again.
  if (sync.ending) await deleteGroupSync(tx, segment_no)
  else await noteAlike(tx, segment_no, nextLook(now), now)
  return null
}

/** One chunk. False: not now any more: somebody turned it off meanwhile, or the store refused. */
async function carryOver(
  parts: Parts & { stillHeld: StillHeld },
  { segment_no, group_id, ending }: GroupSyncRow,
  chunk: Chunk,
) {
  const { database, ports, failPoint, findOutsideGroup, syncCustomers } = parts
  const adding = chunk.way === "add"
  const people = await database.transaction(async (tx) => {
    const sync = await findGroupSync(tx, segment_no, true)
    if (sync?.group_id !== group_id || sync.ending !== ending) return null
    if (!adding) return chunk.people
    const customer_ids = chunk.people.map((one) => one.customer_id)
    const outside = new Set(await findOutsideGroup(tx, { group_id, customer_ids }))
    const lacking = chunk.people.filter((one) => outside.has(one.customer_id))
    // Before it is done: should we die right after the workflow, these are known to be there by us.
    await noteMirrored(tx, segment_no, pidsOf(lacking))
    return lacking
  })
  if (!people) return false
  await failPoint("sync.beforeWorkflow")
  const ids = people.map((one) => one.customer_id)
  if (ids.length > 0) {
    await parts.stillHeld()
    const refused = await ports
      .changeGroup({ group_id, add: adding ? ids : [], remove: adding ? [] : ids })
      .then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      )
    if (refused !== null)
      return giveUp(parts, { segment_no, group_id, detail: refused }, adding ? people : [])
  }
  await failPoint("sync.afterWorkflow")
  await database.transaction(async (tx) => {
    if (!adding) await forgetMirrored(tx, segment_no, pidsOf(people))
    await noteDone(tx, segment_no, {
      added: adding ? ids.length : 0,
      removed: adding ? 0 : ids.length,
      settled: chunk.people.length,
    })
  })
  // The store's events name those put in. Of those taken out they name nobody, and who was left out may be gone.
  const done = new Set(adding ? ids : [])
  await syncCustomers(chunk.people.map((one) => one.customer_id).filter((id) => !done.has(id)))
  return true
}

type Refusal = { segment_no: number; group_id: string; detail: string }

/** Nothing was done for these: whoever puts one of them in from now on is not us. Who is in the group all the same stays ours. */
async function giveUp(
  { database, clock, findOutsideGroup }: Parts,
  { segment_no, group_id, detail }: Refusal,
  people: People,
): Promise<false> {
  const now = await clock.now()
  const customer_ids = people.map((one) => one.customer_id)
  await database.transaction(async (tx) => {
    const sync = await findGroupSync(tx, segment_no, true)
    const outside = new Set(await findOutsideGroup(tx, { group_id, customer_ids }))
    // Another group may have its own notes by now.
    if (sync?.group_id === group_id)
      await forgetMirrored(tx, segment_no, pidsOf(people.filter((one) => outside.has(one.customer_id))))
    const due_at = nextAttempt((sync?.attempts ?? 0) + 1, now)
    await noteFailure(tx, segment_no, { error: "refused", detail: detail.slice(0, 500), due_at })
  })
  return false
}

const pidsOf = (people: People) => people.map((one) => one.pid)
