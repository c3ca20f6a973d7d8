import type { Sql } from "../database"
import { lockLivePurses } from "./lock-live-purses"
import type { OrderPaidWithPoints } from "./settle-orders"
import { counterAccounts } from "./store/accounts"
import { isLive, readHolds, voidHolds } from "./store/holds"
import { type Movement, postMovements } from "./store/ledger"
import { consumeLots } from "./store/lots"
import { postHolds, unhold } from "./store/settle-points"

/** Held points of carts that became orders are spent; those of an order that is cancelled already are set free. */
export async function spendHeldPoints(tx: Sql, paid: OrderPaidWithPoints[], now: Date): Promise<void> {
  const orderOf = new Map(paid.map(({ order, hold_id }) => [hold_id, order]))
  const waiting = async () =>
    (await readHolds(tx, [...orderOf.keys()])).filter(
      (hold) => hold.state !== "posted" && orderOf.get(hold.id)!.cart_id === hold.cart_id,
    )
  const pids = (await waiting()).map((hold) => hold.pid)
  if (pids.length === 0) return
  const purses = await lockLivePurses(tx, pids, "points", now)
  const counter = await counterAccounts(tx, "points")

  // Read again under the lock: another process may have settled them meanwhile.
  const holds = await waiting()
  const stale = holds.filter((hold) => orderOf.get(hold.id)!.cancelled_at)
  await voidHolds(
    tx,
    stale.map((hold) => hold.id),
    now,
  )
  const movements: (Movement & { hold_id: number })[] = []
  for (const hold of holds.filter((h) => !stale.includes(h))) {
    const purse = purses.get(hold.pid)!
    if (isLive(hold)) {
      await unhold(tx, hold.account_id, hold.points)
      purse.held -= hold.points
    }
    // A hold that timed out although its order was made: what is left is taken, never more than there is.
    const points = Math.min(hold.points, purse.balance - purse.held)
    if (points === 0) continue
    purse.balance -= points
    movements.push({
      hold_id: hold.id,
      key: `redeem:${hold.id}`,
      kind: "redeem",
      account_id: hold.account_id,
      counter_id: counter.redeemed,
      amount: -points,
      order_id: orderOf.get(hold.id)!.order_id,
    })
  }
  const posted = await postMovements(tx, movements, now)
  await consumeLots(tx, posted)
  const txnOf = new Map(posted.map((p) => [p.key, p.txn_id]))
  await postHolds(
    tx,
    movements.map((m) => ({
      hold_id: m.hold_id,
      order_id: m.order_id!,
      txn_id: txnOf.get(m.key)!,
      points: -m.amount,
    })),
    now,
  )
}
