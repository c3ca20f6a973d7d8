import { addPlan, draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

describe("a plan in batches that is interrupted while people come in (P11, F17)", () => {
  let world: World
  let atPage: (() => Promise<unknown>) | undefined
  beforeEach(async () => {
    world = await createWorld({
      failPoint: async (point) => {
        if (point !== "enroll.afterCommit") return
        const once = atPage
        atPage = undefined
        await once?.()
      },
    })
  })
  afterEach(() => world.end())

  it("counts its batches on where it was, though who is in already is meant no more", async () => {
    const { marketing, database } = world
    const pids = await addPeople(
      database,
      Array.from({ length: 20 }, () => ({ tags: ["new"] })),
    )
    const { plan_id } = await addPlan(database, {
      canvas: draw(
        {
          who: ["conditions", { rule: { fact: "profile.tags", op: "has_any", value: ["new"] } }],
          met: ["tags", { add: ["met"], remove: ["new"] }],
          stay: ["wait", { amount: 30, unit: "days" }],
        },
        ["who out met", "met out stay"],
      ),
      settings: { batch: { size: 5, every_minutes: 10 } },
      due_at: await world.clock.now(),
    })
    await marketing.startDueRuns()
    atPage = () => marketing.pausePlan({ plan_id, actor: "a" })
    await marketing.enrollRuns({ page_size: 10 })
    await marketing.resumePlan({ plan_id, actor: "a" })
    // The first five are met, and no longer new.
    while (await marketing.advance());
    await settle(marketing)

    const met: number[] = []
    for (let batch = 0; batch < 5; batch++) {
      met.push(
        (await database.one<{ n: number }>(
          "select count(*) as n from marketing_profile where tags @> '{met}' and pid = any($1::int[])",
          [pids],
        ))!.n,
      )
      world.clock.pass({ minutes: 10 })
      await settle(marketing)
    }
    expect(met).toEqual([5, 10, 15, 20, 20])
  })
})
