import { backoff } from "../../../core/step/backoff"
import { type Answer, type Move, move, type Passed, type Place, passBy } from "../../../core/step/walk"
import type { Effect, Go, Intent } from "../../../extension/outcome"
import { chanceFor } from "./chance"
import type { Drawing } from "./drawing"
import type { HeldStep, OpenStep } from "./store/steps"

/** Something a person gets at a node, waiting to be written. */
export type Gift = { place: Place; effects: Effect[]; go: Go }
/** A message asked for at a node. */
export type Wish = { place: Place; intent: Intent }

type Standing =
  | { at: "node" }
  /** The node answered with effects; which port it is shows when they are written. */
  | { at: "gift"; gift: Gift }
  /** `unasked`: the node was not asked at all, so that its attempts go on counting. */
  | { at: "rest"; until: Date; unasked?: true }
  | { at: "failed"; error: string }
  | { at: "end"; state: "through" | "left"; reason: string | null }

/**
 * One claimed person on the way through the drawing, in memory. Nothing of it is true before the batch is committed;
 * a batch that fails makes new travellers from the same claims.
 */
export type Traveller = {
  readonly step: HeldStep
  readonly drawing: Drawing
  readonly chance: (salt: string) => number
  place: Place
  standing: Standing
  trail: Passed[]
  wishes: Wish[]
}

export const setOut = (step: HeldStep, drawing: Drawing): Traveller => ({
  step,
  drawing,
  chance: chanceFor(step.plan_no, step.pid),
  place: {
    node: step.node,
    visit: step.visit,
    hop: step.hops,
    arrived_at: step.arrived_at,
    state: step.data.state ?? {},
    visits: step.data.visits ?? {},
    ...(step.data.had && { had: step.data.had }),
  },
  standing: { at: "node" },
  trail: [],
  wishes: [],
})

/** The key of this visit's message and, with an index, of its effects. */
export const keyOf = ({ step, place }: Pick<Traveller, "step" | "place">): string =>
  `${step.enrollment_id}:${place.node}:${place.visit}`

/** Whether the node has nothing to say to the person any more: she goes on, the way she went before she was moved. */
export function passesBy(traveller: Traveller, now: Date): boolean {
  const passed = traveller.place.had && passBy(traveller.place)
  if (!passed) return false
  traveller.place = passed.place
  go(traveller, passed.answer, now)
  return true
}

/** Lets the person go where the answer leads. */
export function go(traveller: Traveller, answer: Answer, now: Date): void {
  take(traveller, move(traveller.place, answer, traveller.drawing.ways, now))
}

function take(traveller: Traveller, moved: Move): void {
  if (moved.to !== "rest") traveller.trail.push(moved.passed)
  if (moved.to !== "end") traveller.place = moved.place
  traveller.standing =
    moved.to === "node"
      ? { at: "node" }
      : moved.to === "rest"
        ? { at: "rest", until: moved.until }
        : { at: "end", state: moved.state, reason: moved.reason }
}

/** Stays in front of this node, which is not asked before then. */
export const postpone = (traveller: Traveller, until: Date): void => {
  traveller.standing = { at: "rest", until, unasked: true }
}

/** Leaves where they stand, by way of a goal that stands beside the ways. */
export function reach(traveller: Traveller, goal: string): void {
  const { node, visit, hop, arrived_at } = traveller.place
  const left = { node, visit, hop, port: null, reason: "goal", arrived_at }
  traveller.trail.push(left, { ...left, node: goal, visit: 1, hop: hop + 1 })
  traveller.standing = { at: "end", state: "left", reason: "goal" }
}

/** In crowds in which nobody stands twice: one person may be in a plan several times, and is asked for each. */
export function eachOnce(people: Traveller[]): Traveller[][] {
  const crowds: Traveller[][] = []
  const met = new Map<number, number>()
  for (const traveller of people) {
    const times = met.get(traveller.step.pid) ?? 0
    met.set(traveller.step.pid, times + 1)
    const crowd = crowds[times]
    if (crowd) crowd.push(traveller)
    else crowds[times] = [traveller]
  }
  return crowds
}

export const fail = (traveller: Traveller, error: unknown): void => {
  traveller.standing = { at: "failed", error: sentenceOf(error) }
}

/** Kept with the parked step for a person to read; the code that threw may be a guest's. */
const LONGEST_ERROR = 500
export const sentenceOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR)

/** The step to be written for somebody who stays inside, or null for who ended. */
export function openStepOf(traveller: Traveller, now: Date): OpenStep | null {
  const { step, place, standing } = traveller
  if (standing.at === "end") return null
  const stayed = step.node === place.node && step.visit === place.visit
  const open: OpenStep = {
    enrollment_id: step.enrollment_id,
    node: place.node,
    visit: place.visit,
    plan_no: step.plan_no,
    run_no: step.run_no,
    version: step.version,
    pid: step.pid,
    state: "ready",
    run_at: standing.at === "rest" ? standing.until : now,
    // The key of who stays is the same, so the fence goes on: an older claim must not fit again.
    fence: stayed ? step.fence : 0,
    attempts: standing.at === "rest" && standing.unasked && stayed ? step.attempts : 0,
    hops: place.hop,
    entered_at: step.entered_at,
    arrived_at: place.arrived_at,
    data: dataOf(place),
    error: null,
  }
  if (standing.at !== "failed") return open
  const attempts = (stayed ? step.attempts : 0) + 1
  return { ...open, ...afterFailure(step, place.node, attempts, now), error: standing.error }
}

/** A step that failed is tried again later, or waits for somebody to look at it when that was often enough. */
export function afterFailure(
  { plan_no, pid }: Pick<HeldStep, "plan_no" | "pid">,
  node: string,
  attempts: number,
  now: Date,
): Pick<OpenStep, "attempts" | "state" | "run_at"> {
  const pause = backoff(attempts, chanceFor(plan_no, pid)(`retry ${node} ${attempts}`))
  return pause === null
    ? { attempts, state: "parked", run_at: now }
    : { attempts, state: "ready", run_at: new Date(now.getTime() + pause) }
}

const dataOf = ({ state, visits, had }: Place): object => ({
  ...(Object.keys(state).length > 0 ? { state } : {}),
  ...(Object.keys(visits).length > 0 ? { visits } : {}),
  ...(had ? { had } : {}),
})
