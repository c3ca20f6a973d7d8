import { canvasSchema } from "../../src/core/canvas/schema"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database, isFew } from "../../src/modules/marketing/database"
import { engineChores } from "../../src/modules/marketing/engine/chores"
import { startWorker, type Worker } from "../../src/modules/marketing/engine/worker"
import { occasionsChores } from "../../src/modules/marketing/occasions/chores"
import { postgresWakeups } from "../../src/modules/marketing/wakeups"
import type { Case, Ground } from "../bench"
import { benchMarketing } from "../bench-marketing"
import { NOW } from "../store"

const AT_ONCE = 10
/** People of whom is asked at once whether they are through: looking at all who wait takes the engine's time. */
const LOOKED_AT = 50
const ROUNDS = 100
/** Plans of earlier runs on the same store do not hear it. */
const EVENT = `bench_seen_${process.pid}`

/** From the commit of an event to that of the first thing that a plan does about it, by a worker that had nothing else to do. */
export const triggerCases = ({ database, marketing, customers, url }: Ground): Case[] => {
  let plan: { no: number; run_no: number } | undefined
  /** A shop that records as many at once as there are, and a worker: each with connections of its own, as two processes have. */
  let running: { shop: Database; own: Database; worker: Worker } | undefined
  /** Nobody twice, so that whoever is through is through by this round. */
  let next = 1
  /** Looked at whenever people were moved, and not all the time: looking takes the database's time from the engine. */
  let onMoved: () => void = () => undefined
  const watching =
    <Given extends unknown[]>(work: (...given: Given) => Promise<boolean>) =>
    async (...given: Given) => {
      const moved = await work(...given)
      if (moved) onMoved()
      return moved
    }
  const watched = (own: Marketing): Marketing => ({
    ...own,
    takeOccasions: watching(own.takeOccasions),
    advance: watching(own.advance),
  })

  const listening = async () => {
    if (plan) return plan
    const place = { position: { x: 0, y: 0 } }
    const canvas = canvasSchema.parse({
      nodes: [
        { id: "seen", kind: "trigger:did-something", settings: { event: EVENT }, ...place },
        { id: "met", kind: "tags", settings: { add: ["met"], remove: [] }, ...place },
      ],
      edges: [{ from: "seen", port: "out", to: "met" }],
    })
    const { id } = await marketing.savePlan({
      plan: { name: "Bench", type: "triggered", canvas },
      actor: "bench",
    })
    await marketing.publishPlan({ plan_id: id, actor: "bench" })
    await marketing.startDueRuns()
    plan = await database.one<{ no: number; run_no: number }>(
      "select p.no, r.no as run_no from marketing_plan p join marketing_run r on r.plan_no = p.no where p.id = $1",
      [id],
    )
    // The bench's clock stands still: what happens now must not be before the publishing.
    await database.run("update marketing_listener set since = $2 where plan_no = $1", [
      plan!.no,
      new Date(NOW.getTime() - 60_000),
    ])
    return plan!
  }
  /** Who of them had their first action. Planned anew each time: a plan that was kept from when nobody was in read everybody. */
  const through = async (no: number, pids: number[]) =>
    (
      await database.rows<{ pid: number }>(
        `select distinct pid from marketing_enrollment e
          where e.pid = any($2::int[]) and e.plan_no = $1 and e.state = 'through'`,
        [no, pids],
      )
    ).map(({ pid }) => pid)

  /** Resolves when all of them had their first action; says of each when that was seen. Looks at a few of those who are left. */
  const allThrough = (
    no: number,
    pids: number[],
    onSeen: (pid: number, at: number) => void = () => undefined,
  ) =>
    new Promise<void>((resolve, reject) => {
      const left = new Set(pids)
      const look = async (at: number): Promise<void> => {
        const some = [...left].slice(0, LOOKED_AT)
        const there = await through(no, some)
        for (const pid of there) if (left.delete(pid)) onSeen(pid, at)
        if (left.size === 0) resolve()
        else if (there.length === some.length) await look(at)
      }
      onMoved = () => void look(performance.now()).catch(reject)
    })
  const people = (many: number) => Array.from({ length: many }, () => 1 + (next++ % customers))
  const keyOf = (pid: number, round: string) => `bench ${process.pid} ${round} ${pid}`
  const record = (pids: number[], round: string) =>
    running!.shop.transaction(
      (tx) =>
        marketing.recordEvents(
          tx,
          pids.map((pid) => ({ at: NOW, key: keyOf(pid, round), name: EVENT, pid })),
        ),
      { prepared: isFew(pids) },
    )
  const byHand = (pids: number[], round: string) => {
    const sql = isFew(pids) ? running!.shop.prepared : running!.shop
    return sql.run(BY_HAND, [NOW, pids.map((pid) => keyOf(pid, round)), pids, EVENT, plan!.run_no])
  }
  const working = {
    before: async () => {
      await listening()
      if (running) return
      const own = connectDatabase(url)
      const verbs = watched(benchMarketing(own))
      running = {
        shop: connectDatabase(url, { size: AT_ONCE }),
        own,
        worker: await startWorker({
          chores: [...occasionsChores(verbs), ...engineChores(verbs)],
          wakeups: postgresWakeups(own),
          log: console.log,
        }),
      }
    },
    after: async () => {
      if (!running) return
      await running.worker.stop()
      await running.own.close()
      await running.shop.close()
      running = undefined
    },
  }

  const latency = (which: string, quantile: number, goal_ms: number): Case => {
    const took = { ours: [] as number[], limit: [] as number[] }
    return {
      ...working,
      name: `trigger: from an event to its first action, ${AT_ONCE} at once, ${which}`,
      ours: async (round) => {
        const { no } = await listening()
        const pids = people(AT_ONCE)
        const recorded = new Map<number, number>()
        const done = allThrough(no, pids, (pid, at) => {
          if (round > 0) took.ours.push(Math.max(0, at - (recorded.get(pid) ?? at)))
        })
        await Promise.all(
          pids.map(async (pid) => {
            await record([pid], `${which} ${round}`)
            recorded.set(pid, performance.now())
          }),
        )
        await done
      },
      // With the recording: it is the same statement.
      limit: (round) =>
        Promise.all(
          people(AT_ONCE).map(async (pid) => {
            const start = performance.now()
            await byHand([pid], `${which} ${round}`)
            if (round > 0) took.limit.push(performance.now() - start)
          }),
        ),
      rounds: ROUNDS,
      times: (side) => took[side],
      quantile,
      goal_ratio: 3,
      goal_ms,
    }
  }

  /** So many recorded in one transaction, so many transactions at the same time, until everybody had the first action. */
  const flow = (name: string, many: number, batch: number, writers: number, per_second: number): Case => {
    const writing = async (pids: number[], write: (some: number[]) => Promise<unknown>) => {
      const batches = Array.from({ length: many / batch }, (_, n) => pids.slice(n * batch, (n + 1) * batch))
      const writer = async () => {
        for (let some = batches.pop(); some; some = batches.pop()) await write(some)
      }
      await Promise.all(Array.from({ length: writers }, writer))
    }
    return {
      ...working,
      name: `trigger: ${name}`,
      ours: async (round) => {
        const { no } = await listening()
        const pids = people(many)
        const done = allThrough(no, pids)
        await writing(pids, (some) => record(some, `${name} ${round}`))
        await done
      },
      limit: (round) => writing(people(many), (some) => byHand(some, `${name} ${round}`)),
      rounds: 3,
      per_second: many,
      goal_ratio: 3,
      goal_ms: (many / per_second) * 1000,
    }
  }

  return [
    latency("half of them", 0.5, 4),
    latency("99 in 100", 0.99, 20),
    flow(`2,000 events and their first actions, ${AT_ONCE} at once`, 2_000, 1, AT_ONCE, 2_300),
    flow("5,000 events and their first actions, 100 in a transaction", 5_000, 100, 2, 10_000),
  ]
}

