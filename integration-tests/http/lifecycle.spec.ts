import type { MarketingService } from "../../src/modules/marketing/service"
import { hireStaff, office, openShop, registerShopper, type Shopper } from "../support/shop"
import { bootStore, type Store } from "../support/store"

describe("thresholds of the lifecycle over HTTP", () => {
  let store: Store
  let desk: ReturnType<typeof office>
  let ada: Shopper
  beforeAll(async () => {
    store = await bootStore()
    desk = office(store.app, await hireStaff(store.app, store.container))
    ada = await registerShopper(store.app, await openShop(store.container), "Ada")
  })

  const url = "/admin/marketing/settings"
  const stages = { new_days: 10, at_risk_days: 20, lapsed_days: 40 }

  it("staff read and change them beside the switch for messages (A11)", async () => {
    const before = (await desk.get(url).expect(200)).body.settings
    expect(before).toMatchObject({
      sending: "on",
      lifecycle: { stages: { new_days: 30, at_risk_days: 60, lapsed_days: 180 }, changed_by: null },
    })
    const saved = (await desk.post(url, { lifecycle: { stages } }).expect(200)).body.settings
    expect(saved.lifecycle).toMatchObject({ stages, intent: before.lifecycle.intent })
    expect(saved.lifecycle.changed_by).toMatch(/^user_/)
    expect((await desk.get(url).expect(200)).body.settings).toEqual(saved)
  })

  it("those that make no sense are refused at their place, and nothing changes (A11)", async () => {
    const before = (await desk.get(url).expect(200)).body
    for (const [lifecycle, path, code] of [
      [
        { stages: { ...stages, lapsed_days: 20 } },
        "lifecycle.stages.at_risk_days",
        "lifecycle/risk-after-lapse",
      ],
      [{ intent: { high: 10, mid: 10 } }, "lifecycle.intent.mid", "lifecycle/mid-above-high"],
      [{ stages: { new_days: 1 } }, "lifecycle.stages.at_risk_days", "body/invalid"],
      [{ stages: { ...stages, new_days: 0.5 } }, "lifecycle.stages.new_days", "body/invalid"],
      [{ rfm: { currency: "EURO" } }, "lifecycle.rfm.currency", "body/invalid"],
      [
        { lead_score: { window_days: 30, points: { viewed: -1 } } },
        "lifecycle.lead_score.points.viewed",
        "body/invalid",
      ],
      [{ colour: 1 }, "lifecycle", "body/invalid"],
    ] as const) {
      const answer = await desk.post(url, { sending: "stopped", lifecycle })
      expect([answer.status, answer.body.problems?.[0]]).toMatchObject([400, { path, code }])
    }
    expect((await desk.get(url).expect(200)).body).toEqual(before)
  })

  it("limits of sending are read and changed there, too; what means nothing is refused at its place (P10)", async () => {
    const { limits } = (await desk.get(url).expect(200)).body.settings
    expect(limits).toMatchObject({
      caps: { per_day: 2, per_week: null },
      quiet_hours: null,
      hold_out_percent: 0,
    })
    const quiet_hours = { from: "21:00", to: "08:00", then: "hold", exempt: ["notice"] }
    const saved = (await desk.post(url, { limits: { quiet_hours } }).expect(200)).body.settings.limits
    expect(saved).toMatchObject({ caps: limits.caps, quiet_hours })
    expect(saved.changed_by).toMatch(/^user_/)
    for (const [wrong, path] of [
      [{ quiet_hours: { ...quiet_hours, to: "21:00" } }, "limits.quiet_hours.to"],
      [{ quiet_hours: { ...quiet_hours, to: "25:00" } }, "limits.quiet_hours.to"],
      [{ caps: { ...limits.caps, per_day: 0 } }, "limits.caps.per_day"],
      [{ hold_out_percent: 21 }, "limits.hold_out_percent"],
    ] as const)
      expect((await desk.post(url, { limits: wrong }).expect(400)).body.problems[0].path).toBe(path)
    expect((await desk.get(url).expect(200)).body.settings.limits).toEqual(saved)
    await desk.post(url, { limits: { quiet_hours: null } }).expect(200)
  })

  it("staff see how many customers are in each stage, and rules know the fields (A11)", async () => {
    const { verbs } = store.container.resolve<MarketingService>("marketing")
    await verbs.syncCustomers([ada.customer_id])
    while (await verbs.computeDueScores());
    while (await verbs.computeScores());
    const { lifecycle } = (await desk.get("/admin/marketing/lifecycle").expect(200)).body
    expect(lifecycle.stages.lead).toBeGreaterThan(0)
    expect(lifecycle.computed_at).not.toBeNull()
    const lead = { fact: "lifecycle.stage", op: "is", value: "lead" }
    const rule = { all: [lead, { fact: "profile.email", op: "is", value: ada.email }] }
    const found = await desk.post("/admin/marketing/rules/preview", { rule }).expect(200)
    expect(found.body.count).toBe(1)
  })
})
