import { onceADay } from "../../../core/time/once-a-day"
import type { Sql } from "../database"
import type { ReadStoreHoldOut } from "../messages/sending-limits"
import type { MarketingOptions } from "../options"
import type { Drawing } from "./drawing"
import { termsOf } from "./let-in"
import type { TurnedAway } from "./store/entry-limits"
import { readEarlier, readLots } from "./store/recall-entries"

type Asked = {
  plan: { no: number; id: string; category: string; type: string }
  drawing: Drawing
  /** What this plan really did since then is left out. */
  from: Date
}

const NO_TERMS = { cool_down_hours: 0, times: null }

/** One time that somebody came in, as far as terms of entry ask; `ended` null: still inside. Milliseconds. */
type Stay = { node: string; at: number; ended: number | null }

export type EntriesThen = {
  /** Reads what judging these people needs. */
  load: (pids: number[]) => Promise<void>
  /** Why somebody does not come in at a moment; of one person in the order of time. */
  refused: (pid: number, at: number) => TurnedAway | null
  /** Drawn for a control group, for ever. */
  isHeldOut: (pid: number) => boolean
  cameIn: (pid: number, node: string, at: number) => void
  /** Who never did is still inside. */
  left: (pid: number, at: number) => void
  /** When they came in at a node last. */
  lastAt: (pid: number, node: string) => number | null
}

/** Says who would have come into a plan at earlier moments, by the terms and lots by which people are let in. */
export const recallEntries =
  ({ options, readStoreHoldOut }: { options: MarketingOptions; readStoreHoldOut: ReadStoreHoldOut }) =>
  async (sql: Sql, { plan, drawing, from }: Asked): Promise<EntriesThen> => {
    const store_percent = (await readStoreHoldOut(sql))(plan.category)
    const there = new Set<number>()
    const held = new Set<number>()
    const stays = new Map<number, Stay[]>()
    const note = (pid: number, stay: Stay) => {
      const others = stays.get(pid)
      if (others) others.push(stay)
      else stays.set(pid, [stay])
    }
    // Of a triggered plan: not while they are still inside. A plan that runs once meets each person once.
    const alone = plan.type === "triggered"
    const { cool_down_hours, times } =
      plan.type === "one_time" ? NO_TERMS : termsOf(drawing, from, options.timezone)
    const periodAt = onceADay((at) => termsOf(drawing, at, options.timezone).since)
    const hasPeriod = (drawing.settings.entry?.limit?.per ?? "plan") !== "plan"

    const load = async (pids: number[]): Promise<void> => {
      const { holdout_percent = 0 } = drawing.settings
      const asked = { pids, plan_no: plan.no, plan_id: plan.id, holdout_percent, store_percent, before: from }
      for (const { pid, held_out } of await readLots(sql, asked)) {
        there.add(pid)
        if (held_out !== null) held.add(pid)
      }
      for (const { pid, entry, entered_at, ended_at } of await readEarlier(sql, asked))
        note(pid, { node: entry, at: entered_at.getTime(), ended: ended_at?.getTime() ?? null })
    }

    const refused = (pid: number, at: number): TurnedAway | null => {
      if (!there.has(pid)) return "gone"
      const before = stays.get(pid)
      if (!before) return null
      if (alone && before.some(({ ended }) => ended === null || ended > at)) return "inside"
      const rested = at - cool_down_hours * 3_600_000
      if (cool_down_hours > 0 && before.some(({ ended }) => ended === null || ended > rested))
        return "cool_down"
      if (times === null) return null
      const since = hasPeriod ? periodAt(at) : null
      const counted = before.filter((stay) => since === null || stay.at >= since.getTime())
      return counted.length >= times ? "limit" : null
    }

    return {
      load,
      refused,
      isHeldOut: (pid) => held.has(pid),
      cameIn: (pid, node, at) => note(pid, { node, at, ended: held.has(pid) ? at : null }),
      left: (pid, at) => {
        const last = stays.get(pid)?.at(-1)
        if (last) last.ended = at
      },
      lastAt: (pid, node) =>
        stays
          .get(pid)
          ?.filter((stay) => stay.node === node)
          .at(-1)?.at ?? null,
    }
  }

export type RecallEntries = ReturnType<typeof recallEntries>
