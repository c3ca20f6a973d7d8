import { connectDatabase } from "../../src/modules/marketing/database"
import { freshDatabase } from "../support/world"
import { startChild } from "./child"
import { compare } from "./compare"
import type { Fault } from "./faults"
import { inherit, noEstate } from "./holding"
import { begin, COMMIT_LOST, COMMIT_UNANSWERED, closeQuietly, type Fate, type Life, work } from "./life"
import { layLines } from "./lines"
import { hireMerchant } from "./merchant"
import { createProvider } from "./provider"
import { seededChance } from "./seeded-chance"
import { isThrough, nextMoment, settlePeople, tellStory } from "./story"
import { watchFence } from "./watch-fence"

/** Every point of engine and sending where a crash hurts differently. The harness fails when one was never reached. */
export const POINTS = [
  "firing.beforeCommit",
  "firing.afterCommit",
  "enroll.afterAudience",
  "enroll.beforeCommit",
  "enroll.afterCommit",
  "enroll.afterAll",
  "engine.afterClaim",
  "engine.afterWalk",
  "engine.beforeEffects",
  "engine.afterEffects",
  "engine.beforeCommit",
  "engine.afterCommit",
  "engine.turnsGiven",
  "send.afterClaim",
  "send.beforeProvider",
  "send.afterProvider",
  "send.afterRecord",
  COMMIT_UNANSWERED,
  COMMIT_LOST,
]

/** Outside of transactions, where a worker may sleep without keeping others waiting for its locks. */
const BEDS = [
  "engine.afterClaim",
  "engine.afterWalk",
  "engine.afterCommit",
  "send.afterClaim",
  "send.beforeProvider",
  "send.afterProvider",
]

export type Verdict = {
  crashes: number
  /** Of these by SIGKILL. */
  kills: number
  /** Workers that slept past their lease and went on. */
  slept: number
  /** Pauses of a plan by where a worker stood then. */
  paused: Record<string, number>
  lost: string[]
  doubled: string[]
  stuck: string[]
  unknown: number
  at: Record<string, number>
  unreached: string[]
  surprises: string[]
  line: string
}

const PEOPLE = 60
const COUPONS = 18
/** Workers that live at the same time. */
const WORKERS = 3
/** Share of lives that do not end but sleep, and in each round of those asleep of who wakes; of deaths, those that cut the real connections. */
const SLEEPY = 0.06
const WAKEFUL = 0.5
const TORN = 0.05
/** So many points are deadly for one worker at a time, the rarer ones rather. */
const DEADLY = 5
/** Share of deaths for which only the rarest point counts, so that points at the end of long ways are come to. */
const SPARED = 0.1
/** So many plans more are told for points that were not reached; for them nothing else is deadly. */
const MORE_STORIES = 6
/** A plan that is not through after so many rounds is stuck. */
const MOST_ROUNDS = 3_000

/**
 * Lets workers die `crashes` times, or a little oftener, at points chosen by `seed` while people walk through plan after plan, and compares
 * each finished plan with the model. One in `kill_every` deaths is a real SIGKILL of a child process.
 */
