import type { EffectWriter } from "../effects"
import { inRounds } from "./in-rounds"
import type { MergeTags } from "./merge-tags"

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
