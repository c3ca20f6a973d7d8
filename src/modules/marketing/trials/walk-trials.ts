import { move } from "../../../core/step/walk"
import { shortened, type TrialState } from "../../../core/trial/trial"
import type { Outcome } from "../../../extension/outcome"
import type { DrawDraft, Drawing, Stop } from "../engine/drawing"
import { isPassing } from "../passing"
import { type AskParts, askCard } from "./ask-card"
import { type CarryParts, carryOut, givenBy } from "./carry-out"
import { goalReached } from "./facts-here"
import { arriveAt, keep, type Standing, standing, stepAt } from "./standing"
import { type ToldStep, writeStep } from "./store/trial-steps"
import { type ClaimedTrial, claimTrial, moveTrial, nextTrialDue } from "./store/trials"

/** So long the eye rests on a card before the next one lights up. */
const A_CARD_MS = 500
/** A hand-over may take half a minute for each address. */
const LEASE_MS = 240_000

/** So many looks in a row, then others have their turn. */
const MOST_LOOKS = 20
/** So often a test is taken up where it stands, after passing errors or workers that died over it. */
const MOST_CLAIMS = 3
/** A card that lets the person wait so often never lets her go. */
const MOST_WAITS = 500

type Parts = AskParts & CarryParts & { drawDraft: DrawDraft }

/** What one look at the card comes to. */
type Look = {
  told: Partial<ToldStep>
  state: TrialState
  reason: string | null
  next: Standing
  /** When it is looked at again. */
  after_ms: number
  /** The goal by way of which the person left. */
  goal?: string
}

/**
 * Moves each test that is due by one card, by the kinds' own code and without any effect: nothing is written about the customer, and
 * messages go to the test's addresses only. Answers in how many milliseconds something is due; null: no test is under way.
 */
export const walkTrials = (parts: Parts) => async (): Promise<number | null> => {
  const { database, clock } = parts
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const now = await clock.now()
    const trial = await claimTrial(database, now, new Date(now.getTime() + LEASE_MS))
    if (!trial) break
    await walkOn(parts, trial)
  }
  const due = await nextTrialDue(database)
  return due && Math.max(0, due.getTime() - (await clock.now()).getTime())
}

async function walkOn({ database, clock, drawDraft, ...parts }: Parts, trial: ClaimedTrial): Promise<void> {
  const { settings, canvas } = trial.drawing
  const here = standing(trial.standing)
  const whole = { database, clock, drawDraft, ...parts }
  const look = await lookAt(whole, trial, drawDraft(settings, canvas), here)
  const { state, reason, next, told, goal } = look
  const now = await clock.now()
  const due_at = new Date(now.getTime() + look.after_ms)
  await database.transaction(async (tx) => {
    const went = await moveTrial(tx, trial, { state, reason, standing: keep(next), due_at })
    if (!went) return
    await writeStep(tx, trial.no, stepAt(here, now), told, trial.standing)
    if (goal === undefined) return
    const { hop, ...place } = here.place
    const there = { ...here, place: { ...place, hop: hop + 1, node: goal, visit: 1 } }
    await writeStep(tx, trial.no, stepAt(there, now), told, trial.standing)
  })
}

async function lookAt(parts: Parts, trial: ClaimedTrial, drawing: Drawing, here: Standing): Promise<Look> {
  const stop = drawing.stops.get(here.place.node)
  if (trial.gone) return leave(here, "customer_deleted")
  if (!stop) return stuck(here, [], `The plan has no card "${here.place.node}".`)
  if (trial.claims > MOST_CLAIMS) return stuck(here, stop.ports, DIED)
  try {
    const goal = here.way === null && (await goalReached(parts, trial, drawing, here))
    if (goal) return { ...leave(here, "goal"), goal }
    return await goOn(parts, trial, drawing, stop, here)
  } catch (error) {
    if (isPassing(error) && trial.claims < MOST_CLAIMS) throw error
    if (here.way !== null) return go(drawing, here, here.way, "chosen", { chosen: true })
    return stuck(here, stop.ports, error)
  }
}

