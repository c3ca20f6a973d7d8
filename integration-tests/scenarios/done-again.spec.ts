import { liveUntil, waysReally, waysReplayed } from "../support/past-and-really"
import { draw } from "../support/plans"
import { publishTriggered } from "../support/waving"
import { addPeople, createWorld, type World } from "../support/world"

const HOUR = 3_600_000

describe("a trigger that waits, and people who do it again, or something like it (P5)", () => {
  let world: World
  let plan_id: string
  let ada: number
  let ben: number
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    plan_id = await publishTriggered(world, {
      name: "Still looking for shoes?",
      canvas: draw(
        {
          looked: [
            "trigger:did-something",
            {
              event: "searched",
              where: { query: { contains: "shoe" } },
              wait: { amount: 1, unit: "hours" },
              unless: { event: "order_placed" },
            },
          ],
          note: ["message:log", { content: { text: "These might fit." } }],
        },
        ["looked out note"],
      ),
    })
    ;[ada, ben] = (await addPeople(world.database, [{ first_name: "Ada" }, { first_name: "Ben" }])) as [
      number,
      number,
    ]
  })
  afterEach(() => world.end())

  const searches = async (pid: number, query: string, more = 0) => {
    const at = new Date((await world.clock.now()).getTime() + more)
    await world.database.transaction((tx) =>
      world.marketing.recordEvents(tx, [
        { at, key: `${pid}:${query}:${at.getTime()}`, name: "searched", pid, props: { query } },
      ]),
    )
  }

  it("Ada, who looked for shoes and then for socks, comes in an hour after the shoes; Ben, who looked for shoes again, an hour after that, once; and so says the replay (P15)", async () => {
    world.clock.pass({ minutes: 60 })
    const began = (await world.clock.now()).getTime()
    for (const pid of [ada, ben]) await searches(pid, "red shoes")
    await liveUntil(world, new Date(began + HOUR / 2))
    await searches(ada, "socks")
    await searches(ben, "blue shoes")
    await liveUntil(world, new Date(began + 4 * HOUR))

    const ways = await waysReally(world, plan_id)
    expect(ways.map(({ pid, entered_at }) => [pid, Date.parse(entered_at) - began])).toEqual([
      [ada, HOUR],
      [ben, 1.5 * HOUR],
    ])
    const replay = await world.marketing.replayPlan({ plan_id, actor: "a", days: 2 })
    expect(waysReplayed(replay).map(({ pid, entered_at }) => [pid, Date.parse(entered_at) - began])).toEqual([
      [ada, HOUR],
      [ben, 1.5 * HOUR],
    ])
  })

  it("who is told to have looked for shoes twice in one moment comes in once", async () => {
    world.clock.pass({ minutes: 60 })
    const began = (await world.clock.now()).getTime()
    await searches(ada, "red shoes")
    await searches(ada, "blue shoes")
    await liveUntil(world, new Date(began + 4 * HOUR))
    expect(await waysReally(world, plan_id)).toMatchObject([{ pid: ada, ended: "" }])
  })
})
