import { addPlan, draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

describe("two workers at the same people", () => {
  let world: World
  let holdAt: string | null = null
  let held: () => void = () => undefined
  let goOn: () => void = () => undefined

  beforeEach(async () => {
    world = await createWorld({
      failPoint: (point) => {
        if (point !== holdAt) return
        holdAt = null
        held()
        return new Promise<void>((resolve) => (goOn = resolve))
      },
    })
  })
  afterEach(() => world.end())

  /** Starts moving people and stops the worker where it is told, as a long pause of its process would. */
  async function freezeAt(point: string, limit?: number): Promise<{ thaw: () => Promise<unknown> }> {
    const frozen = new Promise<void>((resolve) => (held = resolve))
    holdAt = point
    const moving = world.marketing.advance({ limit })
    await frozen
    return {
      thaw: () => {
        goOn()
        return moving
      },
    }
  }

  /** Until so many sessions wait for others' locks. */
  async function untilWaiting(count: number): Promise<void> {
    for (let waiting = 0; waiting < count; )
      waiting = (await world.database.one<{ n: number }>(
        "select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      ))!.n
  }

  const plan = () =>
    addPlan(world.database, {
      canvas: draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          give: ["benefit:points", { amount: 10 }],
          note: ["message:log", { content: { text: "Hello" } }],
        },
        ["who out give", "give granted note"],
      ),
      due_at: new Date("2026-03-02T09:00:00Z"),
    })
  const given = () =>
    world.database.one(
      `select (select count(*) from marketing_effect) as effects, (select count(*) from marketing_send) as messages,
              (select coalesce(sum(balance), 0)::int from marketing_account where role = 'customer') as points,
              (select count(*) from marketing_enrollment where state = 'through') as through`,
    )
  const everythingOnce = { effects: 20, messages: 20, points: 200, through: 20 }

  async function enroll() {
    await addPeople(
      world.database,
      Array.from({ length: 20 }, () => ({})),
    )
    await plan()
    await world.marketing.startDueRuns()
    await world.marketing.enrollRuns()
  }

  it("one that sleeps longer than its lease writes nothing when it wakes: others did it (F3, F4)", async () => {
    await enroll()
    const zombie = await freezeAt("engine.afterClaim")
    expect(await world.marketing.advance()).toBe(false)
    world.clock.pass({ seconds: 61 })
    await settle(world.marketing)
    expect(await given()).toEqual(everythingOnce)
    await zombie.thaw()
    expect(await given()).toEqual(everythingOnce)
    expect(await world.database.one("select count(*) as n from marketing_step_log")).toEqual({ n: 40 })
  })

  it("one that sleeps inside its transaction keeps its people to itself until it is done (F3)", async () => {
    await enroll()
    const slow = await freezeAt("engine.beforeCommit")
    world.clock.pass({ seconds: 61 })
    expect(await world.marketing.advance()).toBe(false)
    expect(await given()).toMatchObject({ effects: 0, messages: 0 })
    await slow.thaw()
    expect(await given()).toEqual(everythingOnce)
  })

  it("a plan paused while a worker holds its people gives them nothing until it goes on (G11, F17)", async () => {
    await enroll()
    const late = await freezeAt("engine.afterClaim")
    const { id } = (await world.database.one<{ id: string }>("select id from marketing_plan"))!
    await world.marketing.pausePlan({ plan_id: id, actor: "user_1" })
    await late.thaw()
    expect(await given()).toEqual({ effects: 0, messages: 0, points: 0, through: 0 })
    expect(await world.database.rows("select distinct lease_until, attempts from marketing_step")).toEqual([
      { lease_until: null, attempts: 0 },
    ])
    await world.marketing.resumePlan({ plan_id: id, actor: "user_1" })
    await settle(world.marketing)
    expect(await given()).toEqual(everythingOnce)
  })

  it("a pause waits for what is being written, and nobody who comes later overtakes it (G11)", async () => {
    await enroll()
    const slow = await freezeAt("engine.beforeEffects", 5)
    const { id } = (await world.database.one<{ id: string }>("select id from marketing_plan"))!
    const pausing = world.marketing.pausePlan({ plan_id: id, actor: "user_1" })
    await untilWaiting(1)
    const later = world.marketing.advance()
    await untilWaiting(2)
    await slow.thaw()
    expect(await pausing).toMatchObject({ state: "paused" })
    await later
    expect(await given()).toEqual({ effects: 5, messages: 5, points: 50, through: 5 })
  })

  it("a plan ended while a worker holds its people gives them nothing more (F19)", async () => {
    await enroll()
    const late = await freezeAt("engine.afterClaim")
    const { id } = (await world.database.one<{ id: string }>("select id from marketing_plan"))!
    await world.marketing.endPlan({ plan_id: id, actor: "user_1" })
    await late.thaw()
    expect(await given()).toMatchObject({ effects: 0, messages: 0, through: 0 })
    await world.marketing.clearStoppedRuns()
    expect(await world.database.rows("select distinct state, reason from marketing_enrollment")).toEqual([
      { state: "left", reason: "plan_ended" },
    ])
  })

  it.each(["engine.afterClaim", "engine.afterWalk", "engine.beforeEffects", "engine.beforeCommit"])(
    "what somebody waits for is not missed when it happens while a worker holds her at %s (C7)",
    async (point) => {
      const [pid] = await addPeople(world.database, [{}])
      const { id } = await world.marketing.savePlan({
        plan: {
          name: "Waits",
          canvas: draw(
            {
              who: ["conditions", { rule: { all: [] } }],
              rest: ["wait", { amount: 1, unit: "hours" }],
              wave: ["wait-for-event", { event: "waved", at_most: { amount: 9, unit: "days" } }],
            },
            ["who out rest", "rest out wave"],
          ),
        },
        actor: "user_1",
      })
      await world.marketing.publishPlan({ plan_id: id, actor: "user_1" })
      await settle(world.marketing)
      world.clock.pass({ hours: 1 })
      // But at the first of these points the worker has looked, and nobody had waved.
      const slow = await freezeAt(point)
      world.clock.pass({ seconds: 1 })
      const at = await world.clock.now()
      await world.database.transaction((tx) =>
        world.marketing.recordEvents(tx, [{ at, key: "waved:1", name: "waved", pid }]),
      )
      const waking = world.marketing.takeOccasions()
      // Inside its transaction she is locked; before it, she is woken while the worker still holds what it saw.
      await (point.startsWith("engine.before") ? untilWaiting(1) : waking)
      await slow.thaw()
      await waking
      await settle(world.marketing)
      const ways = "select node, port from marketing_step_log order by hop"
      expect(await world.database.rows(ways)).toEqual([
        { node: "rest", port: "out" },
        { node: "wave", port: "happened" },
      ])
    },
  )
})
