/** Points that a spending took from one lot, with the end of their life; null: they never expire. */
export type UsedLot = { amount: number; expires_at: Date | null }

/** Points that come back with one life; `upto` counts all that came back of the spending with them. */
type ComingBack = { upto: number; points: number; expires_at: Date | null }

/**
 * With which life spent points come back, when `before` of them did already and `due` of them shall have. Those that were used last
 * come back first, each with the life it had, or until `grace` where less is left of it: a part never comes back with the
 * life of another. `used` in the order in which the spending took them: what expires first leads.
 *
 * @example 5 points until May and 1 without end, of which 3 come back: 1 without end, 2 until May
 */
export function pointsComeBack(
  used: UsedLot[],
  { before, due, grace }: { before: number; due: number; grace: Date },
): ComingBack[] {
  const back: ComingBack[] = []
  let low = 0
  for (const lot of [...used].reverse()) {
    const high = low + lot.amount
    const upto = Math.min(high, due)
    const points = upto - Math.max(low, before)
    low = high
    if (points <= 0) continue
    const expires_at = lot.expires_at && lot.expires_at < grace ? grace : lot.expires_at
    const last = back.at(-1)
    if (last && last.expires_at?.getTime() === expires_at?.getTime())
      Object.assign(last, { upto, points: last.points + points })
    else back.push({ upto, points, expires_at })
  }
  return back
}
