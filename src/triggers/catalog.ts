import { z } from "zod"
import { ruleSetting } from "../core/canvas/rule-setting"
import type { Problem } from "../core/problem"
import { inForm } from "../extension/form"
import type { CheckInput } from "../extension/kind"
import type { Labels } from "../extension/labels"
import type { CatalogWatch } from "../extension/starts"
import { refuseTrigger } from "./problems"

const days = z.number().int("must be a whole number").min(1).max(365)

/** Whom news of the catalogue concern: the same questions at each of these triggers. */
export const whom = {
  people: inForm(z.array(z.enum(["cart", "viewed", "wished", "bought"])).default(["cart", "viewed"]), {
    label: { en: "Who had to do with the product", zhCN: "与该商品有关的客户" },
    choices: {
      cart: { en: "Has it in the cart", zhCN: "购物车中有该商品" },
      viewed: { en: "Looked at it and did not buy it since", zhCN: "浏览过且此后未购买" },
      wished: { en: "Wished for it and did not buy it since", zhCN: "加入心愿单且此后未购买" },
      bought: { en: "Bought it", zhCN: "购买过" },
    },
  }),
  within_days: inForm(days.default(30), {
    label: { en: "Within the last days", zhCN: "最近多少天内" },
  }),
  segment_id: inForm(z.string().min(1).optional(), {
    label: { en: "And everybody in this segment", zhCN: "以及此人群的所有客户" },
    control: "segment",
  }),
  cool_down_days: inForm(days.default(14), {
    label: { en: "Not again for the same one within days", zhCN: "同一商品或促销多少天内不再重复" },
    hint: {
      en: "Prices and stock may go up and down: nobody hears of the same one twice in this time.",
      zhCN: "价格与库存可能反复变化：此期间内同一客户不会重复收到。",
    },
  }),
  rule: inForm(ruleSetting.optional(), {
    label: { en: "Only these people", zhCN: "仅限这些客户" },
    control: "rule-in-canvas",
  }),
}
const whomSchema = z.object(whom)
export type Whom = z.infer<typeof whomSchema>

export const watchFor = (
  of: CatalogWatch["of"],
  { people, within_days, segment_id, cool_down_days }: Whom,
): CatalogWatch => ({ of, people, within_days, segment_id, cool_down_days })

export const onlyThese = ({ rule }: Whom) => rule ?? null

export const checkWhom = ({ settings, path, exists }: CheckInput<Whom>): Problem[] => {
  const { people, segment_id } = settings
  if (segment_id && !exists("segment", segment_id))
    return [refuseTrigger("trigger/no-segment", `${path}.segment_id`, { id: segment_id })]
  return people.length === 0 && !segment_id ? [refuseTrigger("trigger/for-nobody", `${path}.people`)] : []
}

const HAD: Record<Whom["people"][number], Labels> = {
  cart: { en: "has in the cart", zhCN: "购物车中有" },
  viewed: { en: "looked at", zhCN: "浏览过" },
  wished: { en: "wished for", zhCN: "加入心愿单" },
  bought: { en: "bought", zhCN: "购买过" },
}

/** "something that somebody has in the cart or looked at in the last 30 days". */
export const whomInWords = ({ people, within_days, segment_id }: Whom): Required<Labels> => {
  const had = people.map((one) => HAD[one])
  if (had.length === 0) return { en: "for everybody in a segment", zhCN: "（指定人群）" }
  const and = segment_id
    ? { en: ", or for everybody in a segment", zhCN: "或指定人群" }
    : { en: "", zhCN: "" }
  return {
    en: `of something that somebody ${had.map(({ en }) => en).join(" or ")} in the last ${within_days} days${and.en}`,
    zhCN: `（最近 ${within_days} 天${had.map(({ zhCN }) => zhCN).join("或")}的客户${and.zhCN}）`,
  }
}
