/** 97.5 % quantile of the standard normal distribution: intervals here hold with 95 % confidence. */
const Z = 1.959963984540054

export type Group = { heads: number; hits: number }
export type Interval = { low: number; high: number }

/**
 * Wilson score interval of a share. Source: Wilson (1927), JASA 22:209; recommended for small groups by
 * Brown, Cai, DasGupta (2001), Statistical Science 16:101. A group of nobody gives [0, 1].
 */
export function wilson({ heads, hits }: Group): Interval {
  if (heads === 0) return { low: 0, high: 1 }
  const p = hits / heads
  const z2 = Z * Z
  const middle = p + z2 / (2 * heads)
  const spread = Z * Math.sqrt((p * (1 - p) + z2 / (4 * heads)) / heads)
  const scale = 1 + z2 / heads
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) }
}

/**
 * Difference of two shares (a − b) with its interval: Newcombe's hybrid score method.
 * Source: Newcombe (1998), Statistics in Medicine 17:873, method 10.
 */
export function shareDifference(a: Group, b: Group): { difference: number } & Interval {
  const share = (g: Group) => (g.heads === 0 ? 0 : g.hits / g.heads)
  const [pa, pb, wa, wb] = [share(a), share(b), wilson(a), wilson(b)]
  const difference = pa - pb
  return {
    difference,
    low: difference - Math.hypot(pa - wa.low, wb.high - pb),
    high: difference + Math.hypot(wa.high - pa, pb - wb.low),
  }
}
