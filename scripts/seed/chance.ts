import { hash } from "node:crypto"

/** Chance that is the same at every start: mulberry32, a public-domain generator of 32 bits of state. */
export type Chance = {
  /** In [0, 1). */
  next: () => number
  /** A whole number from `low` to `high`, both included. */
  whole: (low: number, high: number) => number
  pick: <T>(from: readonly T[]) => T
  /** True in this share of cases. */
  happens: (share: number) => boolean
  /** An index, in proportion to the weights. */
  weighted: (weights: readonly number[]) => number
}

/** `about`: each part of the telling draws from its own, so what one start left out does not shift the next part's luck. */
export function seededChance(about: string): Chance {
  let state = Number.parseInt(hash("sha256", about, "hex").slice(0, 8), 16)
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (from) => from[Math.floor(next() * from.length)]!,
    happens: (share) => next() < share,
    weighted(weights) {
      let left = next() * weights.reduce((sum, w) => sum + w, 0)
      const found = weights.findIndex((w) => {
        left -= w
        return left < 0
      })
      return found < 0 ? weights.length - 1 : found
    },
  }
}
