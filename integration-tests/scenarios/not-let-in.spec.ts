import { draw, settle } from "../support/plans"
import { publishTriggered, SEEN_WAVING, wave } from "../support/waving"
import { addPeople, createWorld, type World } from "../support/world"

describe("Ada, who could not be let in whatever was tried (G10)", () => {
  let world: World
  let plan_id: string
  beforeEach(async () => {
    world = await createWorld()
    const { marketing, database, clock } = world
    plan_id = await publishTriggered(world, {
      name: "Hello",
      canvas: draw({ seen: SEEN_WAVING, met: ["tags", { add: ["met"], remove: [] }] }, ["seen out met"]),
    })
    const [ada] = await addPeople(database, [{ first_name: "Ada" }])
    await database.run(
      `create function refuse_her() returns trigger language plpgsql as $$ begin raise exception 'her row is broken'; end $$`,
    )
    await database.run(
      "create trigger refuse_her before insert on marketing_enrollment for each row execute function refuse_her()",
    )
    clock.pass({ minutes: 1 })
    await wave(world, [ada!])
    for (let hour = 0; hour < 8; hour++) {
      clock.pass({ hours: 1 })
      await settle(marketing)
    }
    expect((await marketing.readHealth()).occasions).toMatchObject({ parked: 1 })
  })
  afterEach(() => world.end())

  it("comes in when somebody says so, were it days later", async () => {
    const { marketing, database, clock } = world
    await database.run("drop trigger refuse_her on marketing_enrollment")
    clock.pass({ days: 3 })
    expect(await marketing.retryParked({ plan_id })).toBe(1)
    await settle(marketing)
    expect(await database.rows("select state from marketing_enrollment")).toEqual([{ state: "through" }])
  })

  it("is too late in the end where nothing moves for a day after that", async () => {
    const { marketing, database, clock } = world
    await database.run("drop trigger refuse_her on marketing_enrollment")
    clock.pass({ days: 3 })
    await marketing.pausePlan({ plan_id, actor: "a" })
    await marketing.retryParked({ plan_id })
    await settle(marketing)
    clock.pass({ hours: 25 })
    await settle(marketing)
    await marketing.resumePlan({ plan_id, actor: "a" })
    await settle(marketing)
    expect(await database.rows("select 1 from marketing_enrollment")).toEqual([])
  })

  it("waits for nobody's decision any more when the plan is over (G15)", async () => {
    const { marketing } = world
    await marketing.endPlan({ plan_id, actor: "a" })
    await marketing.stopListening()
    expect((await marketing.readHealth()).occasions).toMatchObject({ parked: 0 })
    expect(await marketing.listParked({ plan_id })).toMatchObject({ count: 0 })
    expect(await marketing.listStuckCards()).toMatchObject({ count: 0 })
  })
})
