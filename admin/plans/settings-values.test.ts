import { planSettingsSchema } from "../../src/core/canvas/plan-settings"
import { saysSameSettings, toSave, valuesOf } from "./settings-values"

const base = {
  name: "Plan",
  category: "marketing" as const,
  type: "one_time" as const,
  settings: planSettingsSchema.parse({ schedule: { at: "now", zone: "customer" }, holdout_percent: 5 }),
}

describe("settings that two people changed at once", () => {
  it("are put together: each keeps what only they changed, and where both did, what is written here stands", () => {
    const written = { ...valuesOf(base), name: "Mine", holdout: 10 }
    const attribution = { basis: "click" as const, window_days: 30 }
    const now = {
      ...base,
      name: "Theirs",
      category: "care" as const,
      settings: { ...base.settings, attribution, holdout_percent: 20 },
    }
    expect(toSave(base, written, now)).toEqual({
      name: "Mine",
      category: "care",
      type: "one_time",
      settings: { ...base.settings, attribution, holdout_percent: 10 },
    })
  })

  it("stay as somebody else left them where nothing was touched, in whatever way the form would say the same", () => {
    const schedule = { every: "day", interval: 1, time: "09:00", missing_day: "last", zone: "store" } as const
    const now = {
      ...base,
      type: "recurring" as const,
      settings: { ...base.settings, schedule, budget: { amount: 500, currency: "eur" } },
    }
    expect(toSave(base, valuesOf(base), now)).toEqual(now)
    expect(toSave(base, valuesOf(base), base)).toEqual(base)
  })

  it("begin when and by what one of them said, never half by each", () => {
    const start = { ...valuesOf(base).start, how: "event" as const }
    const schedule = { at: "2026-12-01T10:00", zone: "store" } as const
    const now = { ...base, settings: { ...base.settings, schedule } }
    const saved = toSave(base, { ...valuesOf(base), start }, now)
    expect([saved.type, saved.settings.schedule]).toEqual(["triggered", { at: "now", zone: "store" }])
  })

  it("are taken away when only one of them took them away", () => {
    const with_budget = { ...base, settings: { ...base.settings, budget: { amount: 1, currency: "eur" } } }
    expect(toSave(with_budget, valuesOf(with_budget), base).settings?.budget).toBeUndefined()
    const emptied = { ...valuesOf(with_budget), budget: undefined }
    expect(toSave(with_budget, emptied, with_budget).settings?.budget).toBeUndefined()
  })

  it("are the same where only the order in which they are written is another", () => {
    const turned = { ...base, settings: Object.fromEntries(Object.entries(base.settings).reverse()) as never }
    expect(saysSameSettings(base, turned)).toBe(true)
    expect(saysSameSettings(base, { ...base, name: "Another" })).toBe(false)
  })
})
