import { pointsComeBack } from "../../../core/ledger/points-come-back"
import { pointsDueBack } from "../../../core/ledger/points-due-back"
import type { Sql } from "../database"
import { groupBy } from "../group-by"
import type { OrderPaidWithPoints } from "./settle-orders"
import { counterAccounts, lockPurses } from "./store/accounts"
import { readHolds } from "./store/holds"
import { type Movement, postMovements } from "./store/ledger"
import { returnedBefore, usedLots } from "./store/settle-points"

/** Points that come back live at least this long, also when the ones they were had less left. */
const GRACE_DAYS = 30

/**
 * What refunds, returns and cancellations undo of an order gives spent points back, each once. They come back lot by lot with the
 * life that they had, those that were used last first.
 */
export async function returnPoints(tx: Sql, paid: OrderPaidWithPoints[], now: Date): Promise<void> {
  const undone = paid.filter(({ order }) => order.refunds.length > 0 || order.total < 0 || order.cancelled_at)
  if (undone.length === 0) return
  const orderOf = new Map(undone.map(({ order, hold_id }) => [hold_id, order]))
  const holds = (await readHolds(tx, [...orderOf.keys()])).filter((hold) => hold.state === "posted")
  if (holds.length === 0) return
  await lockPurses(
    tx,
    holds.map((hold) => hold.pid),
    "points",
  )
  const counter = await counterAccounts(tx, "points")
  const before = await returnedBefore(
    tx,
    holds.map((hold) => hold.id),
  )
  const used = await usedLots(
    tx,
    holds.map((hold) => hold.txn_id!),
  )
  const lots = groupBy(used, (lot) => lot.txn_id)
  const grace = new Date(now.getTime() + GRACE_DAYS * 86_400_000)
  const movements = holds.flatMap((hold): Movement[] => {
    const order = orderOf.get(hold.id)!
    const due = pointsDueBack({
      ...order,
      ...hold,
      refunds: order.refunds.length,
      cancelled: order.cancelled_at !== null,
    })
    const back = pointsComeBack(lots.get(hold.txn_id!) ?? [], {
      before: before.get(hold.id) ?? 0,
      due,
      grace,
    })
    return back.map(({ upto, points, expires_at }) => ({
      // Up to which point they were given back: nobody gives the same ones twice.
      key: `return:${hold.id}:${upto}`,
      kind: "reverse",
      account_id: hold.account_id,
      counter_id: counter.redeemed,
      amount: points,
      expires_at,
      order_id: order.order_id,
    }))
  })
  await postMovements(tx, movements, now)
}
