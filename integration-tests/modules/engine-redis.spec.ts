import { Redis } from "ioredis"
import { bullLine } from "../../src/modules/marketing/bull-line"
import { createMarketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { engineChores } from "../../src/modules/marketing/engine/chores"
import { startWorker } from "../../src/modules/marketing/engine/worker"
import { messagesChores } from "../../src/modules/marketing/messages/chores"
import { optionsSchema } from "../../src/modules/marketing/options"
import { sharedRates } from "../../src/modules/marketing/rates"
import { bullWakeups, WAKE } from "../../src/modules/marketing/wakeups"
import { addCouponTemplate } from "../support/benefits"
import { addPlan, draw } from "../support/plans"
import { quietPorts } from "../support/quiet-ports"
import { startRedis, type TestRedis } from "../support/redis"
import { addPeople, freshDatabase, standingClock } from "../support/world"

const PEOPLE = 300
const START = "2026-03-02T09:00:00Z"

describe("a plan whose workers wake each other through Redis (O3, F12, G9)", () => {
  const clock = standingClock(START)
  const log: string[] = []
  let url: string
  let database: Database
  let redis: TestRedis
  let drop: () => Promise<void>
  const stops: (() => Promise<unknown>)[] = []
  /** What happens in the middle of the next batch: its effects are written, and not yet committed. */
  let inTheMiddle: (() => Promise<unknown>) | null = null
  let didSomething: () => void = () => undefined

  beforeAll(async () => {
    const fresh = await freshDatabase()
    url = fresh.url
    drop = fresh.drop
    database = connectDatabase(url)
    redis = await startRedis()
  })
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop()
    await database.close()
    await drop()
    await redis.stop()
  })

  /** A process of the store: a line to Redis, connections and loops of its own. Answers how to wake the others. */
  async function startProcess() {
    const own = connectDatabase(url)
    const line = bullLine(`redis://127.0.0.1:${redis.port}`, (text) => log.push(text))
    const wakeups = bullWakeups(line, own, (text) => log.push(text))
    const marketing = createMarketing({
      database: {
        ...own,
        notify: (channel) => (channel === WAKE ? wakeups.wake() : own.notify(channel)),
      },
      clock,
      wakeups,
      rates: sharedRates(line, (text) => log.push(text)),
      options: optionsSchema.parse({ secret: "test-secret" }),
      ports: quietPorts((text) => log.push(text)),
      failPoint: async (point) => {
        if (point !== "engine.afterEffects") return
        const act = inTheMiddle
        inTheMiddle = null
        await act?.()
      },
    })
    const chores = [...engineChores(marketing), ...messagesChores(marketing)].map((chore) => ({
      ...chore,
      run: async () => {
        const more = await chore.run(new AbortController().signal)
        didSomething()
        return more
      },
    }))
    const worker = await startWorker({ chores, wakeups, log: (text) => log.push(text) })
    stops.push(own.close, wakeups.close, worker.stop)
    return { wake: wakeups.wake, isReady: () => line.queue().client.status === "ready" }
  }

  const count = async (text: string) => (await database.one<{ n: number }>(text))!.n
  /** Looks again each time a worker did something. */
  async function until(isSo: () => Promise<boolean> | boolean) {
    for (;;) {
      const next = new Promise<void>((resolve) => (didSomething = resolve))
      if (await isSo()) return
      await next
    }
  }

  it("takes everybody to the end once, with every effect once, though Redis is flushed, stopped and comes back", async () => {
    const pids = await addPeople(
      database,
      Array.from({ length: PEOPLE }, () => ({})),
    )
    const template_id = await addCouponTemplate({ database })
    const wait: [string, Record<string, unknown>] = ["wait", { amount: 1, unit: "days" }]
    await addPlan(database, {
      canvas: draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          coupon: ["benefit:coupon", { template_id }],
          first: wait,
          points: ["benefit:points", { amount: 10 }],
          second: wait,
          note: ["message:log", { content: { text: "Hello" } }],
          bye: ["exit"],
        },
        [
          "who out coupon",
          "coupon granted first",
          "first out points",
          "points granted second",
          "second out note",
          "note out bye",
        ],
      ),
      due_at: new Date(START),
    })
    inTheMiddle = async () => {
      const client = new Redis(redis.port)
      await client.flushall()
      client.disconnect()
    }
    const [one, other] = [await startProcess(), await startProcess()]
    const waiting = (node: string) =>
      count(`select count(*) as n from marketing_step where node = '${node}' and state = 'ready'`)
    await until(async () => (await waiting("first")) === PEOPLE)
    expect(inTheMiddle).toBeNull()

    inTheMiddle = () => redis.stop()
    clock.pass({ days: 1 })
    await one.wake()
    await until(async () => (await waiting("second")) === PEOPLE)
    expect(inTheMiddle).toBeNull()
    await until(() => log.some((line) => line.includes("Redis is away")))

    redis = await startRedis(redis.port)
    await until(() => one.isReady() && other.isReady())
    clock.pass({ days: 1 })
    await other.wake()
    await until(
      async () => (await count("select count(*) as n from marketing_plan where state = 'ended'")) > 0,
    )
    await until(
      async () => (await count("select count(*) as n from marketing_send where state = 'sent'")) === PEOPLE,
    )

    expect(
      await database.rows("select state, reason, count(*) as n from marketing_enrollment group by 1, 2"),
    ).toEqual([{ state: "left", reason: "exit", n: PEOPLE }])
    expect(await count("select count(*) as n from marketing_step")).toBe(0)
    for (const [what, each] of [
      ["coupons", "select pid from marketing_coupon"],
      [
        "points",
        `select a.pid from marketing_entry e join marketing_account a on a.id = e.account_id
          where a.role = 'customer' and e.amount = 10`,
      ],
      ["notes", "select pid from marketing_send"],
      [
        "ends",
        "select e.pid from marketing_step_log l join marketing_enrollment e on e.id = l.enrollment_id where l.node = 'bye'",
      ],
    ] as const)
      expect({
        what,
        pids: (await database.rows<{ pid: number }>(`${each} order by pid`)).map(({ pid }) => pid),
      }).toEqual({ what, pids })
  })
})
