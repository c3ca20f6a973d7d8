import { localeOf } from "./locale"

/** As Medusa's panel offers them. */
const LANGUAGES =
  "ar bg bs cs de el en enGB es fa fi fr he hr hu id it ja ko lt mk mn nl pl ptBR ptPT ro ru sv th tr uk vi zhCN zhTW"

describe("the panel's language, as browsers name it (O7)", () => {
  it("is one in which numbers and days can be written, whichever Medusa offers", () => {
    for (const language of LANGUAGES.split(" ")) {
      const locale = localeOf(language)
      expect(locale.replace("-", "")).toBe(language)
      expect(new Intl.NumberFormat(locale).format(1234)).not.toBe("")
      expect(new Intl.DateTimeFormat(locale).format(new Date(0))).not.toBe("")
    }
    expect(["ptBR", "enGB", "zhCN"].map(localeOf)).toEqual(["pt-BR", "en-GB", "zh-CN"])
  })

  it("is English where nobody knows it", () => {
    expect([undefined, "", "klingon warrior", "cimode!"].map(localeOf)).toEqual(["en", "en", "en", "en"])
  })
})