export async function runCrashes(given: {
  crashes: number
  seed: number
  kill_every?: number
  points?: string[]
  /** Share of lives that sleep, when it should be another than usual. */
  sleepy?: number
  fault?: Fault
  tell?: (line: string) => void
}): Promise<Verdict> {
  const {
    crashes: wanted,
    seed,
    kill_every = 0,
    points = POINTS,
    sleepy = SLEEPY,
    tell = () => undefined,
  } = given
  const chance = seededChance(seed)
  const { url, drop } = await freshDatabase()
  const outside = connectDatabase(url, { size: 10 })
  const verdict: Verdict = {
    crashes: 0,
    kills: 0,
    slept: 0,
    paused: {},
    lost: [],
    doubled: [],
    stuck: [],
    unknown: 0,
    at: Object.fromEntries(points.map((point) => [point, 0])),
    unreached: [],
    surprises: [],
    line: "",
  }
  let now = new Date("2026-03-02T09:00:00Z")
  const lines = layLines()
  const office = begin({ url, outside, lines, now: () => now, fate: null })
  const merchant = hireMerchant({ marketing: office.marketing, outside, chance })
  verdict.paused = merchant.at
  const kills = startChild({ url, enabled: kill_every > 0 })
  const sleepers: { life: Life; done: Promise<unknown> }[] = []
  let stories = 0
  let extra = 0
  let estate = noEstate()
  /** The child that is out to be killed; one that finds nothing to do comes back. */
  let errand: Promise<void> | null = null

  /** Of the points those with the fewest deaths so far, more or less. */
  const rarest = (count: number): string[] =>
    points
      .map((name) => ({ name, weight: (verdict.at[name]! + 1) * chance() }))
      .sort((one, other) => one.weight - other.weight)
      .slice(0, count)
      .map((point) => point.name)
  const unreached = () => points.filter((point) => verdict.at[point] === 0)
  const isCounted = () => verdict.crashes >= wanted
  const isEnough = () => isCounted() && (unreached().length === 0 || extra >= MORE_STORIES)
  const nextFate = (): Fate | null => {
    if (isEnough()) return null
    if (isCounted()) return { points: unreached(), nth: 1 }
    const nth = chance() < 0.7 ? 1 : 1 + Math.floor(chance() * 4)
    if (chance() < sleepy) return { points: BEDS, nth, sleeps: true }
    return chance() < SPARED ? { points: rarest(1), nth: 1 } : { points: rarest(DEADLY), nth }
  }
  const isKill = () => !errand && kill_every > 0 && verdict.crashes >= (verdict.kills + 1) * kill_every
  const record = (point: string) => {
    verdict.crashes++
    verdict.at[point] = (verdict.at[point] ?? 0) + 1
  }
  const surprise = (life: Life, error: Error) => {
    // A dead worker's statements fail; and two workers that meet may be told to try again.
    const { code } = error as { code?: string }
    if (code === "40P01") inherit(estate, life.holding)
    else if (!life.isOver()) verdict.surprises.push(error.stack ?? error.message)
  }

  /** A child process works beside the others, by the clock of the moment at which it was sent, until it is killed. */
  const sendToDeath = async (): Promise<void> => {
    const fate = { points: rarest(DEADLY), nth: 1 }
    const death = await kills.work({ now: now.toISOString(), fate })
    if (death) {
      verdict.kills++
      record(death.point)
      inherit(estate, death)
    }
    errand = null
  }

  /** One worker until nothing is due, its death, or its sleep. */
  const live = async (): Promise<void> => {
    if (isKill()) errand = sendToDeath()
    const life = begin({
      url,
      outside,
      lines,
      now: () => now,
      fate: nextFate(),
      torn: chance() < TORN,
      meets: (point) => merchant.meets(point),
      fault: given.fault,
    })
    const done = work(life).catch((error: Error) => surprise(life, error))
    const met = await Promise.race([done, life.met])
    if (life.isAsleep()) sleepers.push({ life, done })
    else {
      if (life.isOver()) {
        record(String(met ?? (await life.met)))
        inherit(estate, life.holding)
      }
      await closeQuietly(life)
    }
  }
  /** Goes on with what it held before others took it over. */
  const wakeUp = async ({ life, done }: (typeof sleepers)[number]): Promise<void> => {
    verdict.slept++
    life.wake()
    await done
    await closeQuietly(life)
  }

  const isBad = () =>
    [verdict.lost, verdict.doubled, verdict.stuck, verdict.surprises].some((list) => list.length > 0)
  try {
    await createProvider(outside)
    await watchFence(outside)
    await settlePeople(outside, PEOPLE)
    while (!isEnough() && !isBad()) {
      if (isCounted()) extra++
      estate = noEstate()
      const story = await tellStory(outside, { coupons: COUPONS, due_at: now })
      for (let round = 0; round < MOST_ROUNDS; round++) {
        if (sleepers.length === 0 && (await isThrough(outside, story))) {
          if (!errand) break
          await errand
        }
        // Some sleep so long that whoever took over falls asleep as well.
        const asleep = sleepers.splice(0)
        const woken = asleep.filter(() => chance() < WAKEFUL)
        sleepers.push(...asleep.filter((sleeper) => !woken.includes(sleeper)))
        merchant.thinkOf(story.plan_id, round)
        await Promise.all([...Array.from({ length: WORKERS }, live), ...woken.map(wakeUp)])
        verdict.doubled.push(...(await merchant.goOn()))
        now = await nextMoment(outside, story, now)
      }
      const difference = await compare(outside, outside, story, estate)
      verdict.lost.push(...difference.lost)
      verdict.doubled.push(...difference.doubled)
      verdict.stuck.push(...difference.stuck)
      verdict.unknown += difference.unknown
      stories++
      if (stories % 10 === 0)
        tell(`${stories} plans, ${verdict.crashes} crashes, ${verdict.kills} of them SIGKILL`)
    }
  } finally {
    await errand
    await kills.end()
    await closeQuietly(office)
    lines.close()
    await outside.close()
    await drop()
  }
  verdict.unreached = unreached()
  const { crashes, lost, doubled, stuck, unknown } = verdict
  verdict.line = `crashes=${crashes} lost=${lost.length} doubled=${doubled.length} stuck=${stuck.length} unknown=${unknown}`
  return verdict
}
