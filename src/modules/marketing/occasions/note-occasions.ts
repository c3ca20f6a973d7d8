import type { ShopEvent } from "../../../ingest/shop-event"
import { isFew, type Sql } from "../database"
import { wakeOnCommit } from "../wakeups"
import { listenedTo } from "./store/listeners"
import { insertOccasions } from "./store/occasions"

/**
 * Keeps those of the newly recorded events that plans listen for, in the caller's transaction: what is recorded is heard,
 * and what is rolled back was not. Events of visitors are heard when they become somebody's.
 */
export const noteOccasions =
  () =>
  async (tx: Sql, events: ShopEvent[]): Promise<void> => {
    const known = events.filter((event) => event.pid)
    if (known.length === 0) return
    // Of a few the insert finds out by itself; a crowd that nobody listens for is not sent a second time.
    const wanted = isFew(known) ? null : await listenedTo(tx, [...new Set(known.map((event) => event.name))])
    if (wanted?.size === 0) return
    const kept = await insertOccasions(
      tx,
      known
        .filter((event) => wanted?.has(event.name) ?? true)
        .map(({ at, key, name, pid, oid, product, amount, currency, trusted = true, props = {} }) => ({
          at,
          key,
          name,
          pid: pid!,
          oid,
          event: {
            name,
            product: product ?? null,
            amount: amount ?? null,
            currency: currency ?? null,
            trusted,
            props,
          },
        })),
    )
    if (kept > 0) wakeOnCommit(tx, "occasions")
  }

export type NoteOccasions = ReturnType<typeof noteOccasions>
