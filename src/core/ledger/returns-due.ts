/** Points that one order was paid with, and what became of its money. */
export type SpentPoints = {
  points: number
  /** Money captured for the order, before refunds, in minor units. */
  captured: number
  refunds: { refund_id: string; amount: number }[]
  cancelled: boolean
  /** What was given back already, by cause: a refund's id or "cancel". */
  returned: ReadonlyMap<string, number>
}

/**
 * What is to be given back now: for each refund the same share of the points as of the money, once; for a cancelled order
 * the rest. Rounded down over the sum of refunds, so the parts never exceed the whole and a full refund returns all.
 * The order in which refunds become known does not change the sum.
 */
export function returnsDue(spent: SpentPoints): { cause: string; points: number }[] {
  const due: { cause: string; points: number }[] = []
  let back = [...spent.returned.values()].reduce((a, b) => a + b, 0)
  const known = spent.refunds.filter((refund) => spent.returned.has(refund.refund_id))
  let refunded = known.reduce((sum, refund) => sum + refund.amount, 0)
  for (const refund of spent.refunds) {
    if (spent.returned.has(refund.refund_id)) continue
    refunded += refund.amount
    const points = share(spent.points, refunded, spent.captured) - back
    if (points <= 0) continue
    due.push({ cause: refund.refund_id, points })
    back += points
  }
  if (spent.cancelled && back < spent.points) due.push({ cause: "cancel", points: spent.points - back })
  return due
}

const share = (points: number, part: number, whole: number): number =>
  whole <= 0 ? 0 : part >= whole ? points : Number((BigInt(points) * BigInt(part)) / BigInt(whole))
