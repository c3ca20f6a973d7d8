import type { Rule } from "../../../core/rules/schema"
import type { Outcome } from "../../../extension/outcome"
import type { MatchRule } from "../audience/match-rule"
import type { ReadFields } from "../audience/read-fields"
import type { ReadSendFacts } from "../messages/read-send-facts"
import type { MarketingOptions } from "../options"
import { isPassing } from "../passing"
import type { TellBreaker } from "../reports/breakers"
import type { ReadWinner } from "../split-tests/read-winner"
import { TookTooLong } from "../within-time"
import type { RuleFact, Stop } from "./drawing"
import { createNodeBreaker } from "./node-breaker"
import type { ReadPassings } from "./read-passings"
import { eachOnce, fail, go, keyOf, passesBy, postpone, type Traveller } from "./traveller"

/** Longest time one batch may spend in kinds: well inside its lease. Who was not reached stays due. */
const LONGEST_WALK_MS = 20_000

/**
 * Walks people on, in memory, until each rests, ends, fails or gets something. Who stands at the same node is asked
 * together: one statement per fact for all of them. With `facts: "later"` people stop before a node that reads facts:
 * what they got is not committed yet, and facts must see it.
 */
export const walkPeople = ({
  matchRule,
  readFields,
  readSendFacts,
  readWinner,
  readPassings,
  tellBreaker,
  options,
}: {
  matchRule: MatchRule
  readFields: ReadFields
  readSendFacts: ReadSendFacts
  readWinner: ReadWinner
  readPassings: ReadPassings
  tellBreaker: TellBreaker
  options: MarketingOptions
}) => {
  const breaker = createNodeBreaker(tellBreaker)
  return async (people: Traveller[], now: Date, { facts }: { facts: "now" | "later" }): Promise<void> => {
    const deadline = performance.now() + LONGEST_WALK_MS
    const crowds = new Map<Stop, Traveller[]>()
    const gather = (traveller: Traveller): void => {
      const stop = traveller.drawing.stops.get(traveller.place.node)
      const crowd = stop && crowds.get(stop)
      if (!stop) fail(traveller, `The plan has no node "${traveller.place.node}".`)
      else if (crowd) crowd.push(traveller)
      else crowds.set(stop, [traveller])
    }
    for (const traveller of people) if (traveller.standing.at === "node") gather(traveller)

    for (let first = firstCrowd(crowds); first; first = firstCrowd(crowds)) {
      const [stop, crowd] = first
      crowds.delete(stop)
      const readsFacts = stop.rules.length + stop.fields.length + stop.sends.length + stop.winners.length > 0
      const name = `node:${crowd[0]!.step.plan_no}:${stop.id}`
      const paused = breaker.pausedUntil(name, now)
      if (paused || (facts === "later" && readsFacts) || performance.now() > deadline) {
        for (const traveller of crowd) postpone(traveller, paused ?? now)
        continue
      }
      let factsOf: FactsOf
      try {
        factsOf = readsFacts ? await readFacts(stop, crowd) : () => ({})
      } catch (error) {
        if (isPassing(error)) throw error
        for (const traveller of crowd) fail(traveller, error)
        continue
      }
      for (let next = 0; next < crowd.length; ) {
        const some = crowd.slice(next, next + breaker.atOnce(name))
        next += some.length
        let until = breaker.pausedUntil(name, now)
        for (const traveller of some) {
          // A slow kind must not outlive the batch's lease.
          if (until || performance.now() > deadline) postpone(traveller, until ?? now)
          else if (!visit(traveller, stop, factsOf(traveller), now)) {
            breaker.overtime(name, now, traveller.standing.at === "failed" ? traveller.standing.error : "")
            until = breaker.pausedUntil(name, now)
          }
          if (traveller.standing.at === "node") gather(traveller)
        }
        // A node whose kind is gone has its people parked, with that for a reason.
        if (!until && !stop.broken) breaker.count(name, some, now)
      }
    }
    if (facts === "now") await breaker.tell()

    /** Answers false when the card had to be interrupted. */
    function visit(traveller: Traveller, stop: Stop, known: Record<string, unknown>, at: Date): boolean {
      if (passesBy(traveller, at)) return true
      const { step, place } = traveller
      try {
        const outcome: Outcome = stop.run({
          settings: stop.settings,
          visit: {
            enrollment_id: step.enrollment_id,
            pid: step.pid,
            node_id: stop.id,
            visit: place.visit,
            entered_at: step.entered_at,
            arrived_at: place.arrived_at,
            state: place.state,
            attempt: (step.node === place.node && step.visit === place.visit ? step.attempts : 0) + 1,
          },
          facts: known,
          now: at,
          zone: options.timezone,
          chance: traveller.chance,
        })
        mustMakeSense(outcome, stop)
        follow(traveller, outcome, at)
      } catch (error) {
        fail(traveller, error)
        return !(error instanceof TookTooLong)
      }
      return true
    }

    async function matchPeople(rule: Rule, pids: number[]) {
      const matching = await matchRule({ rule, pids })
      return ({ step }: Traveller) => matching.has(step.pid)
    }

    /** The rule looks back to when each came in or here: one who is in twice may match once. */
    async function matchVisits({ rule, since }: RuleFact, crowd: Traveller[]) {
      const matching = new Set<Traveller>()
      const passedBy = since.length > 0 ? await readPassings(crowd, since, now) : undefined
      for (const people of eachOnce(crowd)) {
        const pids = people.map(({ step }) => step.pid)
        const visits = people.map((traveller) => ({
          entered_at: traveller.step.entered_at,
          previous_node_at: traveller.place.arrived_at,
          passed: passedBy?.(traveller),
        }))
        const found = await matchRule({ rule, pids, visits })
        for (const traveller of people) if (found.has(traveller.step.pid)) matching.add(traveller)
      }
      return (traveller: Traveller) => matching.has(traveller)
    }

    async function readFacts(stop: Stop, crowd: Traveller[]): Promise<FactsOf> {
      const pids = crowd.map((traveller) => traveller.step.pid)
      const matching = new Map<string, (of: Traveller) => boolean>()
      for (const fact of stop.rules)
        matching.set(
          fact.name,
          await (fact.personal ? matchVisits(fact, crowd) : matchPeople(fact.rule, pids)),
        )
      const fields = stop.fields.map(([, field]) => field)
      const values = fields.length > 0 ? await readFields({ fields, pids }) : undefined
      const sends = stop.sends.length > 0 ? await readSendFacts(crowd.map(keyOf)) : undefined
      const winner = stop.winners.length > 0 ? await readWinner(crowd[0]!.step.plan_no, stop.id) : null
      return (traveller) => {
        // Without a prototype: a merchant may call a branch anything.
        const known: Record<string, unknown> = Object.create(null)
        const own = values?.get(traveller.step.pid)
        for (const [name, matches] of matching) known[name] = matches(traveller)
        for (const [name, field] of stop.fields) known[name] = own?.[field] ?? null
        for (const name of stop.winners) known[name] = winner
        for (const name of stop.sends) known[name] = sends?.get(keyOf(traveller)) ?? null
        return known
      }
    }
  }
}

