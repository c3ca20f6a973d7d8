import { MOST_VISITS } from "../../../core/step/walk"
import type { SendFact } from "../../../extension/kind"
import type { Effect, Go, Intent, Outcome } from "../../../extension/outcome"
import { hasTurn } from "../../../extension/turn"
import type { ForeseenGift, GiftForesight } from "../benefits/foresee-gifts"
import type { ChanceOf } from "../engine/chance"
import type { Drawing, Stop } from "../engine/drawing"
import type { SendForesight } from "../messages/foresee-sends"
import { byTime, type Crowd, notePassed } from "./crowd"
import type { Facts, FactsAhead } from "./facts-ahead"
import { patienceOf } from "./patience"
import type { Tally } from "./tally"
import { giveTurnsAhead } from "./turns-ahead"

/** A wait that is already over is asked again a little later, as the engine does. */
const LEAST_WAIT_MS = 1000

type Ground = {
  drawing: Drawing
  crowd: Crowd
  plan_no: number
  /** When each came into the plan. */
  enteredAt: (place: number) => Date
  zone: string
  /** What is later is not looked at. */
  until: number
  chanceOf: ChanceOf
  facts: FactsAhead
  sends: SendForesight
  gifts: GiftForesight
  tally: Tally
  /** Lets others have the process for a moment; throws when nobody waits for the answer any more. */
  breathe: () => Promise<void> | null
  /** Follows each person; in a replay, what really happened to them wakes who waits. */
  witness: Witness
}

/** What is told of each person on the way to whoever must know more than sums. */
/** When is in milliseconds. */
type ForeseenMessage = { node: string; channel: string; at: number }

export type Witness = {
  entered: (place: number) => void
  came: (place: number, node: string) => void
  /** For good: the way led nowhere (""), or why they left. Who stays or fails is still inside. */
  ended: (place: number, reason: string) => void
  /** `gifts`: what became of each effect. */
  gave: (place: number, effects: Effect[], gifts: ForeseenGift[]) => void
  sent: (place: number, message: ForeseenMessage) => void
  blocked: (place: number, message: ForeseenMessage) => void
  /** Asked to wait, at `asked`. */
  rests: (place: number, asked: number) => void
  /** Moves the clocks of those who rest here to where something happens to them before. */
  wake: (stop: Stop, places: number[]) => Promise<void>
}

type Gift = { place: number; go: Go; effects: Effect[] }
type Wish = { place: number; channel: string }

/**
 * Walks everybody through a drawing, node by node in its order and each by their own clock, asking the kinds as the engine does.
 * What kinds would have written is only counted.
 */
