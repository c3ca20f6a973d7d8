import { createMarketing } from "../../src/modules/marketing/create-marketing"
import { optionsSchema } from "../../src/modules/marketing/options"
import { addPlan, draw, settle } from "../support/plans"
import { quietPorts } from "../support/quiet-ports"
import { addPeople, createWorld, type World } from "../support/world"

const DUE = new Date("2026-03-02T09:00:00Z")

describe("people in a plan, whatever happens around them", () => {
  let world: World
  let atPoint: Record<string, () => Promise<unknown>> = {}
  beforeEach(async () => {
    atPoint = {}
    world = await createWorld({
      failPoint: async (point) => {
        const happen = atPoint[point]
        delete atPoint[point]
        await happen?.()
      },
    })
    await addPeople(
      world.database,
      Array.from({ length: 20 }, () => ({})),
    )
  })
  afterEach(() => world.end())

  const plan = (due_at = DUE) =>
    addPlan(world.database, {
      canvas: draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          give: ["benefit:points", { amount: 10 }],
          rest: ["wait", { amount: 2, unit: "hours" }],
          note: ["message:log", { content: { text: "Hello" } }],
        },
        ["who out give", "give granted rest", "rest out note"],
      ),
      due_at,
    })
  const given = () =>
    world.database.one(
      `select (select count(*) from marketing_enrollment) as entered, (select count(*) from marketing_send) as messages,
              (select coalesce(sum(balance), 0)::int from marketing_account where role = 'customer') as points,
              (select count(*) from marketing_run where state <> 'scheduled') as runs`,
    )
  const everythingOnce = { entered: 20, messages: 20, points: 200, runs: 1 }

  it("get everything once while the clock jumps a day back and two days forth (F5, G9)", async () => {
    await plan()
    await world.marketing.startDueRuns()
    await world.marketing.enrollRuns()
    // Back while a worker holds some of them: their leases end a day later than they should, and no sooner.
    atPoint["engine.afterClaim"] = async () => world.clock.pass({ days: -1 })
    await world.marketing.advance({ limit: 5 })
    expect(await given()).toMatchObject({ points: 50 })
    await settle(world.marketing)
    world.clock.pass({ days: 2 })
    await settle(world.marketing)
    world.clock.pass({ days: -1 })
    await settle(world.marketing)
    world.clock.pass({ days: 2 })
    await settle(world.marketing)
    expect(await given()).toEqual(everythingOnce)
  })

  it("do not depend on the clock of the process: the database's decides (F5)", async () => {
    const { database } = world
    const marketing = createMarketing({
      database,
      options: optionsSchema.parse({ secret: "test-secret" }),
      ports: quietPorts(),
    })
    const { now } = (await database.one<{ now: Date }>("select now() as now"))!
    await plan(new Date(now.getTime() + 3_600_000))
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(now.getTime() + 30 * 86_400_000) })
    try {
      await settle(marketing)
      expect(await given()).toMatchObject({ entered: 0, runs: 0 })
      // A moment of the database is finer than one of ours: "now" may still lie ahead.
      await database.run("update marketing_run set due_at = now() - interval '1 second'")
      vi.setSystemTime(new Date("2001-01-01"))
      await settle(marketing)
      expect(await given()).toMatchObject({ entered: 20, messages: 0, points: 200 })
    } finally {
      vi.useRealTimers()
    }
  })

  it("get what was due while the store was down for two days, once and late (F10)", async () => {
    await plan()
    world.clock.pass({ days: 2 })
    await settle(world.marketing)
    world.clock.pass({ days: 2 })
    await settle(world.marketing)
    expect(await given()).toEqual(everythingOnce)
  })

  it("come in page by page, no page after a pause, and all of them once after it (F16, F17, G1)", async () => {
    const { plan_id } = await plan()
    await world.marketing.startDueRuns()
    atPoint["enroll.afterCommit"] = () => world.marketing.pausePlan({ plan_id, actor: "user_1" })
    await world.marketing.enrollRuns({ page_size: 6 })
    expect(await given()).toMatchObject({ entered: 6 })
    await settle(world.marketing)
    expect(await given()).toMatchObject({ entered: 6, points: 0 })
    await world.marketing.resumePlan({ plan_id, actor: "user_1" })
    await world.marketing.enrollRuns({ page_size: 6 })
    await settle(world.marketing)
    expect(await given()).toMatchObject({ entered: 20, points: 200 })
  })

  it("come in all the same when the plan is paused and goes on again between two pages (F17, G1)", async () => {
    const { plan_id } = await plan()
    await world.marketing.startDueRuns()
    atPoint["enroll.afterCommit"] = async () => {
      await world.marketing.pausePlan({ plan_id, actor: "user_1" })
      // The next page finds the plan paused; a moment later it is not any more.
      atPoint["enroll.beforeCommit"] = () => world.marketing.resumePlan({ plan_id, actor: "user_1" })
    }
    await world.marketing.enrollRuns({ page_size: 6 })
    await settle(world.marketing)
    expect(await given()).toMatchObject({ entered: 20, points: 200 })
  })

  it("walk on as it was published when they came in, whatever is drawn or published later (F18)", async () => {
    const { plan_no } = await plan()
    await settle(world.marketing)
    const other = draw({ who: ["conditions", { rule: { all: [] } }], bye: ["exit"] }, ["who out bye"])
    await world.database.run("update marketing_plan set canvas = $2, version = 2 where no = $1", [
      plan_no,
      JSON.stringify(other),
    ])
    await world.database.run(
      "insert into marketing_plan_version (plan_no, version, settings, canvas, published_at) values ($1, 2, '{}', $2, $3)",
      [plan_no, JSON.stringify(other), DUE],
    )
    world.clock.pass({ hours: 2 })
    await settle(world.marketing)
    expect(await given()).toEqual(everythingOnce)
    expect(await world.database.rows("select distinct state, version from marketing_enrollment")).toEqual([
      { state: "through", version: 1 },
    ])
  })
})
