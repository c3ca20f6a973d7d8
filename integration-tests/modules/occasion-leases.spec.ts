import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const actor = "user_1"
const tagged = (tag: string) =>
  draw({ seen: ["trigger:did-something", { event: "waved" }], met: ["tags", { add: [tag], remove: [] }] }, [
    "seen out met",
  ])

describe("two workers that hear of the same people (P5)", () => {
  let world: World
  let plan_id: string
  let ada: number
  let holdAt: string | null
  let held: () => void
  let goOn: () => void

  beforeEach(async () => {
    holdAt = null
    world = await createWorld({
      failPoint: (point) => {
        if (point !== holdAt) return
        holdAt = null
        held()
        return new Promise<void>((resolve) => (goOn = resolve))
      },
    })
    const saved = await world.marketing.savePlan({
      plan: { name: "Met", type: "triggered", canvas: tagged("old") },
      actor,
    })
    plan_id = saved.id
    await world.marketing.publishPlan({ plan_id, actor })
    await settle(world.marketing)
    const [pid] = await addPeople(world.database, [{}])
    ada = pid!
    world.clock.pass({ minutes: 1 })
    const at = await world.clock.now()
    await world.database.transaction((tx) =>
      world.marketing.recordEvents(tx, [{ at, key: "waved", name: "waved", pid: ada }]),
    )
  })
  afterEach(() => world.end())

  /** Claims what is due and stops there, as a long pause of the process would. */
  async function freezeAt(point: string): Promise<() => Promise<unknown>> {
    const frozen = new Promise<void>((resolve) => (held = resolve))
    holdAt = point
    const taking = world.marketing.takeOccasions()
    await frozen
    const own = goOn
    return () => {
      own()
      return taking
    }
  }
  const open = () =>
    world.database.rows<{ version: number; fence: number; attempts: number; held: boolean }>(
      "select version, fence, attempts, lease_until is not null as held from marketing_occasion",
    )
  const tagsOf = async (pid: number) =>
    (await world.database.one<{ tags: string[] }>("select tags from marketing_profile where pid = $1", [
      pid,
    ]))!.tags
  const stays = () => world.database.rows("select version, state from marketing_enrollment")

  it("whose claims fall into the same millisecond are told apart: who claimed first changes nothing of the other's (F3, P20)", async () => {
    const first = await freezeAt("occasions.afterClaim")
    // What the first one holds is given to the new version, and claimed anew, while no time passes.
    await world.marketing.savePlan({ plan_id, plan: { canvas: tagged("new") }, actor })
    await world.marketing.publishPlan({ plan_id, actor })
    const second = await freezeAt("occasions.afterClaim")
    const before = await open()
    expect(before).toEqual([{ version: 2, fence: 3, attempts: 1, held: true }])
    await first()
    expect(await open()).toEqual(before)
    await second()
    expect([await open(), await stays(), await tagsOf(ada)]).toEqual([
      [],
      [{ version: 2, state: "through" }],
      ["new"],
    ])
  })

  it("one that sleeps longer than its lease lets nobody in a second time (F4, G1)", async () => {
    const zombie = await freezeAt("occasions.afterClaim")
    world.clock.pass({ seconds: 61 })
    await settle(world.marketing)
    expect([await open(), await stays()]).toEqual([[], [{ version: 1, state: "through" }]])
    await zombie()
    await settle(world.marketing)
    expect([await open(), await stays()]).toEqual([[], [{ version: 1, state: "through" }]])
    expect(await world.database.rows("select 1 from marketing_effect where pid = $1", [ada])).toHaveLength(1)
  })
})
