import { z } from "zod"
import { inForm } from "../extension/form"
import { defineTrigger } from "../extension/trigger"
import { checkWhom, onlyThese, watchFor, whom, whomInWords } from "./catalog"

/** People come in when something that was sold out can be bought again. */
export const backInStock = defineTrigger({
  id: "back-in-stock",
  icon: "arrow-path",
  label: { en: "Something is back in stock", zhCN: "商品到货" },
  explanation: {
    en: "When a variant that could not be bought has pieces again where a sales channel takes them from. Variants without counted stock, or that are sold beyond it, are never out of stock.",
    zhCN: "售罄的规格在销售渠道的仓库中重新有可售库存时。不管理库存或允许缺货预订的规格不计。",
  },
  settings: z.strictObject(whom),
  summary: (given) => {
    const people = whomInWords(given)
    return { en: `There are pieces again ${people.en}`, zhCN: `重新到货${people.zhCN}` }
  },
  check: checkWhom,
  conditions: onlyThese,
  catalog: (given) => watchFor("stock", given),
  matches: (_, { props: { before, available } }) => Number(before) <= 0 && Number(available) > 0,
})

/** People come in when few pieces are left. */
export const lowStock = defineTrigger({
  id: "low-stock",
  icon: "exclamation-circle",
  label: { en: "Something becomes scarce", zhCN: "商品即将售罄" },
  explanation: {
    en: "In the moment in which a variant has no more than so many pieces left that can be bought, and still some.",
    zhCN: "某规格的可售库存降至该数量或以下且仍有库存时。",
  },
  settings: z.strictObject({
    at_most: inForm(z.number().int("must be a whole number").min(1).max(10_000).default(5), {
      label: { en: "No more than so many pieces", zhCN: "剩余数量不超过" },
    }),
    ...whom,
  }),
  summary: (given) => {
    const people = whomInWords(given)
    return {
      en: `Only ${given.at_most} pieces or fewer are left ${people.en}`,
      zhCN: `库存仅剩 ${given.at_most} 件以内${people.zhCN}`,
    }
  },
  check: checkWhom,
  conditions: onlyThese,
  catalog: (given) => watchFor("stock", given),
  matches: ({ at_most }, { props: { before, available } }) =>
    Number(before) > at_most && Number(available) <= at_most && Number(available) > 0,
})
