import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const seen: [string, Record<string, unknown>] = ["trigger:did-something", { event: "waved" }]
const met: [string, Record<string, unknown>] = ["tags", { add: ["met"], remove: [] }]
const welcome = draw({ seen, met }, ["seen out met"])
/** The first card asks for facts, which are not read in the transaction that lets somebody in. */
const asked = draw({ seen, known: ["filter", { rule: { all: [] } }], met }, [
  "seen out known",
  "known yes met",
])

describe("who is let in by what happened (P5, G1)", () => {
  let world: World
  const at: Record<string, () => Promise<void> | void> = {}
  beforeEach(async () => {
    for (const point of Object.keys(at)) delete at[point]
    world = await createWorld({ start: "2026-03-02T09:00:00Z", failPoint: async (point) => at[point]?.() })
  })
  afterEach(() => world.end())

  const greet = async (canvas = welcome) => {
    const { id } = await world.marketing.savePlan({
      plan: { name: "Welcome", type: "triggered", canvas },
      actor: "a",
    })
    await world.marketing.publishPlan({ plan_id: id, actor: "a" })
    await settle(world.marketing)
    world.clock.pass({ minutes: 1 })
  }
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
    return pids
  }
  const steps = () =>
    world.database.rows<{ leased: boolean; attempts: number }>(
      "select lease_until is not null as leased, attempts from marketing_step",
    )
  const greeted = async () => (await world.database.rows("select 1 from marketing_effect")).length

  const standing = (many: number) => Array.from({ length: many }, () => ({ leased: false, attempts: 0 }))

  it("has had the first action already, where few came", async () => {
    await greet()
    await wave(3)
    await world.marketing.takeOccasions()
    expect([await greeted(), await steps()]).toEqual([3, []])
  })

  it("has had it, too, where a card asks for facts first; who has reached the goal of the plan has left (C8)", async () => {
    const rule = { fact: "profile.first_name", op: "is", value: "Ada" }
    await greet(
      draw({ seen, known: ["filter", { rule: { all: [] } }], met, won: ["goal", { rule }] }, [
        "seen out known",
        "known yes met",
      ]),
    )
    const [ada] = await wave(3)
    await world.database.run("update marketing_profile set first_name = 'Ada' where pid = $1", [ada])
    await world.marketing.takeOccasions()
    expect([await greeted(), await steps()]).toEqual([2, []])
    expect(await world.database.rows("select pid from marketing_enrollment where reason = 'goal'")).toEqual([
      { pid: ada },
    ])
  })

  it("is left to those who move people, where a crowd came, so that nobody else waits to be heard", async () => {
    await greet()
    await wave(60)
    await world.marketing.takeOccasions()
    expect(await greeted()).toBe(0)
    expect(await steps()).toEqual(standing(60))
    await world.marketing.advance()
    expect([await greeted(), await steps()]).toEqual([60, []])
  })

  it("is in with her first action, or neither: a worker that fails before the end has done nothing", async () => {
    await greet()
    await wave(2)
    let seenInside = 0
    at["engine.afterEffects"] = async () => {
      seenInside += await greeted()
      throw Object.assign(new Error("the connection is gone"), { code: "08006" })
    }
    await expect(world.marketing.takeOccasions()).rejects.toThrow("the connection is gone")
    expect([seenInside, await greeted(), await steps()]).toEqual([0, 0, []])
    expect(await world.database.rows("select 1 from marketing_enrollment")).toEqual([])
    delete at["engine.afterEffects"]
    await world.marketing.takeOccasions()
    expect([await greeted(), await steps()]).toEqual([2, []])
    expect(await world.database.rows("select 1 from marketing_step_log where node = 'met'")).toHaveLength(2)
  })

  it("is not kept out by another for whom something cannot be written: she alone is tried again (G10)", async () => {
    await greet()
    const [bad] = await wave(3)
    await world.database.run(
      `alter table marketing_effect add constraint not_her check (pid <> ${bad}) not valid`,
    )
    await world.marketing.takeOccasions()
    expect([await greeted(), await steps()]).toEqual([2, [{ leased: false, attempts: 1 }]])
    await world.database.run("alter table marketing_effect drop constraint not_her")
    world.clock.pass({ hours: 1 })
    await settle(world.marketing)
    expect([await greeted(), await steps()]).toEqual([3, []])
  })

  it("comes in first and goes on apart, where a worker died of it before", async () => {
    await greet()
    await wave(1)
    await world.database.run("update marketing_occasion set attempts = 1")
    await world.marketing.takeOccasions()
    expect([await greeted(), await steps()]).toEqual([0, standing(1)])
    await settle(world.marketing)
    expect([await greeted(), await steps()]).toEqual([1, []])
  })

  it("is moved on once by others when the worker died right after, and when it comes back behind them", async () => {
    await greet(asked)
    await wave(2)
    at["occasions.afterCommit"] = () => {
      throw new Error("the process died")
    }
    await world.marketing.takeOccasions()
    expect([await greeted(), await steps()]).toEqual([0, standing(2)])
    await world.marketing.advance()
    expect([await greeted(), await steps()]).toEqual([2, []])

    await wave(2)
    at["occasions.afterCommit"] = async () => void (await world.marketing.advance())
    await world.marketing.takeOccasions()
    expect([await greeted(), await steps()]).toEqual([4, []])
    expect(await world.database.rows("select 1 from marketing_step_log where node = 'met'")).toHaveLength(4)
  })

  it("waits where the plan was paused between coming in and going on, and goes on afterwards (P12)", async () => {
    await greet(asked)
    await wave(2)
    const plan = await world.database.one<{ id: string }>("select id from marketing_plan")
    at["occasions.afterCommit"] = async () => {
      await world.marketing.pausePlan({ plan_id: plan!.id, actor: "a" })
    }
    await world.marketing.takeOccasions()
    expect([await greeted(), await steps()]).toEqual([0, standing(2)])
    await world.marketing.resumePlan({ plan_id: plan!.id, actor: "a" })
    await settle(world.marketing)
    expect([await greeted(), await steps()]).toEqual([2, []])
  })
})
