import fc from "fast-check"
import type { Effect } from "../../src/extension/outcome"
import { addCouponTemplate, ledgerFaults, pointsRow } from "../support/benefits"
import { addPlan, draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

describe("cards that change people and take back (C8)", () => {
  let world: World
  let ada: number
  let ben: number
  let cleo: number
  let dora: number
  beforeAll(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    ;[ada, ben, cleo, dora] = (await addPeople(world.database, [
      { first_name: "Ada", tier: "gold", attributes: { size: 38, note: "old" } },
      { first_name: "Ben", rep: "lin" },
      { first_name: "Cleo" },
      { first_name: "Dora" },
    ])) as [number, number, number, number]
    for (const [key, type] of [
      ["size", "number"],
      ["note", "text"],
    ] as const)
      await world.marketing.createAttribute({ key, type, actor: "user_1" })
  })
  afterAll(() => world.end())

  type Node = [kind: string, settings?: Record<string, unknown>]
  /** One card after the other, for everybody or for these. */
  const run = async (cards: Record<string, Node>, names?: string[]) => {
    const rule = names ? { fact: "profile.first_name", op: "in", value: names } : { all: [] }
    const ids = ["who", ...Object.keys(cards)]
    const portOf = (id: string) => {
      const kind = cards[id]?.[0] ?? ""
      return kind.startsWith("benefit:") ? "granted" : kind === "take-back" ? "taken" : "out"
    }
    const plan = await addPlan(world.database, {
      canvas: draw(
        { who: ["conditions", { rule }], ...cards },
        ids.slice(1).map((id, i) => `${ids[i]} ${portOf(ids[i]!)} ${id}`),
      ),
      due_at: await world.clock.now(),
    })
    await settle(world.marketing)
    return plan
  }
  const effectsOf = (plan_no: number, node: string) =>
    world.database.rows<{ name: string; done: boolean; reason: string | null; ref: string | null }>(
      `select first_name as name, done, reason, ref from marketing_effect join marketing_profile using (pid)
        where plan_no = $1 and node = $2 order by 1`,
      [plan_no, node],
    )
  const profile = (pid: number) =>
    world.database.one("select tier, rep, attributes, edited from marketing_profile where pid = $1", [pid])
  const problems = async (card: Node) => {
    const draft = await world.marketing.savePlan({
      plan: {
        name: "A draft",
        type: "one_time",
        canvas: draw({ who: ["conditions", { rule: { all: [] } }], card }, ["who out card"]),
      },
      actor: "user_1",
    })
    return (await world.marketing.checkPlan({ plan_id: draft.id })).problems.map((p) => `${p.code} ${p.path}`)
  }

  describe("what we know of people", () => {
    it("is set, kept or forgotten, and segments that ask for it follow", async () => {
      const segment = await world.marketing.saveSegment({
        name: "Size 40",
        rule: { fact: "profile.attributes.size", op: "eq", value: 40 },
      })
      await world.marketing.refreshSegment({ segment_id: segment.id })
      const size = { field: "profile.attributes.size", value: "40" }
      const tier = { field: "profile.tier", value: "silver" }
      await run({ set: ["attributes", { changes: [size, tier], mode: "keep" }] }, ["Ada", "Cleo"])
      expect(await profile(ada)).toMatchObject({
        tier: "gold",
        attributes: { size: 38, note: "old" },
        edited: [],
      })
      expect(await profile(cleo)).toMatchObject({ tier: "silver", attributes: { size: 40 } })
      const forget = { field: "profile.attributes.note", value: null }
      await run({ set: ["attributes", { changes: [size, tier, forget] }] }, ["Ada"])
      expect(await profile(ada)).toMatchObject({ tier: "silver", attributes: { size: 40 } })
      expect((await profile(ada))!.edited).toEqual(
        expect.arrayContaining(["tier", "attributes.size", "attributes.note"]),
      )
      world.clock.pass({ seconds: 5 })
      await world.marketing.spreadChanges()
      while (await world.marketing.followNextSegment());
      const { members } = await world.marketing.listMembers({ segment_id: segment.id, offset: 0, limit: 10 })
      expect(members.map((one) => one.name).sort()).toEqual(["Ada", "Cleo"])
    })

    it("must be of the attribute's kind: the check says so, and who is written later is refused", async () => {
      const set = (changes: object[]): Node => ["attributes", { changes }]
      expect(await problems(set([{ field: "profile.attributes.size", value: "40" }]))).toEqual([])
      expect(await problems(set([{ field: "profile.attributes.size", value: "large" }]))).toEqual([
        "attributes/value nodes.card.settings.changes.0.value",
      ])
      expect(await problems(set([{ field: "profile.attributes.gone", value: "x" }]))).toEqual([
        "attributes/unknown nodes.card.settings.changes.0.field",
      ])
      expect(await problems(set([{ field: "profile.email", value: "x@y.z" }]))).toEqual([
        "attributes/unknown nodes.card.settings.changes.0.field",
      ])
      expect(await problems(set([{ field: "profile.birthday", value: "someday" }]))).toEqual([
        "attributes/value nodes.card.settings.changes.0.value",
      ])
      expect(await problems(set([{ field: "profile.growth_value", value: "12" }]))).toEqual([])
      const plan = await run({ set: set([{ field: "profile.attributes.gone", value: "x" }]) }, ["Dora"])
      expect(await effectsOf(plan.plan_no, "set")).toEqual([
        { name: "Dora", done: false, reason: "attribute_unknown", ref: null },
      ])
    })
  })

  it("people are put on a list and taken off it; a group that follows the list is told (A14)", async () => {
    const list = await world.marketing.saveSegment({ name: "Picked", type: "static" })
    expect(await problems(["sync-audience", { segment_id: list.id }])).toEqual([
      "sync-audience/no-sync nodes.card.settings.segment_id",
    ])
    await world.marketing.mirrorToGroup({ segment_id: list.id, actor: "user_1" })
    expect(await problems(["sync-audience", { segment_id: list.id }])).toEqual([])
    while (await world.marketing.mirrorNextSegment());
    await run({ put: ["sync-audience", { segment_id: list.id }] }, ["Ada", "Ben", "Cleo"])
    const again = await run(
      {
        put: ["segment-membership", { segment_id: list.id }],
        take: ["segment-membership", { segment_id: list.id, how: "remove" }],
      },
      ["Ben", "Dora"],
    )
    expect(await effectsOf(again.plan_no, "take")).toMatchObject([{ done: true }, { done: true }])
    const { members } = await world.marketing.listMembers({ segment_id: list.id, offset: 0, limit: 10 })
    expect(members.map((one) => one.name).sort()).toEqual(["Ada", "Cleo"])
    expect(await world.marketing.getSegment({ segment_id: list.id })).toMatchObject({ member_count: 2 })
    await world.database.run(
      `insert into customer (id, email, has_account) select customer_id, email, true from marketing_profile on conflict do nothing`,
    )
    while (await world.marketing.mirrorNextSegment());
    expect(
      await world.database.rows(
        `select p.first_name from customer_group_customer g join marketing_profile p using (customer_id) order by 1`,
      ),
    ).toEqual([{ first_name: "Ada" }, { first_name: "Cleo" }])
  })

  it("customers without a sales rep get one in turn, the same when they come again; who has one keeps theirs", async () => {
    const turn: Node = ["assign-rep", { reps: ["lin", "wang"] }]
    const first = await run({ give: turn })
    const given = await effectsOf(first.plan_no, "give")
    expect(given.map(({ name, ref }) => [name, ref])).toEqual([
      ["Ada", "lin"],
      ["Ben", "lin"],
      ["Cleo", "wang"],
      ["Dora", "lin"],
    ])
    await world.database.run("update marketing_profile set rep = null where first_name = 'Cleo'")
    // The same card of the same plan, come to again in a circle.
    const back = await addPlan(world.database, {
      canvas: draw(
        {
          who: ["conditions", { rule: { fact: "profile.first_name", op: "in", value: ["Cleo", "Dora"] } }],
          give: ["assign-rep", { reps: ["lin", "wang", "zhao"], mode: "overwrite" }],
          rest: ["wait", { amount: 1, unit: "hours" }],
        },
        ["who out give", "give out rest", "rest out give"],
      ),
      due_at: await world.clock.now(),
    })
    for (let hour = 0; hour < 3; hour++) {
      await settle(world.marketing)
      world.clock.pass({ hours: 1 })
    }
    const rounds = await effectsOf(back.plan_no, "give")
    expect(rounds.length).toBeGreaterThanOrEqual(6)
    for (const name of ["Cleo", "Dora"])
      expect(new Set(rounds.filter((one) => one.name === name).map((one) => one.ref)).size).toBe(1)
    await world.database.run("update marketing_plan set state = 'ended' where no = $1", [back.plan_no])
  })

  it("a correction stays on top of the computed lead score, within 0 and 100, and its history is kept (A11)", async () => {
    await run({ up: ["lead-score", { amount: 80 }], more: ["lead-score", { amount: 70 }] }, ["Ada"])
    await run({ down: ["lead-score", { amount: -20 }] }, ["Ada", "Ben"])
    while (await world.marketing.computeDueScores());
    const scores = async () =>
      world.database.rows(
        "select pid, lead_score, intent from marketing_score where pid = any($1) order by pid",
        [[ada, ben]],
      )
    expect(await scores()).toEqual([
      { pid: ada, lead_score: 100, intent: "high" },
      { pid: ben, lead_score: 0, intent: "low" },
    ])
    world.clock.pass({ days: 1 })
    while (await world.marketing.computeScores());
    expect((await scores())[0]).toMatchObject({ lead_score: 100 })
    expect(
      await world.database.rows(
        "select amount from marketing_lead_correction where pid = $1 order by at, amount desc",
        [ada],
      ),
    ).toEqual([{ amount: 80 }, { amount: 70 }, { amount: -20 }])
  })

  it("a blocked customer gets no coupon and no points, by plan or by hand, until the block ends", async () => {
    const template_id = await addCouponTemplate(world)
    await run({ block: ["benefit-block", { days: 2 }] }, ["Dora"])
    const refused = await run(
      { coupon: ["benefit:coupon", { template_id }], points: ["benefit:points", { amount: 5 }] },
      ["Cleo", "Dora"],
    )
    expect(await effectsOf(refused.plan_no, "coupon")).toMatchObject([
      { name: "Cleo", done: true },
      { name: "Dora", done: false, reason: "blocked" },
    ])
    const points = await run({ points: ["benefit:points", { amount: 5 }] }, ["Dora"])
    expect(await effectsOf(points.plan_no, "points")).toMatchObject([{ done: false, reason: "blocked" }])
    const [{ customer_id }] = (await world.database.rows<{ customer_id: string }>(
      "select customer_id from marketing_profile where pid = $1",
      [dora],
    )) as [{ customer_id: string }]
    const by = { customer_id, reason: "sorry", actor: "user_1" }
    const KEEPS = "A plan keeps this customer from getting coupons and points."
    await expect(world.marketing.adjustPoints({ ...by, amount: 5, key: "b1" })).rejects.toThrow(KEEPS)
    await expect(world.marketing.grantCoupon({ ...by, template_id, key: "b2" })).rejects.toThrow(KEEPS)
    // Two whole days after this one, in the store's zone.
    world.clock.pass({ days: 3 })
    await world.marketing.adjustPoints({ ...by, amount: 5, key: "b3" })
    await run({ block: ["benefit-block", {}], lift: ["benefit-block", { action: "unblock" }] }, ["Dora"])
    await world.marketing.adjustPoints({ ...by, amount: 5, key: "b4" })
    expect(await world.marketing.readPoints({ pid: dora })).toMatchObject({ balance: 10 })
  })

  it("unused coupons are taken back, of a template or of this plan, those used or being paid with stay", async () => {
    const [mine, other] = [await addCouponTemplate(world), await addCouponTemplate(world)]
    const plan = await run(
      {
        a: ["benefit:coupon", { template_id: mine }],
        b: ["benefit:coupon", { template_id: other }],
        rest: ["wait", { amount: 1, unit: "hours" }],
        take: ["take-back", { what: "coupons-of-plan" }],
      },
      ["Ada", "Ben"],
    )
    await run({ a: ["benefit:coupon", { template_id: mine }] }, ["Ada", "Ben"])
    await world.database.run(
      `update marketing_coupon set state = 'used', used_at = granted_at, order_id = 'o' where pid = $1 and plan_no = $2`,
      [ben, plan.plan_no],
    )
    world.clock.pass({ hours: 1 })
    await settle(world.marketing)
    expect(await effectsOf(plan.plan_no, "take")).toEqual([
      { name: "Ada", done: true, reason: null, ref: "2" },
      { name: "Ben", done: false, reason: "nothing_to_take", ref: null },
    ])
    const of = await run({ take: ["take-back", { what: "coupons", template_id: mine }] }, ["Ada", "Ben"])
    expect(await effectsOf(of.plan_no, "take")).toMatchObject([{ ref: "1" }, { ref: "1" }])
    expect(await problems(["take-back", { what: "coupons", template_id: "gone" }])).toEqual([
      "take-back/no-template nodes.card.settings.template_id",
    ])
  })

  it("law: whatever plans give and take, people have what a child would count, and nothing is ever negative (G6)", async () => {
    const [pid] = (await addPeople(world.database, [{}])) as [number]
    const plan_no = fc.constantFrom(901, 902)
    const amount = fc.integer({ min: 1, max: 300 })
    type Act = { plan_no: number; give: number } | { plan_no: number; take: number | "all" | "of-plan" }
    const act: fc.Arbitrary<Act> = fc.oneof(
      fc.record({ plan_no, give: amount }),
      fc.record({
        plan_no,
        take: fc.oneof(amount, fc.constant("all" as const), fc.constant("of-plan" as const)),
      }),
    )
    let n = 0
    const model = { has: 0, of: new Map([901, 902].map((no) => [no, 0])) }
    const expected = (asked: Act): number => {
      const given = model.of.get(asked.plan_no)!
      if ("give" in asked) {
        model.of.set(asked.plan_no, given + asked.give)
        return asked.give
      }
      const wish = asked.take === "all" ? model.has : asked.take === "of-plan" ? given : asked.take
      const taken = Math.min(wish, model.has)
      if (asked.take === "of-plan") model.of.set(asked.plan_no, given - taken)
      return -taken
    }
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
        for (const asked of acts) {
          const place = { key: `law:${n++}`, pid, plan_no: asked.plan_no, run_no: 1, node: "n" }
          const change = expected(asked)
          const now = await world.clock.now()
          const [result] = await world.database.transaction((tx) =>
            "give" in asked
              ? world.marketing.writePoints(tx, [pointsRow(pid, asked.give, place)], now)
              : world.marketing.takeBack(
                  tx,
                  [
                    {
                      ...place,
                      effect: { type: "take-back", of: "points", amount: asked.take } satisfies Effect,
                    },
                  ],
                  now,
                ),
          )
          expect(result).toMatchObject(
            change === 0 ? { done: false, reason: "nothing_to_take" } : { done: true },
          )
          model.has += change
        }
        expect(await world.marketing.readPoints({ pid })).toMatchObject({ balance: model.has })
        expect(await ledgerFaults(world)).toEqual([])
      }),
      { numRuns: 25 },
    )
  })
})
