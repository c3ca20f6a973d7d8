/** What happens to one person stands in rounds of its own order; mostly there is one round. */
export function inRounds<T extends { pid: number }>(changes: T[]): T[][] {
  const rounds: T[][] = []
  const done = new Map<number, number>()
  for (const change of changes) {
    const nth = done.get(change.pid) ?? 0
    done.set(change.pid, nth + 1)
    const round = rounds[nth] ?? []
    round.push(change)
    rounds[nth] = round
  }
  return rounds
}
