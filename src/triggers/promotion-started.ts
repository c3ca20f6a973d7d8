import { z } from "zod"
import { inForm } from "../extension/form"
import { defineTrigger } from "../extension/trigger"
import { checkWhom, onlyThese, watchFor, whom, whomInWords } from "./catalog"

/** People come in when a promotion begins that makes something they had to do with cheaper. */
export const promotionStarted = defineTrigger({
  id: "promotion-started",
  icon: "receipt-percent",
  label: { en: "A promotion begins", zhCN: "促销开始" },
  explanation: {
    en: "When a promotion of the store is switched on, or its campaign's first day comes. Promotions for certain regions, countries or sales channels are not told, nor those behind coupons.",
    zhCN: "商店的促销启用或其活动开始时。限定地区、国家或销售渠道的促销以及优惠券背后的促销不计。",
  },
  settings: z.strictObject({
    code: inForm(z.string().trim().min(1).max(200).optional(), {
      label: { en: "Only the promotion with this code", zhCN: "仅限此代码的促销" },
      control: "text",
    }),
    ...whom,
  }),
  summary: (given) => {
    const people = whomInWords(given)
    const one = given.code
      ? { en: `"${given.code}"`, zhCN: `“${given.code}”` }
      : { en: "A promotion", zhCN: "促销" }
    return { en: `${one.en} begins ${people.en}`, zhCN: `${one.zhCN}开始${people.zhCN}` }
  },
  check: checkWhom,
  conditions: onlyThese,
  catalog: (given) => watchFor("promotion", given),
  matches: ({ code }, { props }) => !code || String(props.code).toLowerCase() === code.toLowerCase(),
})
