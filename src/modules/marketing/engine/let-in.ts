import { firstPlace } from "../../../core/step/walk"
import { startOf } from "../../../core/time/zone"
import type { Sql } from "../database"
import type { ReadStoreHoldOut } from "../messages/sending-limits"
import type { MarketingOptions } from "../options"
import type { Drawing } from "./drawing"
import { type Arrival, claimsOf, countTurnedAway, enterPeople } from "./store/enter-people"
import { type EntryTerms, ownEntry } from "./store/entry-limits"
import { readOpenRun } from "./store/runs"
import type { ClaimedStep } from "./store/steps"

type Entry = {
  plan_no: number
  version: number
  drawing: Drawing
  node: string
  arrivals: Arrival[]
  /** Who was heard and does not come in, by the reason; for the counts. */
  turned_away: ReadonlyMap<string, number>
}

/**
 * Lets people into a triggered plan at one of its entries, in the caller's transaction, as often as its settings allow:
 * limits hold whoever else lets people in at the same moment. Somebody who is still inside does not come in again. With a
 * lease, who came in is the caller's to move on, and anybody's when it runs out; without one, anybody's at once.
 */
export const letIn =
  ({ options, readStoreHoldOut }: { options: MarketingOptions; readStoreHoldOut: ReadStoreHoldOut }) =>
  async (tx: Sql, entry: Entry, at: { now: Date; lease_until: Date | null }): Promise<ClaimedStep[]> => {
    const { plan_no, version, drawing, node, arrivals, turned_away } = entry
    const run = await readOpenRun(tx, plan_no)
    if (!run) return []
    const claims: ClaimedStep[] = []
    const reasons = new Map(turned_away)
    if (arrivals.length > 0) {
      const store_percent = await readStoreHoldOut(tx, run.category)
      const door = { ...run, plan_no, version, store_percent, ...doorAt(node, drawing) }
      const terms = { ...termsOf(drawing, at.now, options.timezone), alone: true }
      await ownEntry(tx, plan_no)
      // One person can have come twice in one batch; the second is judged after the first.
      for (const round of roundsOf(arrivals)) {
        const entered = await enterPeople(tx, door, terms, round, at)
        for (const { refused } of entered) if (refused) reasons.set(refused, (reasons.get(refused) ?? 0) + 1)
        claims.push(...claimsOf(entered, door, at.now))
      }
    }
    if (reasons.size > 0) await countTurnedAway(tx, run.run_no, node, reasons)
    return claims
  }

export type LetIn = ReturnType<typeof letIn>

/** How often a plan's settings let one person in; periods are the store's calendar. */
export function termsOf({ settings }: Drawing, now: Date, zone: string): EntryTerms {
  const { limit, cool_down_hours = 0 } = settings.entry ?? {}
  const per = limit?.per ?? "plan"
  return {
    alone: false,
    cool_down_hours,
    times: limit?.times ?? null,
    since: per === "plan" ? null : startOf(per, now, zone),
  }
}

function doorAt(entry: string, { ways, settings }: Drawing) {
  const node = ways.next(entry, "out")
  const visits = node === null ? {} : firstPlace(node, new Date(0), ways).visits
  return {
    entry,
    node,
    data: Object.keys(visits).length > 0 ? { visits } : {},
    holdout_percent: settings.holdout_percent ?? 0,
  }
}

function roundsOf(arrivals: Arrival[]): Arrival[][] {
  const rounds: Arrival[][] = []
  const met = new Map<number, number>()
  for (const arrival of arrivals) {
    const round = met.get(arrival.pid) ?? 0
    met.set(arrival.pid, round + 1)
    const company = rounds[round]
    if (company) company.push(arrival)
    else rounds[round] = [arrival]
  }
  return rounds
}
