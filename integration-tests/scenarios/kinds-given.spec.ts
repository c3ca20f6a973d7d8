import { z } from "zod"
import { defineChannel } from "../../src/extension/channel"
import { addCouponTemplate, ledgerFaults } from "../support/benefits"
import { agree, sendAll } from "../support/messages"
import { addPlan, draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const text = defineChannel({
  id: "text",
  icon: "chat-bubble",
  label: { en: "Text", zhCN: "短信" },
  content: z.object({ text: z.string() }),
  templates: { text: "text" },
  address: "phone",
  consent: "none",
  unknown_policy: "hold",
  deliver: async () => ({ state: "sent" }),
})

describe("cards that give people something (C8)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      extensions: [{ name: "test", channels: [text] }],
    })
  })
  afterEach(() => world.end())

  const run = async (cards: Parameters<typeof draw>[0], ways: string[]) => {
    const canvas = draw({ who: ["conditions", { rule: { all: [] } }], ...cards }, ways)
    const plan = await addPlan(world.database, { canvas, due_at: await world.clock.now() })
    await settle(world.marketing)
    return plan
  }
  const tagsOf = async () =>
    Object.fromEntries(
      (
        await world.database.rows<{ name: string; tags: string[] }>(
          "select first_name as name, tags from marketing_profile order by pid",
        )
      ).map(({ name, tags }) => [name, [...tags].sort()]),
    )

  it("a message by every channel there is, a guest's too: each person who may be written to gets each once", async () => {
    const [ada] = (await addPeople(world.database, [
      { first_name: "Ada", email: "ada@example.test", phone: "+49 1" },
      { first_name: "Ben", email: "ben@example.test" },
    ])) as [number, number]
    await agree(world, [ada])
    const { plan_no } = await run(
      {
        mail: [
          "message:email",
          { content: { subject: "Hello {{ customer.first_name }}", html: "<p>Hi</p>" } },
        ],
        inbox: ["message:inbox", { content: { title: "Hello", body: "There" } }],
        log: ["message:log", { content: { text: "Hello" } }],
        text: ["message:text", { content: { text: "Hello" } }],
      },
      ["who out mail", "mail out inbox", "inbox out log", "log out text"],
    )
    await sendAll(world)
    await sendAll(world)
    const became = await world.database.rows<{ line: string }>(
      `select first_name || ' ' || channel || ' ' || concat_ws(' ', state, reason) as line
         from marketing_send join marketing_profile using (pid) where plan_no = $1 order by 1`,
      [plan_no],
    )
    expect(became.map(({ line }) => line)).toEqual([
      "Ada email sent",
      "Ada inbox sent",
      "Ada log sent",
      "Ada text sent",
      "Ben email blocked no_consent",
      "Ben inbox sent",
      "Ben log sent",
      "Ben text blocked no_address",
    ])
    expect(world.notified).toHaveLength(1)
    expect(world.notified[0]).toMatchObject({ to: "ada@example.test" })
  })

  it("a coupon and points, each once; when a template has no more left the others go the refused way, with the reason", async () => {
    await addPeople(
      world.database,
      ["Ada", "Ben", "Cleo"].map((first_name) => ({ first_name })),
    )
    const template_id = await addCouponTemplate(world, { grant_limit: 2, valid_days: 30 })
    await run(
      {
        coupon: ["benefit:coupon", { template_id }],
        points: ["benefit:points", { amount: 25, expires_in_days: 90 }],
        sorry: ["tags", { add: ["sorry"], remove: [] }],
      },
      ["who out coupon", "coupon granted points", "coupon refused sorry"],
    )
    const given = await world.database.rows<{
      node: string
      done: boolean
      reason: string | null
      n: number
    }>(
      "select node, done, reason, count(*) as n from marketing_effect where node <> 'sorry' group by 1, 2, 3 order by 1, 2 desc",
    )
    expect(given).toEqual([
      { node: "coupon", done: true, reason: null, n: 2 },
      { node: "coupon", done: false, reason: "budget_empty", n: 1 },
      { node: "points", done: true, reason: null, n: 2 },
    ])
    const tags = await tagsOf()
    expect(Object.values(tags).filter((own) => own.includes("sorry"))).toHaveLength(1)
    expect(
      await world.database.one(
        "select sum(balance)::int as sum from marketing_account where role = 'customer'",
      ),
    ).toEqual({ sum: 50 })
    expect(await ledgerFaults(world)).toEqual([])
    // Both last through the last of their days.
    expect(
      await world.database.rows(
        "select distinct expires_at from marketing_coupon union all select distinct expires_at from marketing_lot order by 1",
      ),
    ).toEqual([
      { expires_at: new Date("2026-04-02T00:00:00Z") },
      { expires_at: new Date("2026-06-01T00:00:00Z") },
    ])
  })

  it("tags are put on and taken off; who has it already, or never had it, stays as they are", async () => {
    await addPeople(world.database, [
      { first_name: "Ada", tags: ["new", "vip"] },
      { first_name: "Ben", tags: ["met"] },
    ])
    await run({ tags: ["tags", { add: ["met"], remove: ["new", "gone"] }] }, ["who out tags"])
    expect(await tagsOf()).toEqual({ Ada: ["met", "vip"], Ben: ["met"] })
  })

  it("those who get nothing stand beside those who get something, and are counted apart", async () => {
    await addPeople(
      world.database,
      Array.from({ length: 30 }, (_, n) => ({ first_name: `P${n}` })),
    )
    const variants = [
      { id: "gift", name: "Gift", share: 50 },
      { id: "none", name: "Nothing", share: 50 },
    ]
    const { plan_no } = await run(
      {
        part: ["split-test", { variants }],
        points: ["benefit:points", { amount: 10 }],
        nothing: ["do-nothing"],
      },
      ["who out part", "part gift points", "part none nothing"],
    )
    const ways = await world.database.rows<{ node: string; n: number; given: number }>(
      `select l.node, count(*) as n, count(f.pid) as given from marketing_step_log l
         left join marketing_effect f on f.pid = l.pid and f.plan_no = l.plan_no
        where l.plan_no = $1 and l.node in ('points', 'nothing') group by 1 order by 1`,
      [plan_no],
    )
    const [nothing, points] = ways
    expect([nothing!.given, points!.given]).toEqual([0, points!.n])
    expect(nothing!.n + points!.n).toBe(30)
    expect(Math.min(nothing!.n, points!.n)).toBeGreaterThan(0)
  })
})
