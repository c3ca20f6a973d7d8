import { createConnection } from "node:net"
import { bullLine } from "../../../src/modules/marketing/bull-line"
import { createMarketing } from "../../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../../src/modules/marketing/database"
import { optionsSchema } from "../../../src/modules/marketing/options"
import { bullWakeups } from "../../../src/modules/marketing/wakeups"
import { quietPorts } from "../../support/quiet-ports"
import { startRedis } from "../../support/redis"
import { freshDatabase } from "../../support/world"
import { compare } from "../compare"
import { migrate, patiently, pause, startOwnServer } from "../own-server"
import { CHANNEL_WAVE, createProvider, mortalChannel } from "../provider"
import { seededChance } from "../seeded-chance"
import { isThrough, nextMoment, type Story, settlePeople, tellStory } from "../story"
import { overtaken, watchFence } from "../watch-fence"
import { CUTS, type Cut, type Judge, startFaultProxy } from "./fault-proxy"
import { type Hired, hireWorkers } from "./hire-workers"
import { passersBy } from "./passers-by"

const PEOPLE = 40
const COUPONS = 10
const WORKERS = 3
const BEGINS = "2026-03-02T09:00:00Z"
/** How long a worker may be silent before others take its people, and a bit. */
const LEASE_MS = 61_000
/** A worker that stands still in the middle of a transaction holds its locks so long. */
const IDLE_MS = 1_500
/** The database lets go of who stands still, others take over: a zombie that had to be woken before that proves nothing. */
const ZOMBIE_PATIENCE_MS = 15_000
/** Wake-ups come no oftener. */
const WAKE_EVERY_MS = 60
/** The chance that a COMMIT, and any other statement, does not get through. */
const CUT = { commit: 0.06, statement: 0.012 }
/** A story in which nobody moves for so long has come to a standstill. */
const STANDSTILL_MS = 60_000

export const KINDS = {
  ...CUTS,
  sigkill: "SIGKILL of a worker process",
  sigstop: "SIGSTOP of a worker that holds leases, others take over, SIGCONT",
  stopped_in_transaction: "SIGSTOP of a worker in the middle of a transaction, SIGCONT",
  pg_restart: "restart of PostgreSQL as by pg_ctl -m immediate",
  redis_flush: "FLUSHALL of Redis",
} as const
export type Kind = keyof typeof KINDS

const BEDS = [
  "enroll.afterCommit",
  "engine.afterClaim",
  "engine.afterWalk",
  "occasions.afterClaim",
  "send.afterClaim",
  "send.beforeProvider",
  "send.afterProvider",
]
/** Who wakes up here comes for people that others have moved on meanwhile. */
const CLAIMED = "engine.afterClaim"
const IN_TRANSACTION = [
  "engine.beforeCommit",
  "engine.afterEffects",
  "enroll.beforeCommit",
  "occasions.beforeCommit",
]

export type ProcessVerdict = {
  crashes: number
  kinds: Record<Kind, number>
  /** Where workers stood still until others had taken over, and how often. */
  stood: Record<string, number>
  /** Steps that a worker claimed and the fence refused it. */
  refused: number
  stories: number
  lost: string[]
  doubled: string[]
  stuck: string[]
  unknown: number
  surprises: string[]
}

/**
 * Real worker processes move people through one plan after the other, each behind a proxy that cuts its connections, while
 * processes are killed and stopped, PostgreSQL is restarted and Redis forgets everything. Each finished plan is compared with the model.
 * `wanted`: how often at least each kind is to happen.
 */
