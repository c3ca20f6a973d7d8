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
  async function freezeAt(point: string): Promise<{ thaw: () => Promise<unknown> }> {
    const frozen = new Promise<void>((resolve) => (held = resolve))
    holdAt = point
    const moving = world.marketing.advance()
    await frozen
    return {
      thaw: () => {
        goOn()
        return moving
      },
    }
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
})
