import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const AN_HOUR = { amount: 1, unit: "hours" }

describe("a plan that begins with what somebody does, and is paused (P5)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
  })
  afterEach(() => world.end())

  const publish = async (seen: object) => {
    const canvas = draw(
      { seen: ["trigger:did-something", { event: "waved", wait: AN_HOUR, ...seen }], note: ["join"] },
      ["seen out note"],
    )
    const { id } = await world.marketing.savePlan({
      plan: { name: "A plan", type: "triggered", canvas },
      actor: "a",
    })
    await world.marketing.publishPlan({ plan_id: id, actor: "a" })
    return id
  }
  const pass = async (span: Parameters<World["clock"]["pass"]>[0] = {}) => {
    world.clock.pass(span)
    await settle(world.marketing)
  }
  const person = async (first_name: string) => (await addPeople(world.database, [{ first_name }]))[0]!
  const does = async (pid: number, name: string) => {
    const at = await world.clock.now()
    await world.database.transaction((tx) =>
      world.marketing.recordEvents(tx, [
        { at, key: `${name}:${pid}:${at.getTime()}`, name, pid, trusted: true },
      ]),
    )
  }
  const cameIn = async () =>
    (
      await world.database.rows<{ name: string }>(
        "select first_name as name from marketing_enrollment join marketing_profile using (pid) order by id",
      )
    ).map(({ name }) => name)
  const heard = () => world.database.rows("select * from marketing_occasion")

  it("counts by when something happened: Ada, who did it before, comes in when the plan goes on; Ben, who did it meanwhile, never (P12)", async () => {
    const plan_id = await publish({ unless: { event: "left" } })
    const [ada, ben, cleo, dan] = [
      await person("Ada"),
      await person("Ben"),
      await person("Cleo"),
      await person("Dan"),
    ]
    for (const pid of [ada, cleo, dan]) await does(pid, "waved")
    await pass({ minutes: 55 })
    await world.marketing.pausePlan({ plan_id, actor: "a" })
    await does(ben, "waved")
    await pass({ minutes: 2 })
    // Of Cleo it does not hold any more when the plan goes on; Dan's hour began anew while nothing counted.
    await does(cleo, "left")
    await does(dan, "waved")
    await pass({ hours: 3 })
    expect(await cameIn()).toEqual([])
    await world.marketing.resumePlan({ plan_id, actor: "a" })
    await pass()
    expect(await cameIn()).toEqual(["Ada"])
    await pass({ hours: 30 })
    expect(await cameIn()).toEqual(["Ada"])
    expect(await heard()).toEqual([])
  })

  it("is too late for what was due more than a day before it goes on (P12)", async () => {
    const plan_id = await publish({})
    await does(await person("Ada"), "waved")
    await world.marketing.pausePlan({ plan_id, actor: "a" })
    await pass({ hours: 2 })
    expect(await heard()).toHaveLength(1)
    await pass({ hours: 24 })
    await world.marketing.resumePlan({ plan_id, actor: "a" })
    await pass({ hours: 1 })
    expect(await cameIn()).toEqual([])
    expect(await heard()).toEqual([])
  })

  it("lets in by its new version who waited, when it is published meanwhile (P12, P20)", async () => {
    const plan_id = await publish({})
    await does(await person("Ada"), "waved")
    await pass({ minutes: 30 })
    await world.marketing.pausePlan({ plan_id, actor: "a" })
    await pass({ hours: 1 })
    const { canvas } = await world.marketing.getPlan({ plan_id })
    const other = {
      ...canvas,
      nodes: canvas.nodes.map((node) => (node.id === "note" ? { ...node, kind: "do-nothing" } : node)),
    }
    await world.marketing.savePlan({ plan_id, plan: { canvas: other }, actor: "a" })
    await world.marketing.publishPlan({ plan_id, actor: "a" })
    await pass({ hours: 1 })
    expect(await cameIn()).toEqual([])
    await world.marketing.resumePlan({ plan_id, actor: "a" })
    await pass()
    expect(await cameIn()).toEqual(["Ada"])
    expect(await world.database.rows("select version from marketing_enrollment")).toEqual([{ version: 2 }])
  })
})
