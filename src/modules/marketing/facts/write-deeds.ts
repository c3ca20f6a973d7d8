import { createHash, randomUUID } from "node:crypto"
import { TooMany } from "../../../core/problem"
import type { ShopEvent } from "../../../ingest/shop-event"
import type { ToldDeed } from "../../../ingest/storefront-call"
import type { Clock } from "../clock"
import { type Database, isFew, type Sql } from "../database"
import { inGroups } from "../in-groups"
import type { RecordEvents } from "./record-events"
import { lockVisitors } from "./store/locks"
import { selectProductNumbers } from "./store/products"
import { insertHeard } from "./store/visitors"

/** Who told: a visitor, a customer who is signed in, or both. */
export type Teller = { visitor: string | null; pid: number | null }
type Call = Teller & { deeds: ToldDeed[]; fresh: number; failed?: unknown }

/** Calls and events that wait in memory at most; a call is 64 kB at most. Who comes then is asked to come again. */
const MOST_CALLS = 500
const MOST_DEEDS = 5_000
/** PostgreSQL's classes of what lies in the values themselves; everything else would fail for each call alone too. */
const OF_THE_VALUES = /^(22|23|54)/

type Parts = { database: Database; clock: Clock; recordEvents: RecordEvents }

/**
 * Records what storefronts tell, and answers how much of it was new: what has the same number (`id`) of the same visitor counts
 * once, at whatever time it says it happened. Calls that come at once are written together, in one transaction on one
 * connection. Throws TooMany when more wait than memory is meant for.
 */
export const writeDeeds = (parts: Parts) => {
  let calls = 0
  let deeds = 0
  const write = inGroups<Call>(async (group) => {
    const now = await parts.clock.now()
    try {
      const prepared = isFew(group.flatMap((call) => call.deeds))
      await parts.database.transaction((tx) => writeCalls(parts, tx, group, now), { prepared })
    } catch (error) {
      const code = (error as { code?: unknown }).code
      if (group.length === 1 || !OF_THE_VALUES.test(String(code))) throw error
      // One call with a value that nobody thought of must not take the others with it.
      for (const call of group)
        await parts.database
          .transaction((tx) => writeCalls(parts, tx, [call], now))
          .catch((reason: unknown) => {
            call.failed = reason
          })
    }
  })
  return async (teller: Teller, told: ToldDeed[]): Promise<number> => {
    if (told.length === 0) return 0
    if (calls >= MOST_CALLS || deeds + told.length > MOST_DEEDS) throw new TooMany(1)
    const call: Call = { ...teller, deeds: told, fresh: 0 }
    calls += 1
    deeds += told.length
    try {
      await write([call])
      if (call.failed) throw call.failed
      return call.fresh
    } finally {
      calls -= 1
      deeds -= told.length
    }
  }
}

export type WriteDeeds = ReturnType<typeof writeDeeds>

async function writeCalls({ recordEvents }: Parts, tx: Sql, calls: Call[], now: Date): Promise<void> {
  await lockVisitors(tx, [...new Set(calls.flatMap((call) => (call.pid === null ? call.visitor! : [])))], {
    shared: true,
  })
  const told = calls.flatMap((call) =>
    call.deeds.map((deed) => ({ call, deed, key: deed.id === null ? null : heardKey(call, deed.id) })),
  )
  const isNew = await insertHeard(tx, [...new Set(told.flatMap(({ key }) => key ?? []))], now)
  const productOf = await selectProductNumbers(tx, [
    ...new Set(told.flatMap(({ deed }) => deed.product_id ?? [])),
  ])
  for (const call of calls) call.fresh = 0
  const events: ShopEvent[] = []
  for (const { call, deed, key } of told) {
    // `delete` answers once for each: the same number twice in one group counts once, too.
    if (key !== null && !isNew.delete(key)) continue
    call.fresh += 1
    events.push({
      at: deed.at,
      key: `told:${key ?? randomUUID()}`,
      name: deed.name,
      pid: call.pid,
      visitor: call.visitor,
      product: deed.product_id === null ? null : (productOf.get(deed.product_id) ?? null),
      amount: deed.amount,
      currency: deed.currency,
      trusted: false,
      props: deed.props,
    })
  }
  await recordEvents(tx, events)
}

/** One visitor's numbers are nobody else's: who says another's number again keeps nothing out. */
export const heardKey = ({ visitor, pid }: Teller, id: string): string =>
  createHash("sha256")
    .update(JSON.stringify(visitor === null ? ["customer", pid, id] : ["visitor", visitor, id]))
    .digest("base64url")
    .slice(0, 22)
