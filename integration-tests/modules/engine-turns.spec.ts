import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { engineChores } from "../../src/modules/marketing/engine/chores"
import { startWorker } from "../../src/modules/marketing/engine/worker"
import { optionsSchema } from "../../src/modules/marketing/options"
import type { FailPoint } from "../../src/modules/marketing/ports"
import { MarketingService } from "../../src/modules/marketing/service"
import { oneConnectionEach } from "../support/one-connection"
import { addPlan, createMarketingWith, draw } from "../support/plans"
import { quietPorts } from "../support/quiet-ports"
import { addPeople, freshDatabase, standingClock } from "../support/world"

describe("who moves people, and whose turn it is", () => {
  let database: Database
  let drop: () => Promise<void>
  const clock = standingClock("2026-03-02T09:00:00Z")
  beforeEach(async () => {
    const fresh = await freshDatabase()
    drop = fresh.drop
    database = connectDatabase(fresh.url)
  })
  afterEach(async () => {
    await database.close()
    await drop()
  })
  const marketing = (replaced: Record<string, (parts: never) => unknown> = {}, failPoint?: FailPoint) =>
    createMarketingWith(
      {
        failPoint,
        ...oneConnectionEach({ database, clock }),
        options: optionsSchema.parse({ secret: "test-secret", checkout_hooks: false }),
        ports: quietPorts(),
      },
      replaced,
    )
  const through = async (plan_no: number) =>
    (await database.one<{ n: number }>(
      "select count(*)::int as n from marketing_enrollment where plan_no = $1 and state = 'through'",
      [plan_no],
    ))!.n

  it("a plan of one person is not behind one of a hundred: each is moved in its turn (G10, F16)", async () => {
    await addPeople(
      database,
      Array.from({ length: 100 }, (_, nth) => ({ first_name: nth === 0 ? "Ada" : "Ben" })),
    )
    const due_at = await clock.now()
    const plan = (rule: object) =>
      addPlan(database, {
        due_at,
        canvas: draw({ who: ["conditions", { rule }], mark: ["tags", { add: ["met"] }] }, ["who out mark"]),
      })
    const large = await plan({ all: [] })
    const small = await plan({ fact: "profile.first_name", op: "is", value: "Ada" })
    const { startDueRuns, enrollRuns, advance } = marketing()
    await startDueRuns()
    await enrollRuns()
    const after: number[][] = []
    for (let turn = 0; turn < 3; turn++) {
      await advance({ limit: 10 })
      after.push([await through(large.plan_no), await through(small.plan_no)])
    }
    expect(after).toEqual([
      [10, 0],
      [10, 1],
      [20, 1],
    ])
  })

  it("a worker that is stopped in the middle of moving people is through with them: nobody stays leased (F4)", async () => {
    await addPeople(database, [{}, {}])
    await addPlan(database, {
      due_at: await clock.now(),
      canvas: draw(
        { who: ["conditions", { rule: { all: [] } }], rest: ["wait", { amount: 1, unit: "days" }] },
        ["who out rest"],
      ),
    })
    let claimed: () => void = () => undefined
    const isClaimed = new Promise<void>((resolve) => (claimed = resolve))
    let goOn: () => void = () => undefined
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve))
    const parts = marketing({}, async (point) => {
      if (point !== "engine.afterClaim") return
      claimed()
      await mayGoOn
    })
    await parts.startDueRuns()
    await parts.enrollRuns()
    const worker = await startWorker({
      chores: engineChores(parts),
      wakeups: { wake: async () => undefined, listen: async () => async () => undefined } as never,
      log: () => undefined,
    })
    await isClaimed
    const stopped = worker.stop()
    goOn()
    await stopped
    expect(await database.rows("select state, lease_until from marketing_step")).toEqual([
      { state: "ready", lease_until: null },
      { state: "ready", lease_until: null },
    ])
  })

  it.each([
    ["shared", true],
    ["worker", true],
    ["server", false],
  ])("a store that runs as %s works in the background: %s (O3)", async (worker_mode, works) => {
    let looked = 0
    const looking = () => async () => {
      looked++
      return false
    }
    const parts = marketing({ startDueRuns: looking, enrollRuns: looking, advance: looking })
    const service = new MarketingService(parts as never, {}, { worker_mode })
    await service.__hooks.onApplicationStart()
    if (works) await vi.waitFor(() => expect(looked).toBeGreaterThan(0))
    await service.__hooks.onApplicationPrepareShutdown()
    expect(looked > 0).toBe(works)
  })
})
