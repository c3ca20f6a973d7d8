/**
 * How many of the wanted points a cart can take, and what they pay. Points are whole; what is left of the sum below one
 * point's value is paid with money. `payable` and `value` (of one point) are in minor units of the same currency.
 *
 * @example redeemable({ wanted: 50_000, payable: 7_150, value: 1 }) // { points: 7150, amount: 7150 }
 */
export function redeemable(given: { wanted: number; payable: number; value: number }): {
  points: number
  amount: number
} {
  const most = Math.floor(Math.max(0, given.payable) / given.value)
  const points = Math.max(0, Math.min(given.wanted, most))
  return { points, amount: points * given.value }
}
