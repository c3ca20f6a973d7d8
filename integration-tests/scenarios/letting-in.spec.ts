import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const welcome = draw(
  { seen: ["trigger:did-something", { event: "waved" }], met: ["tags", { add: ["met"], remove: [] }] },
  ["seen out met"],
)

describe("who is let in by what happened (P5, G1)", () => {
  let world: World
  const at: Record<string, () => Promise<void> | void> = {}
  beforeEach(async () => {
    for (const point of Object.keys(at)) delete at[point]
    world = await createWorld({ start: "2026-03-02T09:00:00Z", failPoint: async (point) => at[point]?.() })
    const { id } = await world.marketing.savePlan({
      plan: { name: "Welcome", type: "triggered", canvas: welcome },
      actor: "a",
    })
    await world.marketing.publishPlan({ plan_id: id, actor: "a" })
    await settle(world.marketing)
    world.clock.pass({ minutes: 1 })
  })
  afterEach(() => world.end())

  const wave = async (people: number) => {
    const pids = await addPeople(
      world.database,
      Array.from({ length: people }, () => ({})),
    )
    const now = await world.clock.now()
    await world.database.transaction((tx) =>
      world.marketing.recordEvents(
        tx,
        pids.map((pid) => ({ at: now, key: `waved ${pid}`, name: "waved", pid })),
      ),
    )
  }
  const steps = () =>
    world.database.rows<{ leased: boolean; attempts: number }>(
      "select lease_until is not null as leased, attempts from marketing_step",
    )
  const met = async () => (await world.database.rows("select 1 from marketing_effect")).length

  it("has had the first action already, where few came", async () => {
    await wave(3)
    await world.marketing.takeOccasions()
    expect([await met(), await steps()]).toEqual([3, []])
  })

  it("is left to those who move people, where a crowd came, so that nobody else waits to be heard", async () => {
    await wave(60)
    await world.marketing.takeOccasions()
    expect(await met()).toBe(0)
    const standing = await steps()
    expect(standing).toHaveLength(60)
    expect(standing).toEqual(standing.map(() => ({ leased: false, attempts: 0 })))
    await world.marketing.advance()
    expect([await met(), await steps()]).toEqual([60, []])
  })

  it("is moved on once by others when the worker died right after, and when it wakes up again behind them", async () => {
    await wave(2)
    at["occasions.afterCommit"] = () => {
      throw new Error("the process died")
    }
    await world.marketing.takeOccasions()
    expect(await steps()).toEqual([
      { leased: true, attempts: 0 },
      { leased: true, attempts: 0 },
    ])
    await world.marketing.advance()
    expect(await met()).toBe(0)
    world.clock.pass({ minutes: 2 })
    await world.marketing.advance()
    expect([await met(), await steps()]).toEqual([2, []])

    await wave(2)
    at["occasions.afterCommit"] = async () => {
      // It slept past its lease, and the others did its work.
      world.clock.pass({ minutes: 2 })
      await world.marketing.advance()
    }
    await world.marketing.takeOccasions()
    expect([await met(), await steps()]).toEqual([4, []])
    expect(await world.database.rows("select 1 from marketing_step_log where node = 'met'")).toHaveLength(4)
  })

  it("waits where the plan was paused between coming in and going on, and goes on afterwards (P12)", async () => {
    await wave(2)
    const plan = await world.database.one<{ id: string }>("select id from marketing_plan")
    at["occasions.afterCommit"] = async () => {
      await world.marketing.pausePlan({ plan_id: plan!.id, actor: "a" })
    }
    await world.marketing.takeOccasions()
    expect(await met()).toBe(0)
    expect(await steps()).toEqual([
      { leased: false, attempts: 0 },
      { leased: false, attempts: 0 },
    ])
    await world.marketing.resumePlan({ plan_id: plan!.id, actor: "a" })
    await settle(world.marketing)
    expect([await met(), await steps()]).toEqual([2, []])
  })
})