export async function runProcesses(given: {
  wanted: Record<Kind, number>
  seed: number
  tell?: (line: string) => void
}): Promise<ProcessVerdict> {
  const { wanted, tell = () => undefined } = given
  const chance = seededChance(given.seed)
  const kinds = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, 0])) as Record<Kind, number>
  const verdict: ProcessVerdict = {
    ...{ crashes: 0, kinds, refused: 0, stories: 0, unknown: 0 },
    stood: Object.fromEntries([...BEDS, ...IN_TRANSACTION].map((point) => [point, 0])),
    ...{ lost: [], doubled: [], stuck: [], surprises: [] },
  }
  const record = (kind: Kind) => {
    verdict.crashes++
    kinds[kind]++
  }
  /** Zombies stand still until the fence had something to refuse. */
  const isWanted = (kind: Kind) => kinds[kind] < wanted[kind] || (kind === "sigstop" && verdict.refused === 0)
  /** Where workers stood less often than elsewhere; several, as not every plan comes past each of them again. */
  const rarer = (points: string[]) => {
    const times = points.map((point) => verdict.stood[point]!).sort((a, b) => a - b)
    return points.filter((point) => verdict.stood[point]! <= times[Math.floor(times.length / 2)]!)
  }
  const isEnough = () => !(Object.keys(KINDS) as Kind[]).some(isWanted)

  let isCutting = false
  const judge: Judge = (what) => {
    if (!isCutting || chance() >= CUT[what]) return null
    const cuts: Cut[] =
      what === "commit" ? ["commit_lost", "commit_unanswered"] : ["statement_torn", "statement_unanswered"]
    const [rarest] = cuts.filter(isWanted).sort((one, other) => kinds[one] - kinds[other])
    if (rarest) record(rarest)
    return rarest ?? null
  }

  const redis = await startRedis()
  const server = await startOwnServer()
  const proxy = await startFaultProxy(server.port, judge)
  const fresh = await freshDatabase()
  // The provider and the clock on the wall are elsewhere; their fate is not ours.
  const outside = connectDatabase(fresh.url, { size: 4 })
  const eye = connectDatabase(server.url, { size: 3 })
  const line = bullLine(`redis://127.0.0.1:${redis.port}`, () => undefined)
  const wakeups = bullWakeups(line, eye, () => undefined)
  const workers = hireWorkers(
    {
      url: `postgres://postgres@127.0.0.1:${proxy.port}/postgres`,
      outside: fresh.url,
      redis_url: `redis://127.0.0.1:${redis.port}`,
      idle_ms: IDLE_MS,
    },
    {
      refused: (steps) => {
        verdict.refused += steps
      },
      gone: (how) => verdict.surprises.push(how),
    },
  )

  /** The merchant's own process, and that of the storefront, which has the bad network as well. */
  const network = connectDatabase(`postgres://postgres@127.0.0.1:${proxy.port}/postgres`, { size: 2 })
  const at = (database: Database) =>
    createMarketing({
      ...{ database, wakeups, clock: { now: async () => now } },
      options: optionsSchema.parse({ secret: "test-secret" }),
      extensions: [mortalChannel(outside)],
      ports: quietPorts(),
    })
  /** Messages of the passers-by of which nobody knows whether they arrived. */
  let passing = 0
  let now = new Date(BEGINS)
  const setClock = async (at: Date): Promise<void> => {
    now = at
    await outside.run("update crash_clock set at = $1", [at])
  }
  const zombies = new Map<Hired, { kind: Kind; from: Date; since: number }>()

  /** Whoever stopped is woken when its leases are over and nobody else has anything left to take from it. */
  async function wakeZombies(isAllTaken: boolean): Promise<void> {
    for (const worker of workers.stopped()) {
      const point = worker.stoppedAt!
      const zombie = zombies.get(worker) ?? {
        kind: IN_TRANSACTION.includes(point) ? ("stopped_in_transaction" as const) : ("sigstop" as const),
        from: now,
        since: performance.now(),
      }
      zombies.set(worker, zombie)
      const isOvertaken = isAllTaken && now.getTime() - zombie.from.getTime() >= LEASE_MS
      if (!isOvertaken && performance.now() - zombie.since < ZOMBIE_PATIENCE_MS) continue
      if (isOvertaken) {
        record(zombie.kind)
        verdict.stood[point]!++
      } else tell(`a worker stopped at ${point} was woken before anybody took over`)
      zombies.delete(worker)
      workers.goOn(worker)
      // What it still has in hand it writes now, if it may.
      await pause(50)
    }
  }

  /** Something bad, of the kinds that are still wanted; mostly nothing. */
  async function doHarm(): Promise<void> {
    const awake = workers.awake()
    const one = awake[Math.floor(chance() * awake.length)]
    const lot = chance()
    if (lot < 0.04 && isWanted("sigkill") && one) {
      await workers.kill(one)
      record("sigkill")
      workers.hire()
    } else if (lot < 0.2 && awake.length > 1) {
      const beds = [
        ...(isWanted("sigstop") ? [kinds.sigstop >= wanted.sigstop ? [CLAIMED] : rarer(BEDS)] : []),
        ...(isWanted("stopped_in_transaction") ? [rarer(IN_TRANSACTION)] : []),
      ]
      const points = beds[Math.floor(chance() * beds.length)]
      if (points && workers.stopped().length === 0) workers.tellToStop(one!, points)
    } else if (lot > 0.99 && isWanted("pg_restart")) {
      await server.restartAtOnce()
      record("pg_restart")
    } else if (lot > 0.98 && isWanted("redis_flush")) {
      // Work that is on its way to somebody is forgotten with it.
      await wakeups.wake()
      await flushAll(redis.port)
      record("redis_flush")
    }
  }

  async function live(story: Story, passers: Awaited<ReturnType<typeof passersBy>>): Promise<void> {
    let lastWake = Number.NEGATIVE_INFINITY
    let [before, movedAt] = ["", performance.now()]
    for (;;) {
      const standing = await patiently(() => lookAround(eye, now))
      const isAllTaken = standing.due === 0
      await wakeZombies(isAllTaken)
      await passers.comeBy(now)
      const isOver = (await patiently(() => isThrough(eye, story))) && (await passers.isThrough())
      if (isOver && workers.stopped().length === 0) return
      if (isAllTaken) await setClock(await patiently(() => nextMoment(eye, story, now, [passers.plan_no])))
      if (performance.now() - lastWake > WAKE_EVERY_MS) {
        await patiently(() => wakeups.wake())
        lastWake = performance.now()
      }
      if (standing.mark !== before) [before, movedAt] = [standing.mark, performance.now()]
      if (performance.now() - movedAt > STANDSTILL_MS) {
        verdict.stuck.push(
          `nobody moves any more: ${standing.mark}`,
          ...workers.tell(),
          ...(await whoWaits(eye)),
        )
        return
      }
      await pause(10 + chance() * 20)
      if (standing.due > 0) await doHarm()
    }
  }

  const isBad = () =>
    [verdict.lost, verdict.doubled, verdict.stuck, verdict.surprises].some((list) => list.length > 0)
  try {
    await createProvider(outside)
    await outside.run("create table crash_clock as select $1::timestamptz as at", [now])
    await patiently(() => migrate(eye))
    await watchFence(eye)
    await settlePeople(eye, PEOPLE)
    const passers = await passersBy({ merchant: at(eye), teller: at(network), database: eye, chance })
    for (let n = 0; n < WORKERS; n++) workers.hire()
    while (workers.awake().length < WORKERS && verdict.surprises.length === 0) await pause(50)
    while (!isEnough() && !isBad()) {
      isCutting = true
      const story = await patiently(() => tellStory(eye, { coupons: COUPONS, due_at: now }))
      const harmBefore = verdict.crashes
      passers.setOut()
      await live(story, passers)
      isCutting = false
      const theirs = await patiently(() => passers.judge(outside))
      verdict.lost.push(...theirs.lost)
      verdict.doubled.push(...theirs.doubled)
      verdict.stuck.push(...theirs.stuck)
      passing = theirs.unknown
      const { lost, doubled, stuck, unknown } = await patiently(() => compare(eye, outside, story))
      verdict.lost.push(...lost)
      verdict.doubled.push(...doubled)
      verdict.stuck.push(...stuck)
      verdict.unknown += unknown
      for (const { enrollment_id, node } of await patiently(() => overtaken(eye)))
        verdict.doubled.push(
          `step ${node} of enrollment ${enrollment_id} was taken by a worker whose claim was over`,
        )
      // Each harm leaves the messages of one wave at most in doubt.
      if (unknown > (verdict.crashes - harmBefore + WORKERS) * CHANNEL_WAVE)
        verdict.lost.push(
          `what became of ${unknown} messages, though only ${verdict.crashes - harmBefore} times harm was done`,
        )
      verdict.stories++
      tell(`${verdict.stories} plans, ${verdict.crashes} crashes of processes`)
    }
  } finally {
    await workers.end()
    await proxy.close()
    await line.close()
    await network.close()
    await eye.close()
    await outside.close()
    await fresh.drop()
    await server.end()
    await redis.stop()
  }
  verdict.unknown += passing
  return verdict
}

