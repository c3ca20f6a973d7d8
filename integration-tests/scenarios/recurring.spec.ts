import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const SECOND = 1000
const letter = draw(
  { who: ["conditions", { rule: { all: [] } }], points: ["benefit:points", { amount: 10 }] },
  ["who out points"],
)

/** What Ada is promised, by the calendar on the wall of a store in Berlin, and what that is in UTC. */
const PROMISES: [promise: string, begins: string, schedule: object, moments: string[]][] = [
  [
    "every day at ten, also when the clocks go forward",
    "2026-03-27T12:00:00Z",
    { every: "day", time: "10:00", to: "2026-03-31" },
    ["2026-03-28T09:00", "2026-03-29T08:00", "2026-03-30T08:00", "2026-03-31T08:00"],
  ],
  [
    "every third day at half past two, which one day does not have: then at three",
    "2026-03-25T12:00:00Z",
    { every: "day", interval: 3, time: "02:30", from: "2026-03-26", to: "2026-04-04" },
    ["2026-03-26T01:30", "2026-03-29T01:00", "2026-04-01T00:30", "2026-04-04T00:30"],
  ],
  [
    "every day at half past two, which one day has twice: the first time only",
    "2026-10-23T12:00:00Z",
    { every: "day", time: "02:30", to: "2026-10-27" },
    ["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30", "2026-10-27T01:30"],
  ],
  [
    "every Monday and Thursday",
    "2026-03-16T12:00:00Z",
    { every: "week", on: ["mon", "thu"], time: "09:30", to: "2026-03-31" },
    ["2026-03-19T08:30", "2026-03-23T08:30", "2026-03-26T08:30", "2026-03-30T07:30"],
  ],
  [
    "every other Friday, counted from the first",
    "2026-03-16T12:00:00Z",
    { every: "week", interval: 2, on: ["fri"], time: "09:30", from: "2026-03-16", to: "2026-04-20" },
    ["2026-03-20T08:30", "2026-04-03T07:30", "2026-04-17T07:30"],
  ],
  [
    "on the first and the 31st, in shorter months on the last day",
    "2026-01-15T12:00:00Z",
    { every: "month", on: [1, 31], time: "10:00", to: "2026-04-30", missing_day: "last" },
    [
      ...["2026-01-31T09:00", "2026-02-01T09:00", "2026-02-28T09:00", "2026-03-01T09:00"],
      ...["2026-03-31T08:00", "2026-04-01T08:00", "2026-04-30T08:00"],
    ],
  ],
  [
    "on the 30th, in February not at all",
    "2026-01-15T12:00:00Z",
    { every: "month", on: [30], time: "10:00", to: "2026-04-30", missing_day: "skip" },
    ["2026-01-30T09:00", "2026-03-30T08:00", "2026-04-30T08:00"],
  ],
  [
    "every third month on the 29th, from February of a leap year",
    "2028-01-15T12:00:00Z",
    { every: "month", interval: 3, on: [29], time: "10:00", from: "2028-02-01", to: "2028-08-31" },
    ["2028-02-29T09:00", "2028-05-29T08:00", "2028-08-29T08:00"],
  ],
]

describe("a plan that comes again and again (P4, F6, F7)", () => {
  let world: World
  afterEach(() => world.end())

  it.each(PROMISES)(
    "comes %s; what it tells beforehand is what happens",
    async (_, begins, schedule, moments) => {
      world = await createWorld({ start: begins, options: { timezone: "Europe/Berlin" } })
      const { marketing, clock } = world
      await addPeople(world.database, [{ first_name: "Ada" }])
      const settings = { schedule, entry: { limit: null } }
      const told = await marketing.listFirings({ draft: { type: "recurring", settings } })
      expect(told.problems).toEqual([])
      expect(told.firings.map(({ at }) => at.toISOString().slice(0, 16))).toEqual(moments)

      const { id } = await marketing.savePlan({
        plan: { name: "Letter", type: "recurring", canvas: letter, settings },
        actor: "a",
      })
      await marketing.publishPlan({ plan_id: id, actor: "a" })
      const got = async () =>
        (
          await world.database.rows<{ at: Date }>("select at from marketing_effect where done order by at")
        ).map(({ at }) => at.toISOString().slice(0, 16))
      await settle(marketing)
      for (const [index, moment] of moments.entries()) {
        const at = Date.parse(`${moment}Z`)
        clock.set(new Date(at - SECOND))
        await settle(marketing)
        expect(await got()).toEqual(moments.slice(0, index))
        clock.set(new Date(at))
        await settle(marketing)
        await settle(marketing)
        expect(await got()).toEqual(moments.slice(0, index + 1))
      }
      // The last one was the last: the plan is over.
      expect((await marketing.getPlan({ plan_id: id })).state).toBe("ended")
      clock.pass({ days: 120 })
      await settle(marketing)
      expect(await got()).toEqual(moments)
    },
  )

  it("comes on each customer's own morning, once a day for each, whoever moves house meanwhile (F8)", async () => {
    world = await createWorld({ start: "2026-03-17T00:00:00Z", options: { timezone: "Europe/Berlin" } })
    const { marketing, database, clock } = world
    await addPeople(database, [
      { first_name: "Ada", zone: "Asia/Tokyo" },
      { first_name: "Ben", zone: "America/Los_Angeles" },
      { first_name: "Cleo" },
    ])
    const schedule = { every: "day", time: "10:00", from: "2026-03-18", to: "2026-03-20", zone: "customer" }
    const { id } = await marketing.savePlan({
      plan: {
        name: "Morning",
        type: "recurring",
        canvas: letter,
        settings: { schedule, entry: { limit: null } },
      },
      actor: "a",
    })
    await marketing.publishPlan({ plan_id: id, actor: "a" })
    for (let hour = 0; hour < 24 * 5; hour++) {
      clock.pass({ hours: 1 })
      // Between her second morning and her third Ada flies to Los Angeles.
      if (hour === 24 * 2 + 6)
        await database.run(
          "update marketing_profile set zone = 'America/Los_Angeles' where first_name = 'Ada'",
        )
      await settle(marketing)
    }
    const mornings = await database.rows<{ name: string; at: string[] }>(
      `select first_name as name, array_agg(to_char(at at time zone 'UTC', 'DD HH24:MI') order by at) as at
         from marketing_effect join marketing_profile using (pid) where done group by 1 order by 1`,
    )
    expect(mornings).toEqual([
      { name: "Ada", at: ["18 01:00", "19 01:00", "20 17:00"] },
      { name: "Ben", at: ["18 17:00", "19 17:00", "20 17:00"] },
      { name: "Cleo", at: ["18 09:00", "19 09:00", "20 09:00"] },
    ])
    expect((await marketing.getPlan({ plan_id: id })).state).toBe("ended")
  })
})