export async function walkAhead(ground: Ground, first: Map<string, number[]>): Promise<void> {
  const { drawing, crowd, tally, facts, sends, gifts, until, witness } = ground
  const crowds = new Map(first)
  const passedInTurn = new Map<string, number[]>()

  const arrive = (node: string, place: number): void => {
    tally.came(node, crowd.at[place]!)
    witness.came(place, node)
    crowd.arrived[place] = crowd.at[place]!
    crowd.hops[place]!++
    crowd.state.delete(place)
    const visits = crowd.visits.get(node)
    if (visits) visits[place]!++
    const others = crowds.get(node)
    if (others) others.push(place)
    else crowds.set(node, [place])
  }

  const go = (stop: Stop, place: number, port: string): void => {
    const next = drawing.ways.next(stop.id, port)
    tally.went(stop.id, port, crowd.at[place]!)
    notePassed(crowd, stop.id, place)
    if (next !== null && crowd.hops[place]! < MOST_VISITS) {
      arrive(next, place)
      return
    }
    if (next === null) tally.through()
    else tally.leaves("too_many_visits")
    witness.ended(place, next === null ? "" : "too_many_visits")
  }

  const leave = (stop: Stop, place: number, reason: string): void => {
    tally.went(stop.id, "", crowd.at[place]!)
    tally.leaves(reason)
    witness.ended(place, reason)
  }

  const leaveAtGoals = async (stop: Stop, people: number[]): Promise<number[]> => {
    let still = people
    for (const { node, rule } of drawing.watches) {
      const woken = still.filter((place) => crowd.woken[place] === 1)
      if (woken.length === 0) continue
      const reached = await facts.matching(rule, woken, "entry", (what) => tally.assume(node, what))
      still = still.filter((place) => {
        if (!reached[place] || crowd.woken[place] !== 1) return true
        leave(stop, place, "goal")
        tally.came(node, crowd.at[place]!)
        witness.came(place, node)
        tally.went(node, "", crowd.at[place]!)
        return false
      })
    }
    for (const place of people) crowd.woken[place] = 0
    return still
  }

  const ask = (stop: Stop, place: number, known: Record<string, unknown>, now: number): Outcome => {
    const pid = crowd.pid[place]!
    return stop.run({
      settings: stop.settings,
      visit: {
        // Nobody has one yet; kinds that look at it see everybody as another.
        enrollment_id: place + 1,
        pid,
        node_id: stop.id,
        visit: crowd.visits.get(stop.id)?.[place] ?? 1,
        entered_at: ground.enteredAt(place),
        arrived_at: new Date(crowd.arrived[place]!),
        state: crowd.state.get(place) ?? {},
        attempt: 1,
      },
      facts: known,
      now: new Date(now),
      zone: ground.zone,
      chance: ground.chanceOf(ground.plan_no, pid),
    })
  }

  const carry = (place: number, intents: Intent[] | undefined, wishes: Wish[]): void => {
    for (const intent of intents ?? []) {
      if (intent.type === "message") wishes.push({ place, channel: intent.channel })
      else tally.calls()
    }
  }

  /** Judges what was asked for here; who waits for what becomes of it is asked again when that is known. */
  const send = async (stop: Stop, wishes: Wish[], settled: Map<number, SendFact>): Promise<void> => {
    const byChannel = new Map<string, number[]>()
    for (const { place, channel } of wishes) {
      const people = byChannel.get(channel)
      if (people) people.push(place)
      else byChannel.set(channel, [place])
    }
    const waits = stop.sends.length > 0
    const asked = waits ? crowd.arrived : crowd.at
    for (const [channel, people] of byChannel) {
      await sends.load(channel, people)
      for (const place of byTime(people, asked)) {
        const pause = ground.breathe()
        if (pause !== null) await pause
        const foreseen = sends.judge({ channel, node: stop.id, place, at: asked[place]! })
        tally.sends(stop.id, channel, foreseen, until)
        const message = { node: stop.id, channel }
        // Messages go out after the steps of their moment; only who waits for what becomes of one is asked after it.
        if (foreseen.state === "sent")
          witness.sent(place, { ...message, at: waits ? foreseen.at : foreseen.at + 1 })
        else witness.blocked(place, { ...message, at: asked[place]! })
        if (foreseen.reason === "same_address") tally.assume(stop.id, "first_come")
        if (foreseen.overtakes) tally.assume(stop.id, "overtaken")
        if (!waits) continue
        settled.set(place, { state: foreseen.state, reason: foreseen.reason, settled: true })
        crowd.at[place] = foreseen.at
      }
    }
  }

  const give = async (stop: Stop, given: Gift[], wishes: Wish[]): Promise<void> => {
    if (given.length === 0) return
    const byPlace = new Map(given.map((gift) => [gift.place, gift]))
    const effects = [...new Set(given.flatMap((gift) => gift.effects))]
    await gifts.load(effects, () => given.map(({ place }) => crowd.pid[place]!))
    for (const place of byTime([...byPlace.keys()], crowd.at)) {
      const pause = ground.breathe()
      if (pause !== null) await pause
      const { go: answer, effects } = byPlace.get(place)!
      const results = effects.map((effect) => gifts.judge(effect, crowd.pid[place]!, crowd.at[place]!))
      const refused = results.find((result) => !result.done)
      if (refused?.reason === "budget_empty") tally.assume(stop.id, "first_come")
      if (!refused) witness.gave(place, effects, results)
      if (refused && answer.refused_port !== undefined) go(stop, place, answer.refused_port)
      else {
        carry(place, answer.intents, wishes)
        go(stop, place, answer.port)
      }
    }
  }

  /** Asks everybody who stands here once; answers who goes on standing here. */
  const askAll = async (
    stop: Stop,
    people: number[],
    known: Facts,
    settled: Map<number, SendFact>,
  ): Promise<number[]> => {
    const staying: number[] = []
    const given: Gift[] = []
    const wishes: Wish[] = []
    const patience = stop.winners.length > 0 ? patienceOf(ask, crowd) : null
    for (const place of people) {
      const pause = ground.breathe()
      if (pause !== null) await pause
      const now = crowd.at[place]!
      let outcome: Outcome
      try {
        outcome = ask(stop, place, known(place), now)
      } catch {
        tally.fails(stop.id)
        continue
      }
      if (outcome.do === "leave") leave(stop, place, outcome.reason)
      else if (outcome.do === "wait") {
        const asked = patience ? patience(stop, place, known(place), outcome.until) : outcome.until
        if (Number.isNaN(asked.getTime())) {
          tally.fails(stop.id)
          continue
        }
        if (!settled.has(place)) carry(place, outcome.intents, wishes)
        crowd.at[place] = Math.max(asked.getTime(), now + LEAST_WAIT_MS)
        if (outcome.state && Object.keys(outcome.state).length > 0) crowd.state.set(place, outcome.state)
        else crowd.state.delete(place)
        crowd.woken[place] = 1
        witness.rests(place, now)
        staying.push(place)
      } else if (outcome.effects && outcome.effects.length > 0)
        given.push({ place, go: outcome, effects: outcome.effects })
      else {
        carry(place, outcome.intents, wishes)
        go(stop, place, outcome.port)
      }
    }
    await give(stop, given, wishes)
    await send(stop, wishes, settled)
    return staying
  }

  const pass = async (stop: Stop, people: number[]): Promise<void> => {
    let here = people
    const settled = new Map<number, SendFact>()
    while (here.length > 0) {
      here = await leaveAtGoals(stop, within(stop, here))
      if (stop.pace) {
        const waiting = here.filter((place) => !hasTurn({ state: crowd.state.get(place) ?? {} }))
        const passed = passedInTurn.get(stop.id) ?? []
        passedInTurn.set(stop.id, passed)
        giveTurnsAhead(waiting, crowd, stop.pace, passed)
        here = await leaveAtGoals(stop, within(stop, here))
      }
      const known = await facts.read(stop, here, {
        sends: settled,
        assume: (what) => tally.assume(stop.id, what),
      })
      here = await askAll(stop, here, known, settled)
      // What became of a message is waited for to its end.
      if (stop.sends.length === 0) await witness.wake(stop, here)
    }
  }

  /** Who is still on the way when the pre-run stops looking stays where they are. */
  const within = (stop: Stop, people: number[]): number[] =>
    people.filter((place) => {
      if (crowd.at[place]! <= until) return true
      tally.stays(stop.id)
      return false
    })

  for (let place = 0; place < crowd.size; place++) witness.entered(place)
  for (const [node, people] of first) {
    crowds.delete(node)
    for (const place of people) arrive(node, place)
  }
  for (let id = firstOf(crowds, drawing); id !== undefined; id = firstOf(crowds, drawing)) {
    const people = crowds.get(id)!
    crowds.delete(id)
    await pass(drawing.stops.get(id)!, people)
  }
}

/** The node that comes first in the drawing: whoever comes from before joins it in time. */
function firstOf(crowds: Map<string, number[]>, { rank }: Drawing): string | undefined {
  let first: string | undefined
  for (const id of crowds.keys())
    if (first === undefined || (rank.get(id) ?? 0) < (rank.get(first) ?? 0)) first = id
  return first
}
