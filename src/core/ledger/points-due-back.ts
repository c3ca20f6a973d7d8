/** Points that an order was paid with, and what is left of the order. Money in minor units of one currency. */
export type SpentPoints = {
  points: number
  /** What they paid. */
  amount: number
  /** What the order asks for in money now, after returns, edits and credits; below zero when less is kept than the credits paid. */
  total: number
  captured: number
  refunded: number
  /** How many refunds that was: each may be off by a minor unit, for the store keeps fractions and people type cents. */
  refunds: number
  cancelled: boolean
}

/**
 * How many of the points the order has earned back by now, in all.
 *
 * - A cancelled order gives all of them back.
 * - Goods that came back are refunded in money as far as there is any; points stand in for the rest.
 * - Money refunded beyond that is a part of what the order still asks for; the same part of the points goes with it.
 *   A difference no larger than rounding is none: next to a small rest of the order it would be a large part.
 */
export function pointsDueBack(spent: SpentPoints): number {
  if (spent.cancelled) return spent.points
  if (spent.total <= 0) return share(spent.points, -spent.total, spent.amount)
  const missing = spent.total - (spent.captured - spent.refunded)
  if (missing <= spent.refunds) return 0
  const favour = Math.min(spent.refunded, missing)
  return share(spent.points, favour, spent.total)
}

/** Rounded down, and never more than the whole. */
const share = (points: number, part: number, whole: number): number =>
  part >= whole ? (part > 0 ? points : 0) : Number((BigInt(points) * BigInt(part)) / BigInt(whole))
