import type { Canvas } from "../../src/core/canvas/schema"
import { SENDING_LIMITS } from "../../src/core/message/sending-limits"
import { liveOn, whatHappened, whatWasForeseen } from "../support/ahead-and-really"
import { addCouponTemplate } from "../support/benefits"
import { agree } from "../support/messages"
import { draw } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const START = "2026-03-02T19:30:00Z"
const ZONES = ["Asia/Tokyo", "America/New_York", "Europe/Berlin", null, "not a zone"]
const mail = { content: { subject: "Hello", html: "<p>Hello</p>" } }
const note = { content: { text: "Hello" } }
const everybody = { rule: { all: [] } }
const tagged = (tag: string) => ({ fact: "profile.tags", op: "has_any", value: [tag] })

describe("a pre-run says what will happen (P14)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: START, options: { timezone: "Europe/Berlin" } })
  })
  afterEach(() => world.end())

  /** Some without an address or with a wrong one, some who said no or nothing, some blocked; guests and accounts of one address. */
  const fillShop = async (heads = 60): Promise<number[]> => {
    const { database } = world
    const pids = await addPeople(
      database,
      Array.from({ length: heads }, (_, n) => ({
        customer_id: `cus_${n}`,
        email: n % 11 === 0 ? null : n % 13 === 0 ? "nonsense" : `p${n % 17 === 0 ? 1 : n}@example.test`,
        has_account: n % 4 !== 0,
        zone: ZONES[n % ZONES.length],
        tags: [...(n % 3 === 0 ? ["vip"] : []), ...(n % 5 === 0 ? ["new"] : [])],
      })),
    )
    await agree(
      world,
      pids.filter((_, n) => n % 6 !== 0),
    )
    await database.run(
      "insert into marketing_benefit_block (pid, until, plan_no, run_no, node, at) select pid, $2, 0, 0, 'n', $3 from unnest($1::int[]) pid",
      [pids.slice(3, 9), "2026-03-03T12:00:00Z", START],
    )
    return pids
  }
  /** Plan and people have the same ids in every run: they decide who is held out. */
  const save = async (canvas: Canvas, settings: object = {}, type = "one_time") => {
    const { id } = await world.marketing.savePlan({
      plan: { name: "Ahead", type, canvas, settings: { schedule: { at: "now" }, ...settings } },
      actor: "user_1",
    })
    const named = await world.database.one<{ id: string }>(
      "update marketing_plan set id = 'mkplan_ahead' || no where id = $1 returning id",
      [id],
    )
    return named!.id
  }
  const lookAhead = async (plan_id: string) =>
    (await world.marketing.preRunPlan({ plan_id, actor: "user_1" })).result

  /** The law: what was foreseen is what the real engine then does. */
  const mustComeTrue = async (plan_id: string, groups: string[] = [], days = 40) => {
    const result = await lookAhead(plan_id)
    const until = new Date((await world.clock.now()).getTime() + days * 86_400_000)
    await liveOn(world, plan_id, until)
    expect(whatWasForeseen(result, groups)).toEqual(await whatHappened(world, plan_id))
    return result
  }

  it("of messages, coupons and points: who is not reached and why, who is refused, and when each goes out", async () => {
    await fillShop()
    const template_id = await addCouponTemplate(world, { grant_limit: 9 })
    await world.marketing.saveSendingLimits({
      change: { quiet_hours: { from: "21:00", to: "08:00", then: "hold", exempt: ["notice"] } },
      actor: "user_1",
    })
    const plan_id = await save(
      draw(
        {
          who: ["conditions", everybody],
          vip: ["filter", { rule: tagged("vip") }],
          gift: ["benefit:coupon", { template_id }],
          points: ["benefit:points", { amount: 50 }],
          first: ["message:email", mail],
          rest: ["wait", { amount: 2, unit: "days" }],
          second: ["message:email", { ...mail, when_not_sent: "other-way" }],
          inbox: ["message:log", note],
          end: ["exit", { reason: "told" }],
        },
        [
          "who out vip",
          "vip yes gift",
          "vip no points",
          "gift granted first",
          "gift refused points",
          "points granted first",
          "first out rest",
          "rest out second",
          "second not_sent inbox",
          "second out end",
        ],
      ),
      { holdout_percent: 20 },
    )
    const result = await mustComeTrue(plan_id)
    expect(result.entry.held_out).toBeGreaterThan(0)
    expect(result.blocked.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(["no_address", "bad_address", "no_consent", "same_address"]),
    )
    expect(result.held).toMatchObject([{ channel: "email", reason: "quiet_hours" }])
    expect(result.coupons).toMatchObject([
      {
        granted: 9,
        refused: { blocked: expect.any(Number), budget_empty: expect.any(Number) },
        liability: null,
      },
    ])
    expect(result.points.liability).toEqual({ eur: result.points.granted, usd: result.points.granted })
    expect(result.when.sent.reduce((sum, { count }) => sum + count, 0)).toBe(
      result.channels.reduce((sum, { sent }) => sum + sent, 0),
    )
    expect(result.nodes.find(({ node }) => node === "gift")!.assumed).toEqual(["first_come"])
    // No channel of the house states a price, so no figure is made up.
    expect(result.channels.map(({ cost }) => cost)).toEqual([null, null])
  })

  it("of who comes when: batches, everybody's own clock, a limit of so many an hour, waits until a time of the day", async () => {
    await fillShop()
    const plan_id = await save(
      draw(
        {
          who: ["conditions", everybody],
          slow: ["rate-limit", { people: 7, per: "hour" }],
          nine: ["wait-until", { until: "weekday", days: ["wed", "fri"], time: "09:00", zone: "customer" }],
          open: ["wait-until", { until: "window", time: "10:00", to: "18:00", zone: "customer" }],
          letter: ["message:email", mail],
        },
        ["who out slow", "slow out nine", "nine out open", "open out letter"],
      ),
      {
        schedule: { at: "2026-03-03T10:00", zone: "customer" },
        batch: { size: 15, every_minutes: 90 },
      },
    )
    const result = await mustComeTrue(plan_id)
    expect(result.when.by).toBe("hour")
    const sent = await world.database.rows<{ at: Date; n: number }>(
      `select date_trunc('hour', sent_at) as at, count(*)::int as n from marketing_send where state = 'sent' group by 1 order by 1`,
    )
    expect(result.when.sent).toEqual(sent.map(({ at, n }) => ({ at: at.toISOString(), count: n })))
  })

  it("of who is parted by chance, by what they are, by goals, and by what nobody does meanwhile", async () => {
    await fillShop()
    const variants = [
      { id: "a", name: "A", share: 30 },
      { id: "b", name: "B", share: 70 },
    ]
    const plan_id = await save(
      draw(
        {
          who: ["conditions", { rule: tagged("vip") }],
          other: ["conditions", { rule: tagged("new") }],
          first: ["deduplicate", { groups: 2 }],
          split: ["split-test", { variants }],
          part: [
            "branch",
            {
              ways: [
                { id: "both", name: "Both", rule: { all: [tagged("vip"), tagged("new")] } },
                { id: "vip", name: "VIP", rule: tagged("vip") },
              ],
            },
          ],
          listen: ["wait-for-event", { event: "purchase", at_most: { amount: 3, unit: "days" } }],
          since: ["filter", { rule: { did: "purchase", window: { since: "entered" } } }],
          block: ["benefit-block", { action: "block", days: 2 }],
          none: ["benefit:points", { amount: 5 }],
          back: ["take-back", { what: "points-of-plan" }],
          call: ["webhook", { url: "https://receiver.example/hook" }],
          goal: ["goal", { rule: { fact: "profile.email", op: "is", value: "p5@example.test" } }],
          letter: ["message:log", note],
          bye: ["exit", {}],
        },
        [
          "who out first 1",
          "other out first 2",
          "first 1 split",
          "first 2 part",
          "split a part",
          "split b listen",
          "listen happened letter",
          "listen timeout since",
          "since no none",
          "since yes letter",
          "none granted back",
          "back taken letter",
          "back nothing bye",
          "part both block",
          "part vip call",
          "part else letter",
          "block out none",
        ],
      ),
    )
    const result = await mustComeTrue(plan_id, ["who", "other"])
    const assumed = Object.fromEntries(result.nodes.map(({ node, assumed }) => [node, assumed]))
    expect(assumed).toMatchObject({ listen: ["nobody_does_it"], since: ["nothing_since"], split: [] })
    expect(result.ends.left.goal).toBe(1)
  })

  it("of caps, and of what other plans sent before", async () => {
    const pids = await fillShop()
    const earlier = await save(
      draw({ who: ["conditions", { rule: tagged("new") }], letter: ["message:email", mail] }, [
        "who out letter",
      ]),
    )
    await liveOn(world, earlier, await world.clock.now())
    await world.marketing.saveSendingLimits({
      change: {
        caps: { ...SENDING_LIMITS.caps, per_day: 1, per_week: 3, when_full: "hold", by_address: true },
      },
      actor: "user_1",
    })
    const plan_id = await save(
      draw(
        {
          who: ["conditions", everybody],
          one: ["message:email", mail],
          two: ["message:email", mail],
          three: ["message:email", mail],
        },
        ["who out one", "one out two", "two out three"],
      ),
      { do_not_disturb: { hours: 24, then: "skip" } },
    )
    const result = await mustComeTrue(plan_id)
    expect(result.blocked).toContainEqual(expect.objectContaining({ reason: "do_not_disturb" }))
    expect(result.held).toContainEqual(expect.objectContaining({ reason: "capped" }))
    expect(pids).toHaveLength(60)
  })
})
