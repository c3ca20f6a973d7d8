/** Whatever the simulation draws, it draws here: the same seed gives the same shop. */
export function dice(chance: () => number) {
  const below = (n: number): number => Math.floor(chance() * n)
  const one = <T>(list: readonly T[]): T => list[below(list.length)]!
  return {
    chance,
    below,
    one,
    /** True with this probability. */
    happens: (probability: number): boolean => chance() < probability,
    between: (least: number, most: number): number => least + below(most - least + 1),
    /** The key of a table of weights. */
    weighted: <K extends string>(weights: Record<K, number>): K => {
      const entries = Object.entries(weights) as [K, number][]
      let left = chance() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        left -= weight
        if (left < 0) return key
      }
      return entries.at(-1)![0]
    },
  }
}
export type Dice = ReturnType<typeof dice>
