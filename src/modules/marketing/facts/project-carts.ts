import { cartEvents } from "../../../ingest/cart-events"
import type { NoteChanges } from "../audience/note-changes"
import type { ReadCarts } from "../commerce/read-carts"
import type { Sql } from "../database"
import type { DueScores } from "../lifecycle/due-scores"
import type { NumberFacts } from "./number-facts"
import type { RecordEvents } from "./record-events"
import { type CartLineRow, replaceCarts, selectKnownKeys } from "./store/carts"
import { lockFacts } from "./store/locks"

/** Makes our open carts say what the store's carts say now, in the caller's transaction. */
export const projectCarts =
  (parts: {
    readCarts: ReadCarts
    numberFacts: NumberFacts
    recordEvents: RecordEvents
    dueScores: DueScores
    noteChanges: NoteChanges
  }) =>
  async (tx: Sql, cartIds: string[], now: Date): Promise<void> => {
    const ids = [...new Set(cartIds)].sort()
    if (ids.length === 0) return
    await lockFacts(tx, "cart", ids)
    const core = await parts.readCarts(tx, ids)
    const { pidOf, productOf } = await parts.numberFacts(tx, core, now)
    const carts = core.map((cart) => ({ ...cart, pid: pidOf.get(cart.customer_id)! }))
    const open = carts.filter((cart) => cart.open)

    await replaceCarts(
      tx,
      ids,
      open,
      open.flatMap((cart) =>
        cart.lines.flatMap((line, index): CartLineRow[] => {
          const product = line.product_id ? productOf.get(line.product_id) : undefined
          if (product === undefined) return []
          return [
            { ...line, product, line: index, cart_id: cart.cart_id, pid: cart.pid, currency: cart.currency },
          ]
        }),
      ),
    )
    // When a shopper chooses another delivery, the core may drop the first choice and with it the moment of beginning.
    const begun = carts.filter((cart) => cart.checkout_at !== null)
    const known = await selectKnownKeys(
      tx,
      begun.map((cart) => ({
        pid: cart.pid,
        name: "checkout_started",
        key: `cart:${cart.cart_id}:checkout`,
        from: cart.created_at,
      })),
    )
    await parts.recordEvents(
      tx,
      carts.flatMap(cartEvents).filter((event) => !known.has(event.key)),
    )
    const pids = carts.map((cart) => cart.pid)
    await parts.dueScores(tx, pids)
    await parts.noteChanges(tx, pids)
  }

export type ProjectCarts = ReturnType<typeof projectCarts>
