import fc from "fast-check"
import { addDays, startOfDay } from "../time/zone"
import { intentOf, leadScoreOf } from "./lead-score"
import { checkLifecycle } from "./problems"
import { cutsOf, RFM_CLASSES, RFM_GRID, RFM_LABELS, rfmClassOf, rfmOf } from "./rfm"
import { LIFECYCLE_DEFAULTS, lifecycleSchema } from "./settings"
import { STAGES, stageOf } from "./stage"

const { stages, lead_score, intent } = LIFECYCLE_DEFAULTS
const zone = "Asia/Shanghai"
const now = new Date("2026-03-02T09:00:00Z")
const at = (text: string) => new Date(text)
const daysAgo = (days: number) =>
  new Date(startOfDay(addDays("2026-03-02", -days), zone).getTime() + 3_600_000)
const bought = (first: number, last: number) => ({
  purchases: 2,
  first_purchase_at: daysAgo(first),
  last_purchase_at: daysAgo(last),
})

describe("the lifecycle of a customer (A11)", () => {
  it("begins as a lead and is new, active, at risk and lapsed as days go by", () => {
    const never = { purchases: 0, first_purchase_at: null, last_purchase_at: null }
    expect(stageOf(never, stages, { now, zone })).toBe("lead")
    expect(stageOf(bought(29, 29), stages, { now, zone })).toBe("new")
    expect(stageOf(bought(30, 0), stages, { now, zone })).toBe("active")
    expect(stageOf(bought(400, 59), stages, { now, zone })).toBe("active")
    expect(stageOf(bought(400, 60), stages, { now, zone })).toBe("at_risk")
    expect(stageOf(bought(400, 180), stages, { now, zone })).toBe("lapsed")
  })

  it("turns at the midnight of the store, also after a 29 February", () => {
    const leap = {
      purchases: 1,
      first_purchase_at: at("2023-06-01T10:00:00Z"),
      last_purchase_at: at("2024-02-29T10:00:00Z"),
    }
    const stage = (text: string, z: string) => stageOf(leap, stages, { now: at(text), zone: z })
    // 29 February and sixty days is 29 April.
    expect(stage("2024-04-28T15:59:59Z", "Asia/Shanghai")).toBe("active")
    expect(stage("2024-04-28T16:00:00Z", "Asia/Shanghai")).toBe("at_risk")
    expect(stage("2024-04-28T16:00:00Z", "Europe/Berlin")).toBe("active")
  })

  it("goes forward only while nothing is bought", () => {
    fc.assert(
      fc.property(fc.nat(800), fc.nat(800), fc.nat(400), (a, b, later) => {
        const [last, first] = [Math.min(a, b), Math.max(a, b)]
        const order = (more: number) =>
          STAGES.indexOf(stageOf(bought(first + more, last + more), stages, { now, zone }))
        return order(later) >= order(0)
      }),
    )
  })
})

describe("the lead score (A11)", () => {
  const score = (acts: { name: string; at: Date }[], last: Date | null = null) =>
    leadScoreOf(acts, last, lead_score, { now, zone })

  it("is worth its points today, half of them after half the time and nothing after all of it", () => {
    const only = (days: number) => score([{ name: "checkout_started", at: daysAgo(days) }])
    expect([only(0), only(15), only(29), only(30)]).toEqual([30, 15, 1, 0])
  })

  it("counts each kind of event once a day, none of the future, none before the last purchase", () => {
    const views = [1, 2, 3].map(() => ({ name: "product_viewed", at: daysAgo(0) }))
    expect(score(views)).toBe(5)
    expect(score([{ name: "checkout_started", at: at("2026-03-02T09:00:01Z") }])).toBe(0)
    expect(score([{ name: "checkout_started", at: daysAgo(1) }], daysAgo(1))).toBe(0)
    expect(score([{ name: "constructor", at: daysAgo(0) }])).toBe(0)
  })

  it("lies from 0 to 100, never falls by doing more, and makes intent high, mid or low", () => {
    const act = fc.record({
      name: fc.constantFrom(...Object.keys(lead_score.points), "other"),
      at: fc.integer({ min: -1, max: 40 }).map(daysAgo),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), act, (acts, one) => {
        const before = score(acts)
        const after = score([...acts, one])
        return before >= 0 && after <= 100 && after >= before
      }),
    )
    expect([0, 19, 20, 49, 50, 100].map((s) => intentOf(s, intent))).toEqual([
      "low",
      "low",
      "mid",
      "mid",
      "high",
      "high",
    ])
  })
})

describe("RFM (A11)", () => {
  it("parts buyers into fifths", () => {
    expect(cutsOf([])).toBeNull()
    expect(cutsOf([7])).toEqual([7, 7, 7, 7])
    expect(cutsOf([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])).toEqual([2, 4, 6, 8])
  })

  it("gives the better customer no lower score and equals the same one", () => {
    const one = fc.record({
      days: fc.nat(900),
      purchases: fc.integer({ min: 1, max: 30 }),
      net: fc.nat(99_999),
    })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 80 }), (people) => {
        const of = (key: "days" | "purchases" | "net") => cutsOf(people.map((p) => p[key]))!
        const cuts = {
          currency: "eur",
          buyers: people.length,
          recency: of("days"),
          frequency: of("purchases"),
          monetary: of("net"),
        }
        const scored = people.map((p) => ({ ...p, ...rfmOf(p, cuts) }))
        return scored.every(
          (a) =>
            [a.recency, a.frequency, a.monetary].every((s) => s >= 1 && s <= 5) &&
            RFM_CLASSES.includes(rfmClassOf(a)) &&
            scored.every(
              (b) =>
                (a.days > b.days || a.recency >= b.recency) &&
                (a.purchases < b.purchases || a.frequency >= b.frequency) &&
                (a.net < b.net || a.monetary >= b.monetary),
            ),
        )
      }),
    )
  })

  it("names the best champions and the worst lost, and every class has a place and both languages", () => {
    expect(rfmClassOf({ recency: 5, frequency: 5, monetary: 5 })).toBe("champions")
    expect(rfmClassOf({ recency: 1, frequency: 1, monetary: 1 })).toBe("lost")
    expect(rfmClassOf({ recency: 1, frequency: 5, monetary: 4 })).toBe("cannot_lose")
    expect([...new Set(RFM_GRID.flat())].sort()).toEqual([...RFM_CLASSES].sort())
    for (const { en, zhCN } of Object.values(RFM_LABELS)) expect(en && zhCN).toBeTruthy()
  })
})

describe("thresholds", () => {
  it("of the house are sound", () => {
    expect(lifecycleSchema.parse(LIFECYCLE_DEFAULTS)).toEqual(LIFECYCLE_DEFAULTS)
    expect(checkLifecycle(LIFECYCLE_DEFAULTS)).toEqual([])
  })

  it("that contradict each other are each named at their place (A11)", () => {
    const points = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`e${i}`, 1]))
    const problems = checkLifecycle({
      stages: { new_days: 90, at_risk_days: 60, lapsed_days: 60 },
      intent: { high: 20, mid: 20 },
      lead_score: { window_days: 30, points },
      rfm: { currency: null },
    })
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ["lifecycle/new-too-long", "stages.new_days"],
      ["lifecycle/risk-after-lapse", "stages.at_risk_days"],
      ["lifecycle/mid-above-high", "intent.mid"],
      ["lifecycle/too-many-events", "lead_score.points"],
    ])
  })
})
