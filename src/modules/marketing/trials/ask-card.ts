import type { Outcome } from "../../../extension/outcome"
import type { Registry } from "../../../extension/registry"
import type { ChanceOf } from "../engine/chance"
import type { Drawing, Stop } from "../engine/drawing"
import type { MarketingOptions } from "../options"
import { type FactParts, factsHere, groupHere } from "./facts-here"
import type { Standing } from "./standing"
import type { ClaimedTrial } from "./store/trials"

export type AskParts = FactParts & { registry: Registry; chanceOf: ChanceOf; options: MarketingOptions }

/**
 * What a card answers about the person of a test. `fits`: of entries and nodes over sets, whether she would be among their people;
 * `timeout`: the way she goes when a wait is over and nothing happened.
 */
export type Answered = { outcome: Outcome; fits: boolean | null; timeout: string | null }

/** After so many looks a card that asks to be looked at every hour is looked at after twice the time, and so on. */
const PATIENT_LOOKS = 2

/** Asks the card by its kind's own code. Throws what that throws. */
export async function askCard(
  parts: AskParts,
  trial: ClaimedTrial,
  drawing: Drawing,
  stop: Stop,
  standing: Standing,
): Promise<Answered> {
  const isGroup = stop.entry || parts.registry.kinds.get(stop.kind)?.set !== undefined
  if (isGroup && !stop.broken) {
    const { fits, port } = await groupHere(parts, trial, stop.id)
    const came = stop.ports.includes(standing.input) ? standing.input : stop.ports[0]
    const outcome: Outcome = { do: "go", port: port ?? came ?? "out" }
    return { outcome, fits, timeout: null }
  }
  const known = await factsHere(parts, trial, drawing, stop, standing)
  const ask = (now: Date, facts: Record<string, unknown>, state = standing.place.state): Outcome =>
    stop.run({
      settings: stop.settings,
      visit: {
        enrollment_id: trial.no,
        pid: trial.pid,
        node_id: stop.id,
        visit: standing.place.visit,
        entered_at: trial.at,
        arrived_at: standing.place.arrived_at,
        state,
        attempt: 1,
      },
      facts,
      now,
      zone: parts.options.timezone,
      chance: parts.chanceOf(trial.plan_no, trial.pid),
    })
  const first = ask(standing.clock, known)
  // Nobody else is in the queue of a test.
  const turn = { ...standing.place.state, turn: true }
  const outcome = first.do === "wait" && stop.pace ? ask(standing.clock, known, turn) : first
  if (outcome.do !== "wait") return { outcome, fits: null, timeout: null }
  const until = patientUntil(stop, standing, outcome.until)
  const then = ask(until, { ...known, ...nothingHappened(stop) }, outcome.state ?? {})
  return { outcome: { ...outcome, until }, fits: null, timeout: then.do === "go" ? then.port : null }
}

/** A winner that nobody chooses is waited for by the hour, for days. */
function patientUntil(stop: Stop, { place, waits }: Standing, until: Date): Date {
  if (stop.winners.length === 0 || waits < PATIENT_LOOKS) return until
  const came = place.arrived_at.getTime()
  return new Date(came + 2 * (until.getTime() - came))
}

const nothingHappened = (stop: Stop): Record<string, unknown> =>
  Object.fromEntries(stop.rules.map(({ name }) => [name, false]))
