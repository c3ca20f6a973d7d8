const QUARTER_MS = 900_000

/** Asks only once for what hangs on the day of a moment alone: a quarter of an hour lies on one day everywhere. */
export function onceADay<T>(read: (at: Date) => T): (at: number) => T {
  const known = new Map<number, T>()
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS)
    if (!known.has(quarter)) known.set(quarter, read(new Date(at)))
    return known.get(quarter) as T
  }
}
