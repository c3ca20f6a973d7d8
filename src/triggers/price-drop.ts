import { z } from "zod"
import { inForm } from "../extension/form"
import { defineTrigger } from "../extension/trigger"
import { checkWhom, onlyThese, watchFor, whom, whomInWords } from "./catalog"

const settings = z.strictObject({
  percent: inForm(z.number().int("must be a whole percent").min(1).max(99).default(10), {
    label: { en: "By at least so many percent", zhCN: "至少降价百分比" },
    hint: {
      en: "Compared with the lowest price of the last 30 days, in the currency that each person pays in.",
      zhCN: "与最近 30 天的最低价相比，按客户所用货币计算。",
    },
  }),
  ...whom,
})

/** People come in when something they had to do with becomes cheaper for them. */
export const priceDrop = defineTrigger({
  id: "price-drop",
  icon: "arrow-down",
  label: { en: "A price drops", zhCN: "商品降价" },
  explanation: {
    en: "Price lists count from the day on which they begin. Who pays in another currency, buys in a region with prices of its own, or has a price of their own group, hears of their own price only.",
    zhCN: "价目表自生效日起计算。使用其他货币、所在区域有专属价格或享有群组价格的客户，仅按自己的价格计算。",
  },
  settings,
  summary: (given) => {
    const people = whomInWords(given)
    return {
      en: `The price drops by ${given.percent} % or more ${people.en}`,
      zhCN: `降价 ${given.percent}% 以上${people.zhCN}`,
    }
  },
  check: checkWhom,
  conditions: onlyThese,
  catalog: (given) => watchFor("price", given),
  // In whole numbers: a price that falls by exactly so much counts.
  matches: ({ percent }, { props: { old_price, new_price } }) =>
    (Number(old_price) - Number(new_price)) * 100 >= percent * Number(old_price),
})
