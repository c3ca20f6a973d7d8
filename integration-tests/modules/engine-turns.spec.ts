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

  const everybody = { all: [] }
  const named = (value: string) => ({ fact: "profile.first_name", op: "is", value })
  /** Whoever comes in stays; `who` may come in. */
  const resting = (rule: object, due_at: Date) =>
    addPlan(database, {
      due_at,
      canvas: draw({ who: ["conditions", { rule }], rest: ["wait", { amount: 1, unit: "days" }] }, [
        "who out rest",
      ]),
    })
  const inside = async (plan_no: number) =>
    (await database.one<{ n: number }>(
      "select count(*)::int as n from marketing_enrollment where plan_no = $1",
      [plan_no],
    ))!.n
  const hundred = () =>
    addPeople(
      database,
      Array.from({ length: 100 }, (_, nth) => ({ first_name: nth === 0 ? "Ada" : "Ben" })),
    )

  it("a small run does not wait for a large one to be taken in, nor one that becomes due in its middle (P11, G10, F16)", async () => {
    await hundred()
    const now = await clock.now()
    const large = await resting(everybody, now)
    const small = await resting(named("Ada"), now)
    const later = await resting(named("Ada"), new Date(now.getTime() + 60_000))
    const seen: Record<string, number[]> = {}
    const whenDone = async (name: string, plan_no: number) => {
      if (!seen[name] && (await inside(plan_no)) === 1) seen[name] = [await inside(large.plan_no)]
    }
    const parts = marketing({}, async (point) => {
      if (point !== "enroll.afterCommit") return
      await whenDone("small", small.plan_no)
      await whenDone("later", later.plan_no)
      if ((await inside(large.plan_no)) === 30) {
        clock.pass({ minutes: 2 })
        await parts.startDueRuns()
      }
    })
    await parts.startDueRuns()
    expect(await parts.enrollRuns({ page_size: 10 })).toBe(true)
    expect(seen).toEqual({ small: [20], later: [30] })
    expect(await inside(large.plan_no)).toBe(100)
    expect(await database.rows("select distinct state from marketing_run")).toEqual([{ state: "running" }])
  })

  it("a run that cannot take people in does not end the intake of another one that is open (G10)", async () => {
    await hundred()
    const large = await resting(everybody, await clock.now())
    const small = await resting(named("Ada"), await clock.now())
    let died = 0
    const parts = marketing({}, async (point) => {
      if (point !== "enroll.beforeCommit" || died > 0) return
      if ((await inside(large.plan_no)) < 50) return
      died++
      throw new Error("died in the middle")
    })
    await parts.startDueRuns()
    await expect(parts.enrollRuns({ page_size: 10 })).rejects.toThrow("died in the middle")
    expect([await inside(large.plan_no), await inside(small.plan_no)]).toEqual([50, 1])
    await parts.enrollRuns({ page_size: 10 })
    expect(await inside(large.plan_no)).toBe(100)
  })

  it("a worker that is stopped while it takes people in leaves the rest to the next one, and keeps no lock (F4)", async () => {
    await hundred()
    const large = await resting(everybody, await clock.now())
    let stopped: Promise<void> | undefined
    const parts = marketing({}, async (point) => {
      if (point === "enroll.afterCommit" && (await inside(large.plan_no)) === 20) stopped ??= worker.stop()
    })
    const takeIn = { name: "take people in", every_ms: 5_000 }
    await parts.startDueRuns()
    const worker = await startWorker({
      chores: [{ ...takeIn, run: (stopping) => parts.enrollRuns({ page_size: 10, stopping }) }],
      wakeups: { wake: async () => undefined, listen: async () => async () => undefined } as never,
      log: () => undefined,
    })
    await vi.waitFor(() => expect(stopped).toBeDefined())
    await stopped
    expect(await inside(large.plan_no)).toBe(20)
    const other = marketing()
    expect(await other.enrollRuns({ page_size: 10 })).toBe(true)
    expect(await inside(large.plan_no)).toBe(100)
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
