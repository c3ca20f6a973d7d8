import { addPlan, draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

/** Who stands or stood where, by first name. */
type Place = { name: string; node: string; port: string | null }

describe("cards that lead people through a plan (C4, C7)", () => {
  let world: World
  beforeAll(async () => {
    // A Saturday afternoon in Berlin.
    world = await createWorld({ start: "2026-03-07T15:00:00Z", options: { timezone: "Europe/Berlin" } })
    await addPeople(world.database, [
      { first_name: "Ada", rep: "lin", tags: ["vip"] },
      { first_name: "Ben", rep: "lin", zone: "Asia/Tokyo", tags: ["vip", "new"] },
      { first_name: "Cleo", rep: "wang", zone: "America/New_York", tags: ["new"] },
      { first_name: "Dora", rep: "nobody" },
      { first_name: "Emil", rep: "wang", zone: "not a zone" },
    ])
  })
  afterAll(() => world.end())

  const begin = async (...given: Parameters<typeof draw>) => {
    const due_at = await world.clock.now()
    const plan = await addPlan(world.database, { canvas: draw(...given), due_at })
    await settle(world.marketing)
    return plan
  }
  const at = async (moment: string) => {
    world.clock.set(moment)
    await settle(world.marketing)
  }
  /** Ways taken out of this node, by name. */
  const waysOf = async (plan_no: number, node: string) =>
    Object.fromEntries(
      (
        await world.database.rows<Place>(
          `select first_name as name, port from marketing_step_log join marketing_profile using (pid)
            where plan_no = $1 and node = $2 order by 1`,
          [plan_no, node],
        )
      ).map(({ name, port }) => [name, port]),
    )
  const isTag = (tag: string) => ({ fact: "profile.tags", op: "has_any", value: [tag] })

  it("the customers of two sales reps come in, nobody else's", async () => {
    const plan = await begin(
      { who: ["rep-contacts", { reps: ["lin", "wang"] }], meet: ["join"], control: ["do-nothing"] },
      ["who out meet", "meet out control"],
    )
    expect(Object.keys(await waysOf(plan.plan_no, "control"))).toEqual(["Ada", "Ben", "Cleo", "Emil"])
  })

  it("those on a list come in; a segment that follows conditions is no list, and the check says so", async () => {
    const { marketing, database } = world
    const picked = await marketing.saveSegment({ name: "Picked", type: "static" })
    const pids = await database.rows<{ pid: number }>(
      "select pid from marketing_profile where first_name in ('Ada', 'Dora')",
    )
    await marketing.addToSegment({ segment_id: picked.id, pids: pids.map(({ pid }) => pid) })
    const plan = await begin(
      { who: ["list", { segment_id: picked.id }], bye: ["exit", { reason: "not now" }] },
      ["who out bye"],
    )
    expect(
      await database.rows(
        `select first_name, reason from marketing_enrollment join marketing_profile using (pid) where plan_no = $1 order by 1`,
        [plan.plan_no],
      ),
    ).toEqual([
      { first_name: "Ada", reason: "not now" },
      { first_name: "Dora", reason: "not now" },
    ])
    const follows = await marketing.saveSegment({ name: "VIP", type: "dynamic", rule: isTag("vip") })
    const draft = await marketing.savePlan({
      plan: {
        name: "A draft",
        type: "one_time",
        canvas: draw({ who: ["list", { segment_id: follows.id }] }, []),
      },
      actor: "user_1",
    })
    const { problems } = await marketing.checkPlan({ plan_id: draft.id })
    expect(problems).toMatchObject([{ code: "list/missing", path: "nodes.who.settings.segment_id" }])
  })

  it("those come in who are in the segment when the run begins, its members of that moment, and nobody who comes into it later", async () => {
    const { marketing, database } = world
    const vip = await marketing.saveSegment({ name: "VIP now", type: "dynamic", rule: isTag("vip") })
    await marketing.refreshSegment({ segment_id: vip.id })
    await database.run("update marketing_profile set tags = '{vip,late}' where first_name = 'Cleo'")
    await marketing.refreshSegment({ segment_id: vip.id })
    const plan = await begin(
      {
        who: ["segment", { segment_id: vip.id }],
        rest: ["wait", { amount: 1, unit: "hours" }],
        met: ["join"],
      },
      ["who out rest", "rest out met"],
    )
    await database.run("update marketing_profile set tags = '{vip}' where first_name = 'Dora'")
    await database.run("update marketing_profile set tags = '{new}' where first_name = 'Cleo'")
    await marketing.refreshSegment({ segment_id: vip.id })
    world.clock.pass({ hours: 1 })
    await settle(marketing)
    // Cleo, who left it, stays in the plan: she came in by it.
    expect(Object.keys(await waysOf(plan.plan_no, "met"))).toEqual(["Ada", "Ben", "Cleo"])
    await database.run("update marketing_profile set tags = '{}' where first_name = 'Dora'")
  })

  it("at a branch everybody takes the first way whose conditions they meet; a wrong condition is named where it stands", async () => {
    const ways = [
      { id: "vip", name: "VIP", rule: isTag("vip") },
      { id: "new", name: "New", rule: isTag("new") },
    ]
    const everybody = { rule: { all: [] } }
    const plan = await begin({ who: ["conditions", everybody], part: ["branch", { ways }] }, ["who out part"])
    expect(await waysOf(plan.plan_no, "part")).toEqual({
      Ada: "vip",
      Ben: "vip",
      Cleo: "new",
      Dora: "else",
      Emil: "else",
    })
    const canvas = draw(
      { who: ["conditions", everybody], part: ["branch", { ways }], a: ["join"], b: ["join"], c: ["join"] },
      ["who out part", "part vip a", "part new b", "part else c"],
    )
    const draft = await world.marketing.savePlan({
      plan: { name: "Parted", type: "one_time", canvas },
      actor: "user_1",
    })
    const { nodes } = await world.marketing.estimatePlan({ plan_id: draft.id })
    expect(nodes).toMatchObject({ a: 2, b: 1, c: 2 })
    const wrong = structuredClone(canvas)
    wrong.nodes[1]!.settings.ways = [ways[0], { ...ways[1], rule: { fact: "profile.nonsense", op: "known" } }]
    const { problems } = await world.marketing.checkPlan({ plan_id: draft.id, draft: { canvas: wrong } })
    expect(problems).toMatchObject([
      { code: "rule/unknown-field", path: "nodes.part.settings.ways.1.rule.fact" },
    ])
  })

  it("on Monday at nine everybody goes on when their own clock shows it, who has none by the store's (F8)", async () => {
    const monday = { until: "weekday", days: ["mon"], time: "09:00", zone: "customer" }
    const plan = await begin({ who: ["conditions", { rule: { all: [] } }], nine: ["wait-until", monday] }, [
      "who out nine",
    ])
    const through = async () => Object.keys(await waysOf(plan.plan_no, "nine"))
    // Cleo flies to Berlin for the week.
    await world.database.run("update marketing_profile set zone = 'Europe/Berlin' where first_name = 'Cleo'")
    await at("2026-03-08T23:59:59Z")
    expect(await through()).toEqual([])
    await at("2026-03-09T00:00:00Z")
    expect(await through()).toEqual(["Ben"])
    await at("2026-03-09T08:00:00Z")
    expect(await through()).toEqual(["Ada", "Ben", "Cleo", "Dora", "Emil"])
  })
})
