import { firstPlace } from "../../../core/step/walk"
import { startOf } from "../../../core/time/zone"
import type { Sql } from "../database"
import type { ReadStoreHoldOut } from "../messages/sending-limits"
import type { MarketingOptions } from "../options"
import type { Drawing } from "./drawing"
import { type Arrival, countTurnedAway, enterPeople, firstSteps } from "./store/enter-people"
import { type EntryTerms, ownEntry } from "./store/entry-limits"
import { readOpenRun } from "./store/runs"
import type { HeldStep } from "./store/steps"
import { postpone, setOut } from "./traveller"
import type { WalkPeople } from "./walk-people"
import type { WriteWays } from "./write-ways"

type Parts = {
  options: MarketingOptions
  readStoreHoldOut: ReadStoreHoldOut
  walkPeople: WalkPeople
  writeWays: WriteWays
}

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
 * limits hold whoever else lets people in at the same moment. Somebody who is still inside does not come in again.
 *
 * With `at_once` they go on in the same transaction, up to a node that reads facts: those are not read while it is open. Answers
 * whether somebody stands where she may go on at once.
 */
export const letIn =
  ({ options, readStoreHoldOut, walkPeople, writeWays }: Parts) =>
  async (tx: Sql, entry: Entry, { now, at_once }: { now: Date; at_once: boolean }): Promise<boolean> => {
    const { plan_no, version, drawing, node, arrivals, turned_away } = entry
    const [run, storeHoldOut] = await Promise.all([
      readOpenRun(tx, plan_no, now),
      readStoreHoldOut(tx),
      arrivals.length > 0 && ownEntry(tx, plan_no),
    ])
    if (!run) return false
    const inside: HeldStep[] = []
    const reasons = new Map(turned_away)
    if (arrivals.length > 0) {
      const store_percent = storeHoldOut(run.category)
      const door = { ...run, plan_no, version, store_percent, ...doorAt(node, drawing) }
      const terms = { ...termsOf(drawing, now, options.timezone), alone: true }
      // One person can have come twice in one batch; the second is judged after the first.
      for (const round of roundsOf(arrivals)) {
        const entered = await enterPeople(tx, door, terms, round, { now, stands: !at_once })
        for (const { refused } of entered) if (refused) reasons.set(refused, (reasons.get(refused) ?? 0) + 1)
        inside.push(...firstSteps(entered, door, now))
      }
    }
    if (reasons.size > 0) await countTurnedAway(tx, run.run_no, node, reasons)
    if (inside.length === 0 || !at_once) return inside.length > 0
    const people = inside.map((step) => setOut(step, drawing))
    // Whoever has reached a goal gets nothing more, and that is a question of facts.
    if (drawing.watches.length > 0) for (const traveller of people) postpone(traveller, now)
    else await walkPeople(people, now, { facts: "later" })
    await writeWays(tx, people, now)
    return people.some(({ standing }) => standing.at === "rest" && standing.until <= now)
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
