import type { EffectWriter } from "../effects"
import type { MarketingOptions } from "../options"
import { deleteBlocks, insertBlocks } from "./store/blocks"
import { endsAfterDays } from "./store/validity"

export type WriteBlocks = ReturnType<typeof writeBlocks>

/** Keeps people from getting coupons and points, or lets them again; of several words about one person the last counts. */
export const writeBlocks =
  ({ options }: { options: MarketingOptions }): EffectWriter<"benefit-block"> =>
  async (tx, rows, now) => {
    const endOf = await endsAfterDays(
      tx,
      rows.map((row) => row.effect.days),
      now,
      options.timezone,
    )
    const last = [...new Map(rows.map((row) => [row.pid, row])).values()]
    await deleteBlocks(
      tx,
      last.filter((row) => !row.effect.blocked).map((row) => row.pid),
    )
    const blocked = last.filter((row) => row.effect.blocked)
    await insertBlocks(
      tx,
      blocked.map(({ effect, ...row }) => ({ ...row, until: endOf(effect.days) })),
      now,
    )
    return rows.map(({ key }) => ({ key, done: true }))
  }
