import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

const MINUTE = 60_000

/** What this area does by itself, again and again, in a worker process. */
export const benefitsChores = (verbs: Verbs): Chore[] => [
  { name: "release point holds", every_ms: MINUTE, run: () => verbs.releaseHolds() },
  { name: "follow promotions", every_ms: MINUTE, run: () => verbs.followPromotions() },
  { name: "close departed", every_ms: 60 * MINUTE, run: () => verbs.closeDeparted() },
  { name: "expire points", every_ms: 5 * MINUTE, run: () => verbs.expirePoints() },
  { name: "expire coupons", every_ms: 5 * MINUTE, run: () => verbs.expireCoupons() },
]