/** How many steps, occasions and messages are due and in nobody's hands, and a mark that changes when somebody moves. */
async function lookAround(database: Database, now: Date): Promise<{ due: number; mark: string }> {
  const found = await database.one<{ due: number; mark: string }>(
    `select (select count(*) from marketing_step where state = 'ready' and greatest(run_at, lease_until) <= $1)
            + (select count(*) from marketing_send where state in ('queued', 'sending') and coalesce(lease_until, run_at) <= $1)
            + (select count(*) from marketing_occasion where state = 'ready' and greatest(due_at, lease_until) <= $1)
            + (select count(*) from marketing_run where state = 'enrolling' or state = 'scheduled' and due_at <= $1) as due,
            (select count(*) from marketing_step_log) || ' visits, ' || (select count(*) from marketing_enrollment) || ' people, '
            || (select count(*) from marketing_send where state in ('sent', 'unknown')) || ' messages, clock ' || $1::text as mark`,
    [now],
  )
  return found!
}

/** What every connection does and whom it waits for: the first thing to know of a standstill. */
async function whoWaits(database: Database): Promise<string[]> {
  const found = await database.rows<{ said: string }>(
    `select concat_ws(' ', pid, state, wait_event_type, wait_event, 'behind', pg_blocking_pids(pid)::text,
                      now() - state_change, left(regexp_replace(query, '\\s+', ' ', 'g'), 160)) as said
       from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
     union all
     select concat_ws(' ', 'run', no, state, enroll_cursor) from marketing_run where state <> 'ended'
     union all
     select concat_ws(' ', count(*), 'steps', state, run_at, lease_until, attempts, error) from marketing_step group by state, run_at, lease_until, attempts, error
     union all
     select concat_ws(' ', 'send', key, state, run_at, lease_until) from marketing_send where state in ('queued', 'sending')
     union all
     select concat_ws(' ', 'advisory lock of', pid, classid, objid) from pg_locks where locktype = 'advisory'`,
  )
  return found.map(({ said }) => said)
}

/** Without a client of Redis: one line is enough. */
const flushAll = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(port, "127.0.0.1", () => socket.write("FLUSHALL\r\n"))
    socket.once("error", reject)
    socket.once("data", (said) => {
      socket.destroy()
      if (said.toString().startsWith("+OK")) resolve()
      else reject(new Error(`Redis says ${said}`))
    })
  })