/**
 * One statement for events and all that follows from them, written when they are told: the rows are ours, but nobody counts live,
 * nothing waits to be due, and whoever pauses the plan stops nothing that is under way.
 */
const BY_HAND = `
  with told as (
    insert into marketing_event (at, key, name, pid, trusted, props)
    select $1, key, $4, pid, true, '{}' from unnest($2::text[], $3::int[]) as t(key, pid) order by key
    on conflict (at, key) do nothing returning at, key, name, pid),
  scored as (insert into marketing_score_due (pid) select pid from told),
  noted as (insert into marketing_change (about, pids) select 'facts', array_agg(pid) from told having count(*) > 0),
  entered as (
    insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, entered_at, ended_at, event)
    select l.plan_no, $5, l.version, t.pid, t.key, l.node, 'through', $1, $1, '{}'
      from told t join marketing_listener l on l.event = t.name and l.since <= t.at
      join marketing_plan p on p.no = l.plan_no and p.state = 'running'
      join marketing_profile c on c.pid = t.pid and c.deleted_at is null
     where not exists (
       select 1 from marketing_enrollment e where e.pid = t.pid and e.plan_no = l.plan_no and e.state = 'inside')
    returning id, plan_no, run_no, pid),
  given as (
    insert into marketing_effect (enrollment_id, node, visit, index, plan_no, run_no, pid, type, done, at)
    select id, 'met', 1, 0, plan_no, run_no, pid, 'tag', true, $1 from entered),
  logged as (
    insert into marketing_step_log (finished_at, enrollment_id, node, visit, hop, plan_no, run_no, pid, port, arrived_at)
    select $1, id, 'met', 1, 1, plan_no, run_no, pid, 'out', $1 from entered)
  update marketing_profile p set tags = p.tags || '{met}', updated_at = $1
    from entered where p.pid = entered.pid and 'met' <> all(p.tags)`