export type WalkPeople = ReturnType<typeof walkPeople>

type FactsOf = (traveller: Traveller) => Record<string, unknown>

/** By a way that a card does not have nobody would come to what lies behind it, as if that were the end of the plan. */
function mustMakeSense(outcome: Outcome | undefined, { kind, ports }: Stop): void {
  if (outcome?.do === "wait" || outcome?.do === "leave") return
  if (outcome?.do !== "go") throw new Error(`The card "${kind}" answered nothing that can be followed.`)
  const stray = [outcome.port, outcome.refused_port ?? outcome.port].find((port) => !ports.includes(port))
  if (stray !== undefined) throw new Error(`The card "${kind}" has no way out called "${stray}".`)
}

function follow(traveller: Traveller, outcome: Outcome, now: Date): void {
  if (outcome.do === "go") {
    if (outcome.effects && outcome.effects.length > 0) {
      const gift = { place: traveller.place, effects: outcome.effects, go: outcome }
      traveller.standing = { at: "gift", gift }
      return
    }
  }
  if (outcome.do !== "leave")
    for (const intent of outcome.intents ?? []) traveller.wishes.push({ place: traveller.place, intent })
  go(traveller, outcome, now)
}

/** The crowd that stands first in the drawing: whoever comes from before joins it in time. */
function firstCrowd(crowds: Map<Stop, Traveller[]>): [Stop, Traveller[]] | undefined {
  let first: [Stop, Traveller[]] | undefined
  let rank = Number.POSITIVE_INFINITY
  for (const [stop, crowd] of crowds) {
    const at = crowd[0]!.drawing.rank.get(stop.id) ?? 0
    if (at < rank) [first, rank] = [[stop, crowd], at]
  }
  return first
}
