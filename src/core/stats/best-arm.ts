/** What became of the people of one variant. `revenue` in minor units of one currency. */
export type ArmFigures = {
  id: string
  heads: number
  opened: number
  clicked: number
  ordered: number
  revenue: number
}
export const METRICS = ["open_rate", "click_rate", "order_rate", "revenue"] as const
export type Metric = (typeof METRICS)[number]

const COUNTED: Record<Metric, (arm: ArmFigures) => number> = {
  open_rate: (arm) => arm.opened,
  click_rate: (arm) => arm.clicked,
  order_rate: (arm) => arm.ordered,
  revenue: (arm) => arm.revenue,
}

/** Of each person in the variant; 0 of nobody. */
export const rateOf = (arm: ArmFigures, metric: Metric): number =>
  arm.heads === 0 ? 0 : COUNTED[metric](arm) / arm.heads

/**
 * The variant with the highest rate; null while one has fewer people than `least`. Of several that are exactly as good the first
 * drawn wins, and `is_tie` says so. Compared in whole numbers, so that no rounding decides.
 */
export function bestArm(
  arms: ArmFigures[],
  metric: Metric,
  least: number,
): { winner: string; is_tie: boolean } | null {
  if (arms.length === 0 || arms.some((arm) => arm.heads < Math.max(1, least))) return null
  const counted = COUNTED[metric]
  const isBetter = (a: ArmFigures, b: ArmFigures) =>
    BigInt(counted(a)) * BigInt(b.heads) > BigInt(counted(b)) * BigInt(a.heads)
  const best = arms.reduce((best, arm) => (isBetter(arm, best) ? arm : best))
  const is_tie = arms.some((arm) => arm !== best && !isBetter(best, arm))
  return { winner: best.id, is_tie }
}
