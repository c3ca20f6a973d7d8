import type { Canvas } from "../../src/core/canvas/schema"
import { liveOn, whatHappened, whatWasForeseen } from "../support/ahead-and-really"
import { addCouponTemplate } from "../support/benefits"
import { agree } from "../support/messages"
import { draw } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const START = "2026-03-02T09:00:00Z"
const everybody = { rule: { all: [] } }
const note = { content: { text: "Hello" } }
const mail = { content: { subject: "Hello", html: "<p>Hello</p>" } }
const tagged = (...value: string[]) => ({ fact: "profile.tags", op: "has_any", value })
const days = (amount: number) => ({ amount, unit: "days" })

describe("what earlier cards would have given and written is seen by later ones in a pre-run (P14)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: START, options: { timezone: "Europe/Berlin" } })
  })
  afterEach(() => world.end())

  const fillShop = async (heads = 48): Promise<number[]> => {
    const pids = await addPeople(
      world.database,
      Array.from({ length: heads }, (_, n) => ({
        customer_id: `cus_${n}`,
        email: n % 7 === 0 ? null : `p${n}@example.test`,
        tags: [...(n % 3 === 0 ? ["vip"] : []), ...(n % 5 === 0 ? ["gold"] : [])],
      })),
    )
    await agree(
      world,
      pids.filter((_, n) => n % 6 !== 0),
    )
    return pids
  }
  const save = async (canvas: Canvas, id = "mkplan_ahead") => {
    const plan = { name: "Ahead", type: "one_time", canvas, settings: { schedule: { at: "now" } } }
    const saved = await world.marketing.savePlan({ plan, actor: "user_1" })
    await world.database.run("update marketing_plan set id = $2 where id = $1", [saved.id, id])
    return id
  }
  /** The law: what was foreseen is what the real engine then does. */
  const mustComeTrue = async (plan_id: string, lasts = 40) => {
    const { result } = await world.marketing.preRunPlan({ plan_id, actor: "user_1" })
    await liveOn(world, plan_id, new Date((await world.clock.now()).getTime() + lasts * 86_400_000))
    expect(whatWasForeseen(result)).toEqual(await whatHappened(world, plan_id))
    return Object.fromEntries(result.nodes.map((node) => [node.node, node]))
  }

  it("tags and attributes, added and taken, kept and overwritten, within groups that allow one tag", async () => {
    await fillShop()
    await world.marketing.saveTagGroup({ name: "Metal", single: true, tags: ["gold", "silver"], actor: "u" })
    await world.marketing.createAttribute({ key: "steps", type: "number", label: {}, actor: "u" })
    const nodes = await mustComeTrue(
      await save(
        draw(
          {
            who: ["conditions", everybody],
            vip: ["filter", { rule: tagged("vip") }],
            silver: ["tags", { add: ["silver"] }],
            off: ["tags", { remove: ["vip"] }],
            size: ["attributes", { changes: [{ field: "profile.attributes.steps", value: "3" }] }],
            part: [
              "branch",
              {
                ways: [
                  {
                    id: "silver",
                    name: "Silver",
                    rule: { all: [tagged("silver"), { not: tagged("gold") }] },
                  },
                  { id: "three", name: "3", rule: { fact: "profile.attributes.steps", op: "gte", value: 3 } },
                ],
              },
            ],
            still: ["filter", { rule: tagged("vip") }],
            told: ["message:log", note],
          },
          [
            ...["who out vip", "vip yes silver", "silver out part", "vip no size", "size out off"],
            ...["off out part", "part silver still", "part three still", "part else told", "still yes told"],
          ],
        ),
      ),
    )
    expect(nodes.part).toMatchObject({ passed: { silver: 16, three: 32 }, assumed: [] })
    expect(nodes.still!.passed).toEqual({ yes: 16, no: 32 })
  })

  it("coupons and points with their end, and what is taken back of them", async () => {
    const pids = await fillShop()
    const template_id = await addCouponTemplate(world, { valid_days: 5, grant_limit: 30 })
    await world.marketing.adjustPoints({
      customer_id: "cus_1",
      amount: 40,
      key: "gift",
      reason: "Gift",
      actor: "u",
    })
    const holds = { holds: "coupon", template: template_id }
    const points = (gte: number) => ({ fact: "points.balance", op: "gte", value: gte })
    const nodes = await mustComeTrue(
      await save(
        draw(
          {
            who: ["conditions", everybody],
            coupon: ["benefit:coupon", { template_id }],
            points: ["benefit:points", { amount: 30, expires_in_days: 3 }],
            has: ["filter", { rule: holds }],
            rich: ["filter", { rule: points(60) }],
            back: ["take-back", { what: "points", amount: 10 }],
            less: ["filter", { rule: points(30) }],
            later: ["wait", days(4)],
            over: ["filter", { rule: points(1) }],
            gone: ["take-back", { what: "coupons-of-plan" }],
            none: ["filter", { rule: holds }],
            end: ["message:log", note],
          },
          [
            ...["who out coupon", "coupon granted points", "coupon refused points", "points granted has"],
            ...["has yes rich", "has no rich", "rich yes back", "rich no back", "back taken less"],
            ...["less yes later", "less no later", "later out over", "over yes gone", "over no gone"],
            ...["gone taken none", "gone nothing none", "none yes end", "none no end"],
          ],
        ),
      ),
    )
    expect(nodes.has!.passed).toEqual({ yes: 30, no: 18 })
    expect(nodes.rich!.passed).toEqual({ yes: 1, no: pids.length - 1 })
    expect(nodes.less!.passed).toEqual({ yes: 1, no: pids.length - 1 })
    expect(nodes.over!.passed).toEqual({ yes: 1, no: pids.length - 1 })
    expect(nodes.none!.passed).toEqual({ no: pids.length })
    expect(nodes.none!.assumed).toEqual([])
  })

  it("lists and sales reps, also behind a segment that asks for them, a goal, and what was sent or not", async () => {
    const pids = await fillShop()
    const list = await world.marketing.saveSegment({ name: "Told", type: "static" })
    await world.marketing.addToSegment({ segment_id: list.id, customer_ids: ["cus_2"] })
    const inner = await world.marketing.saveSegment({ name: "On it", rule: { in_segment: list.id } })
    const plan_id = "mkplan_ahead"
    const own = (outcome: string) => ({ plan: plan_id, outcome, node: "letter" })
    const sent = { plan: plan_id, outcome: "received" }
    const nodes = await mustComeTrue(
      await save(
        draw(
          {
            who: ["conditions", everybody],
            vip: ["filter", { rule: tagged("vip") }],
            put: ["segment-membership", { how: "add", segment_id: list.id }],
            rep: ["assign-rep", { reps: ["amy"] }],
            turns: ["assign-rep", { reps: ["ben", "cem"], mode: "overwrite" }],
            on: ["filter", { rule: { in_segment: inner.id } }],
            letter: ["message:email", mail],
            rest: ["wait", days(1)],
            part: [
              "branch",
              {
                ways: ["received", "failed"].map((id) => ({ id, name: id, rule: own(id) })),
              },
            ],
            goal: ["goal", { rule: { all: [{ fact: "profile.rep", op: "is", value: "amy" }, sent] } }],
            end: ["message:log", note],
          },
          [
            ...["who out vip", "vip yes put", "vip no rep", "put out on", "rep out on", "on yes letter"],
            ...["on no letter", "letter out rest", "rest out part", "part received turns"],
            ...["part failed turns", "part else turns", "turns out end"],
          ],
        ),
        plan_id,
      ),
    )
    expect(nodes.on!.passed).toEqual({ yes: 17, no: pids.length - 17 })
    expect(nodes.goal!.in).toBeGreaterThan(0)
    expect(nodes.part!.passed.else).toBeUndefined()
    expect(nodes.part!.passed.failed).toBeGreaterThan(0)
  })

  it("and says where it cannot be known: who of several reps somebody gets, and a score that is computed anew", async () => {
    await fillShop(6)
    const ways = ["rep", "score"].map((id) => ({
      id,
      name: id,
      rule:
        id === "rep"
          ? { fact: "profile.rep", op: "is", value: "amy" }
          : { fact: "lifecycle.lead_score", op: "gte", value: 5 },
    }))
    const canvas = draw(
      {
        who: ["conditions", everybody],
        rep: ["assign-rep", { reps: ["amy", "ben"] }],
        score: ["lead-score", { amount: 10 }],
        before: ["filter", { rule: tagged("vip") }],
        part: ["branch", { ways }],
      },
      ["who out before", "before yes rep", "before no score", "rep out part", "score out part"],
    )
    const { result } = await world.marketing.preRunPlan({ plan_id: await save(canvas), actor: "user_1" })
    const assumed = Object.fromEntries(result.nodes.map((node) => [node.node, node.assumed]))
    expect(assumed).toEqual({ who: [], before: [], rep: [], score: [], part: ["not_written"] })
  })
})
