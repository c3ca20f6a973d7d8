import type { EffectWriter } from "../effects"
import type { MergeTags } from "./merge-tags"
import type { TagChange } from "./store/tags"

export type WriteTags = ReturnType<typeof writeTags>

/**
 * Adds and takes tags, several effects on one person in their order. Doing it twice changes nothing.
 */
export const writeTags =
  ({ mergeTags }: { mergeTags: MergeTags }): EffectWriter<"tag"> =>
  async (tx, rows, now) => {
    for (const round of inRounds(rows.map(({ pid, effect }) => ({ ...asChange(effect), pid }))))
      await mergeTags(tx, round, now)
    return rows.map(({ key }) => ({ key, done: true }))
  }

const asChange = ({
  add = [],
  remove = [],
  overwrite = false,
}: {
  add?: string[]
  remove?: string[]
  overwrite?: boolean
}) => ({ add, remove: remove.filter((tag) => !add.includes(tag)), overwrite })

/** What happens to one person stands in rounds of its own order; mostly there is one. */
function inRounds(changes: TagChange[]): TagChange[][] {
  const rounds: TagChange[][] = []
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
