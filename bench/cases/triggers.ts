import { canvasSchema } from "../../src/core/canvas/schema"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { engineChores } from "../../src/modules/marketing/engine/chores"
import { startWorker, type Worker } from "../../src/modules/marketing/engine/worker"
import { occasionsChores } from "../../src/modules/marketing/occasions/chores"
import { postgresWakeups } from "../../src/modules/marketing/wakeups"
import type { Case, Ground } from "../bench"
import { NOW } from "../store"

const AT_ONCE = 10
const ROUNDS = 100
/** Plans of earlier runs on the same store do not hear it. */
const EVENT = `bench_seen_${process.pid}`

/** From the commit of an event to that of the first thing that a plan does about it, by a worker that had nothing else to do. */
export const triggerCases = ({ database, marketing, customers }: Ground): Case[] => {
  let plan_no: number | undefined
  let worker: Worker | undefined
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
  const watched: Marketing = {
    ...marketing,
    takeOccasions: watching(marketing.takeOccasions),
    advance: watching(marketing.advance),
  }

  const listening = async (): Promise<number> => {
    if (plan_no) return plan_no
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
    const plan = await database.one<{ no: number }>("select no from marketing_plan where id = $1", [id])
    // The bench's clock stands still: what happens now must not be before the publishing.
    await database.run("update marketing_listener set since = $2 where plan_no = $1", [
      plan!.no,
      new Date(NOW.getTime() - 60_000),
    ])
    plan_no = plan!.no
    return plan_no
  }
  /** Who of them had their first action, by the commit of the batch that was just moved. */
  const through = async (no: number, pids: number[]) =>
    (
      await database.rows<{ pid: number }>(
        "select distinct pid from marketing_enrollment where plan_no = $1 and pid = any($2::int[]) and state = 'through'",
        [no, pids],
      )
    ).map(({ pid }) => pid)

  /** Resolves when all of them had their first action; says of each when that was seen. */
  const allThrough = (
    no: number,
    pids: number[],
    onSeen: (pid: number, at: number) => void = () => undefined,
  ) =>
    new Promise<void>((resolve) => {
      const open = new Set(pids)
      onMoved = () => {
        const at = performance.now()
        void through(no, [...open]).then((there) => {
          for (const pid of there) if (open.delete(pid)) onSeen(pid, at)
          if (open.size === 0) resolve()
        })
      }
    })
  const people = (many: number) => Array.from({ length: many }, () => 1 + (next++ % customers))
  const record = (pids: number[], round: string) =>
    database.transaction((tx) =>
      marketing.recordEvents(
        tx,
        pids.map((pid) => ({ at: NOW, key: `bench ${process.pid} ${round} ${pid}`, name: EVENT, pid })),
      ),
    )
  const working = {
    before: async () => {
      await listening()
      worker ??= await startWorker({
        chores: [...occasionsChores(watched), ...engineChores(watched)],
        wakeups: postgresWakeups(database),
        log: console.log,
      })
    },
    after: async () => {
      await worker?.stop()
      worker = undefined
    },
  }

  const latency = (which: string, quantile: number, goal_ms: number): Case => {
    const took: number[] = []
    return {
      ...working,
      name: `trigger: from an event to its first action, ${AT_ONCE} at once, ${which}`,
      ours: async (round) => {
        const no = await listening()
        const pids = people(AT_ONCE)
        const recorded = new Map<number, number>()
        const done = allThrough(no, pids, (pid, at) => {
          if (round > 0) took.push(Math.max(0, at - (recorded.get(pid) ?? at)))
        })
        await Promise.all(
          pids.map(async (pid) => {
            await record([pid], `${which} ${round}`)
            recorded.set(pid, performance.now())
          }),
        )
        await done
      },
      rounds: ROUNDS,
      times: () => took,
      quantile,
      goal_ms,
    }
  }

  /** So many recorded in one transaction, so many transactions at the same time, until everybody had the first action. */
  const flow = (name: string, many: number, batch: number, writers: number, per_second: number): Case => ({
    ...working,
    name: `trigger: ${name}`,
    ours: async (round) => {
      const no = await listening()
      const pids = people(many)
      const done = allThrough(no, pids)
      const batches = Array.from({ length: many / batch }, (_, n) => pids.slice(n * batch, (n + 1) * batch))
      const write = async () => {
        for (let some = batches.pop(); some; some = batches.pop()) await record(some, `${name} ${round}`)
      }
      await Promise.all(Array.from({ length: writers }, write))
      await done
    },
    rounds: 3,
    per_second: many,
    goal_ms: (many / per_second) * 1000,
  })

  return [
    latency("half of them", 0.5, 4),
    latency("99 in 100", 0.99, 20),
    flow(`2,000 events and their first actions, ${AT_ONCE} at once`, 2_000, 1, AT_ONCE, 2_300),
    flow("10,000 events and their first actions, 100 in a transaction", 10_000, 100, 2, 10_000),
  ]
}
