import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const everybody = { rule: { all: [] } }
type Cards = Parameters<typeof draw>[0]

describe("cards that keep people, let them go, and bring them together (C7)", () => {
  let world: World
  beforeEach(async () => {
    // Three days before the clocks of Berlin go forward.
    world = await createWorld({ start: "2026-03-26T09:00:00Z", options: { timezone: "Europe/Berlin" } })
  })
  afterEach(() => world.end())

  const people = async (...names: string[]) =>
    addPeople(
      world.database,
      names.map((first_name) => ({ first_name })),
    )
  const begin = async (cards: Cards, ways: string[], settings = {}) => {
    const { id } = await world.marketing.savePlan({
      plan: { name: "A plan", canvas: draw(cards, ways), settings },
      actor: "a",
    })
    await world.marketing.publishPlan({ plan_id: id, actor: "a" })
    await settle(world.marketing)
  }
  /** A worker that looks at each of these moments. */
  const at = async (...moments: string[]) => {
    for (const moment of moments) {
      world.clock.set(moment)
      await settle(world.marketing)
    }
  }
  /** Who went which way out of a card, and when. */
  const waysOf = async (node: string) =>
    (
      await world.database.rows<{ name: string; port: string | null; at: Date }>(
        `select first_name as name, port, finished_at as at from marketing_step_log join marketing_profile using (pid)
          where node = $1 order by finished_at, first_name`,
        [node],
      )
    ).map(({ name, port, at }) => `${name} ${port} ${at.toISOString().slice(0, 16)}`)
  const does = async (pid: number, name: string) => {
    const now = await world.clock.now()
    await world.database.transaction((tx) =>
      world.marketing.recordEvents(tx, [
        { at: now, key: `${name} ${pid} ${now.getTime()}`, name, pid, trusted: true },
      ]),
    )
    await settle(world.marketing)
  }

  it("waiting two hours, a day or seven is a length of time: over a change of the clocks it is as long (G9)", async () => {
    await people("Ada")
    await begin(
      {
        who: ["conditions", everybody],
        hours: ["wait", { amount: 2, unit: "hours" }],
        day: ["wait", { amount: 1, unit: "days" }],
        week: ["wait", { amount: 7, unit: "days" }],
      },
      ["who out hours", "hours out day", "day out week"],
    )
    await at("2026-03-26T10:59:59Z")
    expect(await waysOf("hours")).toEqual([])
    await at("2026-03-26T11:00:00Z", "2026-03-27T10:59:59Z")
    expect([await waysOf("hours"), await waysOf("day")]).toEqual([["Ada out 2026-03-26T11:00"], []])
    await at("2026-03-27T11:00:00Z", "2026-04-03T10:59:59Z", "2026-04-03T11:00:00Z")
    expect([await waysOf("day"), await waysOf("week")]).toEqual([
      ["Ada out 2026-03-27T11:00"],
      ["Ada out 2026-04-03T11:00"],
    ])
  })

  it("until a date everybody waits for the same moment of the store's wall; who comes after it goes on at once", async () => {
    await people("Ada", "Ben")
    const date = { until: "date", at: "2026-03-30T10:00" }
    await begin(
      { who: ["conditions", everybody], sale: ["wait-until", date] },
      ["who out sale"],
      // Ben sets out when the day is over.
      { batch: { size: 1, every_minutes: 7 * 1440 } },
    )
    // Summer time has begun: ten o'clock is eight.
    await at("2026-03-30T07:59:59Z")
    expect(await waysOf("sale")).toEqual([])
    await at("2026-03-30T08:00:00Z", "2026-04-02T09:00:00Z")
    const ways = await waysOf("sale")
    expect(ways.map((way) => way.slice(3))).toEqual([" out 2026-03-30T08:00", " out 2026-04-02T09:00"])
    expect(new Set(ways.map((way) => way.slice(0, 3)))).toEqual(new Set(["Ada", "Ben"]))
  })

  it("until a date that is over keeps nobody, and the check warns of it on the card", async () => {
    const check = async (date: string) => {
      const canvas = draw(
        { who: ["conditions", everybody], date: ["wait-until", { until: "date", at: date }] },
        ["who out date"],
      )
      const { id } = await world.marketing.savePlan({ plan: { name: "A plan", canvas }, actor: "a" })
      const { problems } = await world.marketing.checkPlan({ plan_id: id })
      return problems.filter(({ path }) => path.startsWith("nodes.date"))
    }
    // It is ten o'clock in Berlin.
    expect(await check("2026-03-26T10:00")).toMatchObject([
      { code: "wait-until/over", path: "nodes.date.settings.at", severity: "warning" },
    ])
    expect(await check("2026-03-26T10:01")).toEqual([])
  })

  it("inside a time of the day nobody waits; who comes outside of it goes on when it opens next, on a day that was chosen", async () => {
    await people("Ada")
    const office = { until: "window", days: ["mon", "tue", "thu"], time: "09:00", to: "12:00" }
    const late = { until: "window", time: "22:00", to: "02:00" }
    await begin(
      {
        who: ["conditions", everybody],
        // Thursday, ten o'clock.
        now: ["wait-until", office],
        rest: ["wait", { amount: 3, unit: "hours" }],
        monday: ["wait-until", office],
        night: ["wait-until", late],
        more: ["wait", { amount: 3, unit: "hours" }],
        still: ["wait-until", late],
      },
      [
        "who out now",
        "now out rest",
        "rest out monday",
        "monday out night",
        "night out more",
        "more out still",
      ],
    )
    expect(await waysOf("now")).toEqual(["Ada out 2026-03-26T09:00"])
    await at("2026-03-26T12:00:00Z", "2026-03-27T09:00:00Z", "2026-03-30T06:59:59Z")
    expect(await waysOf("monday")).toEqual([])
    await at("2026-03-30T07:00:00Z", "2026-03-30T19:59:59Z")
    expect([await waysOf("monday"), await waysOf("night")]).toEqual([["Ada out 2026-03-30T07:00"], []])
    // Past midnight the window that began the day before is still open.
    await at("2026-03-30T20:00:00Z", "2026-03-30T23:00:00Z")
    expect([await waysOf("night"), await waysOf("still")]).toEqual([
      ["Ada out 2026-03-30T20:00"],
      ["Ada out 2026-03-30T23:00"],
    ])
  })

  it("who does it in time goes on at that moment, the others when the time is over; what was done before, or by others, does not count", async () => {
    const [ada, ben, cleo] = (await people("Ada", "Ben", "Cleo")) as [number, number, number]
    await does(ben, "waved")
    world.clock.pass({ minutes: 1 })
    await begin(
      {
        who: ["conditions", everybody],
        wave: ["wait-for-event", { event: "waved", at_most: { amount: 2, unit: "days" } }],
        glad: ["tags", { add: ["glad"], remove: [] }],
      },
      ["who out wave", "wave happened glad"],
    )
    await at("2026-03-27T10:00:00Z")
    await does(ada, "waved")
    await does(cleo, "frowned")
    expect(await waysOf("wave")).toEqual(["Ada happened 2026-03-27T10:00"])
    await at("2026-03-28T09:00:59Z")
    expect(await waysOf("wave")).toHaveLength(1)
    await at("2026-03-28T09:01:00Z")
    expect(await waysOf("wave")).toEqual([
      "Ada happened 2026-03-27T10:00",
      "Ben timeout 2026-03-28T09:01",
      "Cleo timeout 2026-03-28T09:01",
    ])
    await does(cleo, "waved")
    expect(await waysOf("glad")).toEqual(["Ada out 2026-03-27T10:00"])
  })

  it("what is done in time counts when a worker looks late, what is done after it does not", async () => {
    const [ada, ben] = (await people("Ada", "Ben")) as [number, number]
    await begin(
      {
        who: ["conditions", everybody],
        wave: ["wait-for-event", { event: "waved", at_most: { amount: 2, unit: "days" } }],
      },
      ["who out wave"],
    )
    const { plans } = await world.marketing.listPlans({ offset: 0, limit: 1 })
    const change = { plan_id: plans[0]!.id, actor: "a" }
    await world.marketing.pausePlan(change)
    // Nobody looks until both have waved: Ada a second before her time is over, Ben when it is.
    await at("2026-03-28T08:59:59Z")
    await does(ada, "waved")
    await at("2026-03-28T09:00:00Z")
    await does(ben, "waved")
    await at("2026-03-29T09:00:00Z")
    await world.marketing.resumePlan(change)
    await settle(world.marketing)
    expect(await waysOf("wave")).toEqual(["Ada happened 2026-03-29T09:00", "Ben timeout 2026-03-29T09:00"])
  })

  it("an event that comes together with many others, or twice, moves everybody once", async () => {
    const pids = await people(...Array.from({ length: 30 }, (_, n) => `P${n}`))
    await begin(
      {
        who: ["conditions", everybody],
        wave: ["wait-for-event", { event: "waved", at_most: { amount: 2, unit: "days" } }],
        points: ["benefit:points", { amount: 5 }],
      },
      ["who out wave", "wave happened points", "wave timeout points"],
    )
    const at = await world.clock.now()
    const events = pids.flatMap((pid) =>
      [1, 2].map((n) => ({ at, key: `waved ${pid} ${n}`, name: "waved", pid, trusted: true })),
    )
    await world.database.transaction((tx) => world.marketing.recordEvents(tx, events))
    await settle(world.marketing)
    world.clock.pass({ days: 3 })
    await settle(world.marketing)
    expect(
      await world.database.one("select count(*) as n, sum(amount)::int as sum from marketing_lot"),
    ).toEqual({
      n: 30,
      sum: 150,
    })
  })

  it("people of an A/B/n test keep their arm when they come round again; where ways meet they go on once each, and leave with the reason", async () => {
    await people(...Array.from({ length: 40 }, (_, n) => `P${n}`))
    const variants = ["a", "b", "c"].map((id, n) => ({ id, name: id.toUpperCase(), share: [50, 30, 20][n] }))
    const been = { fact: "profile.tags", op: "has_any", value: ["been"] }
    await begin(
      {
        who: ["conditions", everybody],
        test: ["split-test", { variants }],
        meet: ["join"],
        again: ["filter", { rule: been }],
        mark: ["tags", { add: ["been"], remove: [] }],
        rest: ["wait", { amount: 1, unit: "days" }],
        bye: ["exit", { reason: "twice is enough" }],
      },
      [
        ...["test a meet", "test b meet", "test c meet", "who out test"],
        ...["meet out again", "again no mark", "mark out rest", "rest out test", "again yes bye"],
      ],
    )
    await at("2026-03-27T09:00:00Z")
    const arms = await world.database.rows<{ arms: string[]; met: number }>(
      `select array_agg(port order by visit) filter (where node = 'test') as arms,
              count(*) filter (where node = 'meet') as met
         from marketing_step_log group by enrollment_id`,
    )
    expect(arms).toHaveLength(40)
    for (const {
      arms: [first, second],
      met,
    } of arms)
      expect([second, met]).toEqual([first, 2])
    expect(new Set(arms.map(({ arms: [first] }) => first))).toEqual(new Set(["a", "b", "c"]))
    expect(
      await world.database.rows(
        "select state, reason, count(*) as n from marketing_enrollment group by 1, 2",
      ),
    ).toEqual([{ state: "left", reason: "twice is enough", n: 40 }])
  })
})