async function goOn(
  parts: Parts,
  trial: ClaimedTrial,
  drawing: Drawing,
  stop: Stop,
  here: Standing,
): Promise<Look> {
  const { outcome, fits, timeout } = await askCard(parts, trial, drawing, stop, here)
  if (outcome.do === "leave" && here.way === null) return leave(here, outcome.reason, { fits })
  if (outcome.do === "leave") return go(drawing, here, here.way!, "chosen", { chosen: true })
  if (outcome.do === "wait") {
    const { intents = [], state } = outcome
    if (intents.length === 0 || here.send !== null) return wait(trial, drawing, stop, here, outcome, timeout)
    // A card that waits for what becomes of its message is asked again at once, with that.
    const send = await carryOut(parts, trial, here, intents)
    const place = { ...here.place, state: state ?? {} }
    return going({ ...here, place, send: send ?? NOTHING_TO_WAIT_FOR }, {}, 0)
  }
  const { effects, by } = await givenBy(parts, trial, here, outcome)
  const isAsked = trial.settings.ways === "ask" && stop.ports.length > 1
  const asked = isAsked ? { suggested: by.port, ways: stop.ports } : {}
  if (isAsked && here.way === null) return ask(stop, here, { fits, effects, ...asked, reason: by.reason })
  await carryOut(parts, trial, here, by.intents)
  const chosen = here.way !== null && here.way !== by.port
  const told = { fits, effects, chosen, ...asked }
  return go(drawing, here, here.way ?? by.port, chosen ? "chosen" : by.reason, told)
}

const DIED = "The server stopped each time while it looked at this card."
const NOTHING_TO_WAIT_FOR = { state: "sent", reason: null, settled: true }

function wait(
  { settings }: ClaimedTrial,
  drawing: Drawing,
  stop: Stop,
  here: Standing,
  { until, state }: Extract<Outcome, { do: "wait" }>,
  timeout: string | null,
): Look {
  if (here.waits >= MOST_WAITS) throw new Error(`It asked to wait ${MOST_WAITS} times.`)
  if (Number.isNaN(until.getTime())) throw new Error("A wait needs a moment to wait for.")
  const listens = stop.listens.length > 0
  const told = { until: until.toISOString() }
  if (here.way !== null) {
    const clock = here.way === timeout ? until : here.clock
    const isAsked = listens && settings.events === "ask"
    const asked = isAsked ? { suggested: timeout, ways: stop.ports } : { chosen: true }
    return go(drawing, { ...here, clock }, here.way, isAsked ? null : "chosen", { ...told, ...asked })
  }
  if (listens && settings.events === "ask") return ask(stop, here, { ...told, suggested: timeout })
  if (listens && settings.events === "happened" && !here.happened)
    return going({ ...here, happened: true }, told, A_CARD_MS)
  const clock = until > here.clock ? until : later(here.clock)
  const next = { ...here, clock, place: { ...here.place, state: state ?? {} }, waits: here.waits + 1 }
  return going(next, told, shortened(here.clock, until, settings.pause_s))
}

/** A wait that is over already is asked again a little later, as the engine does. */
const later = (clock: Date): Date => new Date(clock.getTime() + 1000)

const going = (next: Standing, told: Partial<ToldStep>, after_ms: number): Look => ({
  ...{ told, state: "going", reason: null, next, after_ms },
})

const ask = (stop: Stop, here: Standing, told: Partial<ToldStep>): Look => ({
  told: { ...told, ways: stop.ports },
  ...{ state: "asking", reason: null, next: here, after_ms: 0 },
})

const stuck = (here: Standing, ways: string[], error: unknown): Look => ({
  told: { error: sentenceOf(error), ways },
  ...{ state: "stuck", reason: null, next: here, after_ms: 0 },
})

const leave = (here: Standing, reason: string, told: Partial<ToldStep> = {}): Look => ({
  told: { ...told, state: "passed", reason, left_at: here.clock.toISOString() },
  ...{ state: "left", reason, next: here, after_ms: 0 },
})

function go(
  { canvas, ways }: Drawing,
  here: Standing,
  port: string,
  reason: string | null,
  given: Partial<ToldStep>,
): Look {
  const { place, clock } = here
  const moved = move(place, { do: "go", port }, ways, clock)
  const told = { ...given, port, reason, state: "passed" as const, left_at: clock.toISOString() }
  if (moved.to === "node") {
    const edge = canvas.edges.find((one) => one.from === place.node && one.port === port)
    return going(arriveAt(moved.place, clock, edge?.input ?? "in"), told, A_CARD_MS)
  }
  const over = moved.to === "end" ? moved : ({ state: "through", reason: null } as const)
  return { told, state: over.state, reason: over.reason, next: here, after_ms: 0 }
}

/** Kept with the step for a person to read; the code that threw may be a guest's. */
const LONGEST_ERROR = 500
const sentenceOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR)
