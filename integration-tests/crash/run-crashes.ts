import type { Database } from "../../src/modules/marketing/database"
import { connectDatabase } from "../../src/modules/marketing/database"
import { freshDatabase } from "../support/world"
import { startChild } from "./child"
import { compare } from "./compare"
import { begin, type Fate, IN_COMMIT, type Life, work } from "./life"
import { type Story, settlePeople, tellStory } from "./story"

/** Every point of engine and sending where a crash hurts differently. The harness fails when one was never reached. */
export const POINTS = [
  "enroll.afterAudience",
  "enroll.beforeCommit",
  "enroll.afterCommit",
  "enroll.afterAll",
  "engine.afterClaim",
  "engine.beforeEffects",
  "engine.afterEffects",
  "engine.beforeCommit",
  "engine.afterCommit",
  "send.afterClaim",
  "send.beforeProvider",
  "send.afterProvider",
  "send.afterRecord",
  IN_COMMIT,
]

export type Verdict = {
  crashes: number
  kills: number
  lost: string[]
  doubled: string[]
  stuck: string[]
  unknown: number
  at: Record<string, number>
  unreached: string[]
  surprises: string[]
  line: string
}

const PEOPLE = 40
const COUPONS = 12
/** Workers that live at the same time. */
const WORKERS = 2
/** A plan that is not through after so many rounds is stuck. */
const MOST_ROUNDS = 3_000

/**
 * Lets workers die `crashes` times at points chosen by `seed` while people walk through plan after plan, and compares
 * each finished plan with the model. One in `kill_every` deaths is a real SIGKILL of a child process.
 */
export async function runCrashes(given: {
  crashes: number
  seed: number
  kill_every?: number
  tell?: (line: string) => void
}): Promise<Verdict> {
  const { crashes: wanted, seed, kill_every = 100, tell = () => undefined } = given
  const chance = seededChance(seed)
  const pick = (count: number) => Math.floor(chance() * count)
  const { url, drop } = await freshDatabase()
  const outside = connectDatabase(url, { size: 10 })
  const verdict: Verdict = {
    crashes: 0,
    kills: 0,
    lost: [],
    doubled: [],
    stuck: [],
    unknown: 0,
    at: Object.fromEntries(POINTS.map((point) => [point, 0])),
    unreached: [],
    surprises: [],
    line: "",
  }
  let now = new Date("2026-03-02T09:00:00Z")
  const kills = startChild({ url, enabled: kill_every > 0 })
  let entering = true
  let stories = 0
  /** Of the points that can be reached now one of those with the fewest deaths so far. */
  const nextFate = (): Fate | null => {
    if (verdict.crashes >= wanted) return null
    const near = POINTS.filter((point) => point === IN_COMMIT || point.startsWith("enroll.") === entering)
    const point = near
      .map((name) => ({ name, weight: verdict.at[name]! * chance() }))
      .reduce((least, one) => (one.weight < least.weight ? one : least)).name
    return { point, nth: 1 + pick(3) }
  }
  const isKill = () => kill_every > 0 && verdict.crashes >= (verdict.kills + 1) * kill_every

  const record = (fate: Fate) => {
    verdict.crashes++
    verdict.at[fate.point] = (verdict.at[fate.point] ?? 0) + 1
  }

  /** One worker until nothing is due, its death, or the end of the harness's patience. */
  const live = async (): Promise<void> => {
    const fate = nextFate()
    if (fate && isKill()) {
      verdict.kills++
      if (await kills.work({ now, fate })) record(fate)
      return
    }
    const life = begin({ url, outside, now: () => now, fate })
    const done = work(life).catch((error: Error) => surprise(life, error))
    await Promise.race([done, life.ended])
    if (life.isOver()) record(fate!)
    await closeQuietly(life)
  }
  const surprise = (life: Life, error: Error) => {
    // A dead worker's statements fail; and two workers that meet may be told to try again.
    const { code } = error as { code?: string }
    if (!life.isOver() && code !== "40P01") verdict.surprises.push(error.stack ?? error.message)
  }

  try {
    await settlePeople(outside, PEOPLE)
    while (verdict.crashes < wanted) {
      const story = await tellStory(outside, { coupons: COUPONS, due_at: now })
      for (let round = 0; round < MOST_ROUNDS && !(await isThrough(outside, story)); round++) {
        entering = await isEntering(outside, story)
        await Promise.all(Array.from({ length: WORKERS }, live))
        now = await nextMoment(outside, story, now)
      }
      const difference = await compare(outside, story)
      verdict.lost.push(...difference.lost)
      verdict.doubled.push(...difference.doubled)
      verdict.stuck.push(...difference.stuck)
      verdict.unknown += difference.unknown
      stories++
      if (stories % 10 === 0)
        tell(`${stories} plans, ${verdict.crashes} crashes, ${verdict.kills} of them SIGKILL`)
      if (difference.stuck.length > 0 || verdict.surprises.length > 0) break
    }
  } finally {
    await kills.end()
    await outside.close()
    await drop()
  }
  verdict.unreached = POINTS.filter((point) => verdict.at[point] === 0)
  const { crashes, lost, doubled, stuck, unknown } = verdict
  verdict.line = `crashes=${crashes} lost=${lost.length} doubled=${doubled.length} stuck=${stuck.length} unknown=${unknown}`
  return verdict
}

async function isThrough(database: Database, { plan_no, plan_id }: Story): Promise<boolean> {
  const open = await database.one<{ people: boolean; sends: number; parked: number }>(
    `select (select state from marketing_plan where no = $1) <> 'ended' as people,
            (select count(*) from marketing_send where plan_no = $1 and state in ('queued', 'sending')) as sends,
            (select count(*) from marketing_step where plan_no = $1 and state = 'parked') as parked`,
    [plan_no],
  )
  // Whose worker died again and again is parked, as it should be; somebody looks and says: try again.
  if (open!.parked > 0)
    await database.run(
      `update marketing_step set state = 'ready', attempts = 0, lease_until = null
        where plan_no = (select no from marketing_plan where id = $1) and state = 'parked'`,
      [plan_id],
    )
  return !open!.people && open!.sends === 0
}

const isEntering = async (database: Database, { run_no }: Story): Promise<boolean> =>
  (await database.one("select 1 from marketing_run where no = $1 and state in ('scheduled', 'enrolling')", [
    run_no,
  ])) !== undefined

/** The clock goes to the next moment at which something is due, at least a second on. */
async function nextMoment(database: Database, { plan_no }: Story, now: Date): Promise<Date> {
  const next = await database.one<{ at: Date | null }>(
    `select min(at) as at from (
       select greatest(run_at, coalesce(lease_until, run_at)) from marketing_step where plan_no = $1 and state = 'ready'
       union all
       select coalesce(lease_until, run_at) from marketing_send where plan_no = $1 and state in ('queued', 'sending')) due(at)`,
    [plan_no],
  )
  return new Date(Math.max(now.getTime(), next?.at?.getTime() ?? 0) + 1000)
}

async function closeQuietly(life: Life): Promise<void> {
  // What a dead worker left hanging never comes back to its pool, so nobody waits for that.
  await Promise.race([
    life.close().catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, life.isOver() ? 0 : 5000)),
  ])
}

/** mulberry32: small, and the same on every machine. */
function seededChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
