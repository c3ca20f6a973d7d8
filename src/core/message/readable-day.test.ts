import { createLiquid } from "../../channels/liquid"
import { ReadableDay } from "./readable-day"

const late = new Date("2026-12-06T22:30:00Z")

describe("a coupon's last day in a message (M4)", () => {
  it("is a day of the store's zone in the customer's language", () => {
    expect(`${new ReadableDay(late, "UTC", "en")}`).toBe("December 6, 2026")
    expect(`${new ReadableDay(late, "Asia/Shanghai", "zh-CN")}`).toBe("2026年12月7日")
    expect(`${new ReadableDay(late, "Europe/Berlin", "de")}`).toBe("6. Dezember 2026")
  })

  it("is in English where the language is none, or no language at all", () => {
    for (const language of [null, "", "German", "zhCN", "x-", "en_XX_YY_ZZ_1"])
      expect(`${new ReadableDay(late, "UTC", language)}`).toBe("December 6, 2026")
  })

  it("reads well as it is, and still goes through the date filter", () => {
    const liquid = createLiquid("Asia/Shanghai")
    const coupon = { expires_at: new ReadableDay(late, "Asia/Shanghai", "en") }
    const render = (text: string, kind: "html" | "text") =>
      liquid.render(liquid.compile(text, kind), { coupon })
    expect(render("until {{ coupon.expires_at }}", "html")).toBe("until December 7, 2026")
    expect(render('{{ coupon.expires_at | date: "%Y-%m-%d %H:%M" }}', "text")).toBe("2026-12-07 06:30")
    expect(JSON.stringify(coupon)).toBe('{"expires_at":"2026-12-06T22:30:00.000Z"}')
  })
})
