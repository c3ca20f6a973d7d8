/** The people of a sorted column, each once, and how to find their place among them. */
export function personsOf(sorted: Int32Array): {
  pids: Int32Array
  placeOf: (pid: number) => number | undefined
} {
  const pids = sorted.filter((pid, index) => index === 0 || pid !== sorted[index - 1])
  return { pids, placeOf: (wanted) => foundIn(pids, wanted) }
}

/** Sorted by pid, each is found by halving. */
export function foundIn(pids: Int32Array, wanted: number): number | undefined {
  let [low, high] = [0, pids.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (pids[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return pids[low] === wanted ? low : undefined
}
