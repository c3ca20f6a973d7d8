import { canvasSchema } from "../../src/core/canvas/schema"
import { engineChores } from "../../src/modules/marketing/engine/chores"
import { startWorker, type Worker } from "../../src/modules/marketing/engine/worker"
import { occasionsChores } from "../../src/modules/marketing/occasions/chores"
import { postgresWakeups } from "../../src/modules/marketing/wakeups"
import type { Case, Ground } from "../bench"
import { NOW } from "../store"

const AT_ONCE = 10
const ROUNDS = 100

/** From an event to the first thing that a plan does about it, by a worker that had nothing else to do. */
export const triggerCases = ({ database, marketing, customers }: Ground): Case[] => {
  let plan_no: number | undefined
  let worker: Worker | undefined
  let done = 0

  const listening = async (): Promise<number> => {
    if (plan_no) return plan_no
    const place = { position: { x: 0, y: 0 } }
    const canvas = canvasSchema.parse({
      nodes: [
        { id: "seen", kind: "trigger:did-something", settings: { event: "bench_seen" }, ...place },
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
  const through = async (no: number) =>
    (await database.one<{ n: number }>(
      "select count(*) as n from marketing_enrollment where plan_no = $1 and state = 'through'",
      [no],
    ))!.n

  const latency = (which: string, quantile: number, goal_ms: number): Case => ({
    name: `trigger: from ${AT_ONCE} events at once until each had its first action, ${which}`,
    before: async () => {
      const no = await listening()
      done = await through(no)
      worker ??= await startWorker({
        chores: [...occasionsChores(marketing), ...engineChores(marketing)],
        wakeups: postgresWakeups(database),
        log: console.log,
      })
    },
    ours: async (round) => {
      const no = await listening()
      const record = (nth: number) =>
        database.transaction((tx) =>
          marketing.recordEvents(tx, [
            {
              at: NOW,
              key: `bench ${process.pid} ${which} ${round} ${nth}`,
              name: "bench_seen",
              pid: 1 + (((round * AT_ONCE + nth) * 7_919) % customers),
            },
          ]),
        )
      await Promise.all(Array.from({ length: AT_ONCE }, (_, nth) => record(nth)))
      while ((await through(no)) < done + AT_ONCE) await new Promise((resolve) => setTimeout(resolve, 1))
      if (round < ROUNDS) return
      await worker?.stop()
      worker = undefined
    },
    rounds: ROUNDS,
    quantile,
    goal_ms,
  })

  return [latency("half of them", 0.5, 4), latency("99 in 100", 0.99, 20)]
}
