import type { Canvas } from "../../src/core/canvas/schema"
import { addCouponTemplate } from "../support/benefits"
import { agree } from "../support/messages"
import { draw } from "../support/plans"
import { everybody, mail, runIn, saveIn, wayOf } from "../support/trials"
import { addPeople, createWorld, type World } from "../support/world"

describe("a test sees what the cards before would have given and written (P16)", () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    const [ana] = await addPeople(world.database, [
      { customer_id: "cus_ana", email: "ana@example.test", tags: ["gold"], tier: "bronze" },
      { customer_id: "cus_bob", email: "bob@example.test" },
    ])
    await agree(world, [ana!])
    await world.marketing.saveTagGroup({ name: "Metal", single: true, tags: ["gold", "silver"], actor: "u" })
  })
  afterAll(() => world.end())

  const way = async (customer_id: string, canvas: Canvas) =>
    wayOf(await runIn(world, await saveIn(world, canvas), customer_id))
  const is = (fact: string, value: unknown, op = "is") => ["filter", { rule: { fact, op, value } }] as const
  const filter = (fact: string, value: unknown, op?: string): [string, Record<string, unknown>] => [
    ...is(fact, value, op),
  ]

  it("tags in groups, attributes, lists, points that end, coupons that are taken back", async () => {
    const template_id = await addCouponTemplate(world, { valid_days: 2 })
    const list = await world.marketing.saveSegment({ name: "Told", type: "static" })
    const gone = ["filter", { rule: { holds: "coupon", template: template_id } }] as [string, object]
    const canvas = draw(
      {
        who: ["conditions", everybody],
        silver: ["tags", { add: ["silver"] }],
        gold: filter("profile.tags", ["gold"], "has_any"),
        tier: ["attributes", { changes: [{ field: "profile.tier", value: "gold" }], mode: "keep" }],
        bronze: filter("profile.tier", "bronze"),
        put: ["segment-membership", { how: "add", segment_id: list.id }],
        on: ["filter", { rule: { in_segment: list.id } }],
        gift: ["benefit:coupon", { template_id }],
        has: gone as never,
        points: ["benefit:points", { amount: 50, expires_in_days: 1 }],
        rich: filter("points.balance", 50, "gte"),
        back: ["take-back", { what: "coupons-of-plan" }],
        still: gone as never,
        rest: ["wait", { amount: 3, unit: "days" }],
        poor: filter("points.balance", 50, "gte"),
      },
      [
        ...["who out silver", "silver out gold", "gold no tier", "tier out bronze", "bronze yes put"],
        ...["put out on", "on yes gift", "gift granted has", "has yes points", "points granted rich"],
        ...["rich yes back", "back taken still", "still no rest", "rest out poor"],
      ],
    )
    expect(await way("cus_ana", canvas)).toBe(
      "who out, silver out, gold no, tier out, bronze yes, put out, on yes, gift granted, has yes, points granted, rich yes, back taken, still no, rest out, poor no",
    )
    const { tags } = (await world.database.one<{ tags: string[] }>(
      "select tags from marketing_profile where customer_id = 'cus_ana'",
    ))!
    expect(tags).toEqual(["gold"])
  })

  it("what became of a message, and a goal that a card itself would reach", async () => {
    const id = "mkplan_own"
    const way = (outcome: string) => ({
      id: outcome,
      name: outcome,
      rule: { plan: id, outcome, node: "letter" },
    })
    const canvas = draw(
      {
        who: ["conditions", everybody],
        letter: ["message:email", mail("Hello")],
        rest: ["wait", { amount: 1, unit: "days" }],
        part: ["branch", { ways: [way("received"), way("failed")] }],
        tag: ["tags", { add: ["told"] }],
        goal: ["goal", { rule: { fact: "profile.tags", op: "has_any", value: ["told"] } }],
        bye: ["exit", {}],
      },
      ["who out letter", "letter out rest", "rest out part", "part received tag", "tag out bye"],
    )
    const saved = await saveIn(world, canvas)
    await world.database.run("update marketing_plan set id = $2 where id = $1", [saved, id])
    const ana = await runIn(world, id, "cus_ana", { to: ["me@shop.test"] })
    expect(ana).toMatchObject({ state: "left", reason: "goal" })
    expect(wayOf(ana)).toContain("part received, tag out")
    // He never agreed: the plan would not have written to him.
    expect(wayOf(await runIn(world, id, "cus_bob", { to: ["me@shop.test"] }))).toContain("part failed")
  })
})
