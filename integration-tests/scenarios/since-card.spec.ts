import { liveUntil, waysReally, waysReplayed } from "../support/past-and-really"
import { draw, settle } from "../support/plans"
import { runIn, saveIn, wayOf } from "../support/trials"
import { addPeople, createWorld, type World } from "../support/world"

const START = "2026-03-02T09:00:00Z"
const note = { content: { text: "Hello" } }
const day = { amount: 1, unit: "days" }
const wavedSince = (node: string) => ({ did: "waved", window: { since: "node", node } })

/** Says hello, waits a day, says it again, waits another; then asks since when somebody waved. */
const twoNotes = draw(
  {
    who: ["trigger:did-something", { event: "came" }],
    first: ["message:log", note],
    rest: ["wait", day],
    second: ["message:log", note],
    pause: ["wait", day],
    part: [
      "branch",
      {
        ways: [
          { id: "late", name: "After the second", rule: wavedSince("second") },
          { id: "early", name: "After the first", rule: wavedSince("first") },
          { id: "before", name: "Since they came", rule: { did: "waved", window: { since: "entered" } } },
        ],
      },
    ],
    then: ["filter", { rule: wavedSince("part") }],
  },
  [
    "who out first",
    "first out rest",
    "rest out second",
    "second out pause",
    "pause out part",
    "part else then",
  ],
)

describe("conditions that count from an earlier card of the plan (C5)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: START })
  })
  afterEach(() => world.end())

  const clockAt = (hours: number) => new Date(Date.parse(START) + hours * 3_600_000)
  const live = (hours: number) => liveUntil(world, clockAt(hours))
  const does = async (pid: number, name: string) => {
    const at = await world.clock.now()
    await world.database.transaction((tx) =>
      world.marketing.recordEvents(tx, [{ at, key: `${name}:${pid}:${at.getTime()}`, name, pid }]),
    )
  }
  const publish = async (canvas = twoNotes, type = "triggered") => {
    const plan_id = await saveIn(world, canvas, { type })
    await world.marketing.publishPlan({ plan_id, actor: "a" })
    return plan_id
  }
  const portsAt = async (node: string) =>
    Object.fromEntries(
      (
        await world.database.rows<{ name: string; port: string }>(
          `select first_name as name, port from marketing_step_log join marketing_profile using (pid) where node = $1`,
          [node],
        )
      ).map(({ name, port }) => [name, port]),
    )

  it("Ada waves after the first note, Ben after the second, Cleo before any, Dora never: each goes her own way, and a replay says the same", async () => {
    const plan_id = await publish()
    const pids = await addPeople(
      world.database,
      ["Ada", "Ben", "Cleo", "Dora"].map((first_name) => ({ first_name, customer_id: `cus_${first_name}` })),
    )
    const [ada, ben, cleo] = pids as [number, number, number, number]
    await does(cleo, "waved")
    await live(1)
    for (const pid of pids) await does(pid, "came")
    await live(12)
    await does(ada, "waved")
    await live(36)
    await does(ben, "waved")
    await live(100)
    expect(await portsAt("part")).toEqual({ Ada: "early", Ben: "late", Cleo: "else", Dora: "else" })
    expect(await portsAt("then")).toEqual({ Cleo: "no", Dora: "no" })

    const { result } = await world.marketing.replayPlan({ plan_id, actor: "a", days: 20 })
    expect(waysReplayed({ result })).toEqual(await waysReally(world, plan_id))
    const part = result.nodes.find(({ node }) => node === "part")
    expect(part?.passed).toEqual({ early: 1, late: 1, else: 2 })
  })

  it("counts from a card that was passed in the very same moment, and from where somebody came in", async () => {
    const canvas = draw(
      {
        who: ["conditions", { rule: { all: [] } }],
        mark: ["join"],
        now: ["filter", { rule: wavedSince("mark") }],
        in: ["filter", { rule: wavedSince("who") }],
      },
      ["who out mark", "mark out now", "now yes in"],
    )
    const [ada, ben] = (await addPeople(world.database, [{ first_name: "Ada" }, { first_name: "Ben" }])) as [
      number,
      number,
    ]
    await does(ben, "waved")
    world.clock.pass({ minutes: 1 })
    await does(ada, "waved")
    await publish(canvas, "one_time")
    await settle(world.marketing)
    expect(await portsAt("now")).toEqual({ Ada: "yes", Ben: "no" })
    expect(await portsAt("in")).toEqual({ Ada: "yes" })
  })

  it("is foreseen with nobody doing anything, of few and of thousands, and tried in a test", async () => {
    const canvas = { ...twoNotes, nodes: twoNotes.nodes.map((node) => ({ ...node })) }
    canvas.nodes[0] = { ...canvas.nodes[0]!, kind: "conditions", settings: { rule: { all: [] } } }
    const plan_id = await saveIn(world, canvas, { type: "one_time" })
    await addPeople(world.database, [{ first_name: "Ada", customer_id: "cus_ada" }])
    const foreseen = async () => {
      const { result } = await world.marketing.preRunPlan({ plan_id, actor: "a" })
      return result.nodes.find(({ node }) => node === "part")
    }
    expect(await foreseen()).toMatchObject({ passed: { else: 1 }, assumed: ["nothing_since"] })
    await addPeople(
      world.database,
      Array.from({ length: 5_001 }, () => ({})),
    )
    expect(await foreseen()).toMatchObject({ passed: { else: 5_002 } })
    const trial = await runIn(world, plan_id, "cus_ada")
    expect(wayOf(trial)).toContain("part else")
  })

  it("is refused where people do not come through that card before, and read aloud with its name", async () => {
    const after = (node: string) =>
      draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          ask: ["filter", { rule: { all: [wavedSince(node)] } }],
          later: ["message:log", note],
          aim: ["goal", { rule: wavedSince("who") }],
        },
        ["who out ask", "ask yes later"],
      )
    const codes = async (node: string) => {
      const plan_id = await saveIn(world, after(node))
      const { problems } = await world.marketing.checkPlan({ plan_id })
      return problems.map(({ code, path }) => `${code} ${path}`)
    }
    // A goal stands beside the ways: nothing comes before it.
    const aim = "plan/node-not-before nodes.aim.settings.rule.window.node"
    expect(await codes("later")).toEqual(
      expect.arrayContaining(["plan/node-not-before nodes.ask.settings.rule.all.0.window.node", aim]),
    )
    expect(await codes("gone")).toContain("plan/no-such-node nodes.ask.settings.rule.all.0.window.node")
    expect(await codes("who")).not.toContain("plan/node-not-before nodes.ask.settings.rule.all.0.window.node")
    const inSegment = await world.marketing.checkRule({ rule: wavedSince("who") as never })
    expect(inSegment.problems.map(({ code }) => code)).toEqual(["rule/since"])
    const read = await world.marketing.describeRule({
      rule: wavedSince("first") as never,
      language: "en",
      cards: { first: "Welcome" },
    })
    expect(read.text).toBe("Customers who did “waved” since the card “Welcome”.")
  })
})
