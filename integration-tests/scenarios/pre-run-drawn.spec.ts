import { type Canvas, canvasSchema } from "../../src/core/canvas/schema"
import { seededChance } from "../crash/seeded-chance"
import { liveOn, whatHappened, whatWasForeseen } from "../support/ahead-and-really"
import { addCouponTemplate } from "../support/benefits"
import { agree } from "../support/messages"
import { addPeople, createWorld, type World } from "../support/world"

const mail = { content: { subject: "Hello", html: "<p>Hello</p>" } }
const tagged = (tag: string) => ({ fact: "profile.tags", op: "has_any", value: [tag] })
const TAGS = ["a", "b", "c"]
const PLANS = 12

describe("pre-runs of plans drawn by chance (P14)", () => {
  it.each(Array.from({ length: PLANS }, (_, seed) => seed + 1))("come true, drawing %i", async (seed) => {
    const chance = seededChance(seed)
    const pick = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)]!
    const world: World = await createWorld({
      start: "2026-03-25T17:40:00Z",
      options: { timezone: pick(["Europe/Berlin", "UTC", "America/New_York"]) },
    })
    try {
      const pids = await addPeople(
        world.database,
        Array.from({ length: 40 }, (_, n) => ({
          email: chance() < 0.1 ? null : `p${n}@example.test`,
          has_account: chance() < 0.7,
          zone: pick(["Asia/Tokyo", "Europe/Berlin", "America/Los_Angeles", null]),
          tags: TAGS.filter(() => chance() < 0.4),
        })),
      )
      await agree(
        world,
        pids.filter(() => chance() < 0.8),
      )
      // Without a limit, and nobody's address is another's: who of those that come together is the first nobody can say.
      const template_id = await addCouponTemplate(world)
      if (chance() < 0.5)
        await world.marketing.saveSendingLimits({
          change: { quiet_hours: { from: "20:00", to: "09:00", then: pick(["hold", "drop"]), exempt: [] } },
          actor: "user_1",
        })
      const { id: plan_id } = await world.marketing.savePlan({
        plan: {
          name: `Drawing ${seed}`,
          type: "one_time",
          canvas: drawn(chance, template_id),
          settings: {
            schedule: pick([
              { at: "now" },
              { at: "2026-03-26T08:00" },
              { at: "2026-03-28T22:30", zone: "customer" },
            ]),
            holdout_percent: pick([0, 0, 15]),
            ...(chance() < 0.3 ? { batch: { size: 12, every_minutes: 240 } } : {}),
          },
        },
        actor: "user_1",
      })
      const { result } = await world.marketing.preRunPlan({ plan_id, actor: "user_1" })
      await liveOn(world, plan_id, new Date("2026-08-01T00:00:00Z"))
      expect(whatWasForeseen(result)).toEqual(await whatHappened(world, plan_id))
    } finally {
      await world.end()
    }
  })
})

/** Some ten cards in a row; each way out leads to a later card, or out of the plan. */
function drawn(chance: () => number, template_id: string): Canvas {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)]!
  const part = { ways: TAGS.slice(0, 2).map((tag) => ({ id: tag, name: tag, rule: tagged(tag) })) }
  const shares = pick([20, 50, 70])
  const variants = [
    { id: "x", name: "X", share: shares },
    { id: "y", name: "Y", share: 100 - shares },
  ]
  const cards: (readonly [kind: string, settings: () => object, ports: string[]])[] = [
    ["filter", () => ({ rule: tagged(pick(TAGS)) }), ["yes", "no"]],
    ["branch", () => part, ["a", "b", "else"]],
    ["split-test", () => ({ variants }), ["x", "y"]],
    ["wait", () => ({ amount: pick([5, 36, 90]), unit: "hours" }), ["out"]],
    [
      "wait-until",
      () => ({ until: "weekday", days: [], time: "19:30", zone: pick(["store", "customer"]) }),
      ["out"],
    ],
    ["wait-until", () => ({ until: "window", time: "09:00", to: "17:00", zone: "customer" }), ["out"]],
    [
      "wait-for-event",
      () => ({ event: "purchase", at_most: { amount: 2, unit: "days" } }),
      ["happened", "timeout"],
    ],
    ["rate-limit", () => ({ people: 9, per: "hour" }), ["out"]],
    ["message:email", () => mail, ["out"]],
    ["message:email", () => ({ ...mail, when_not_sent: "other-way" }), ["out", "not_sent"]],
    ["message:log", () => ({ content: { text: "Hello" } }), ["out"]],
    ["message:inbox", () => ({ content: { title: "Hello", body: "Hello" } }), ["out"]],
    ["benefit:coupon", () => ({ template_id }), ["granted", "refused"]],
    ["benefit:points", () => ({ amount: pick([5, 50]) }), ["granted", "refused"]],
    ["take-back", () => ({ what: pick(["all-points", "coupons-of-plan"]) }), ["taken", "nothing"]],
    ["benefit-block", () => ({ action: "block", days: 2 }), ["out"]],
  ]
  const nodes: object[] = [
    { id: "n0", kind: "conditions", settings: { rule: pick([{ all: [] }, tagged("a")]) } },
  ]
  const edges: object[] = [{ from: "n0", to: "n1" }]
  const many = 10
  for (let n = 1; n <= many; n++) {
    const [kind, settings, ports] = pick(cards)
    nodes.push({ id: `n${n}`, kind, settings: settings() })
    for (const port of ports) {
      // Mostly the next card, so that nothing drawn stands where nobody comes.
      const to = port === ports[0] ? n + 1 : n + 1 + Math.floor(chance() * 3)
      if (to <= many) edges.push({ from: `n${n}`, port, to: `n${to}` })
    }
  }
  return canvasSchema.parse({ nodes, edges })
}
