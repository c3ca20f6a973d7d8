import { into, way } from "../core/canvas/sketch"
import type { Rule } from "../core/rules/schema"
import { type DrawnPlan, definePlanTemplate } from "../extension/plan-template"
import { bought, cards, last } from "./cards"
import { coupon, days, number, percent, points } from "./parameters"

const group = { id: "winning-back", label: { en: "Winning back", zhCN: "流失挽回" } }
const quiet = (given: number) => days("quiet", ["No purchase for", "未购买天数"], given, { max: 3650 })
const MONDAYS: DrawnPlan["settings"] = {
  schedule: {
    every: "week",
    interval: 1,
    on: ["mon"],
    time: "10:00",
    missing_day: "last",
    zone: "store",
  },
  entry: { limit: { times: 1, per: "plan" }, cool_down_hours: 0 },
}
const lastBought = (op: "within_last" | "more_than_ago", amount: number): Rule => ({
  fact: "purchase.last_at",
  op,
  value: { days: amount },
})
/** Neither paid nor ordered anything for so long, but did before, and not too long ago to remember us. */
const wentQuiet = (quiet: number): Rule[] => [
  lastBought("more_than_ago", quiet),
  { not: { did: "order_placed", window: last(quiet) } },
  lastBought("within_last", quiet * 3),
]

/** People who bought and then stopped. */
export const winningBack = [
  definePlanTemplate({
    id: "win-back",
    group,
    label: { en: "Win back", zhCN: "流失挽回" },
    explanation: {
      en: "Every Monday: who bought before, but not for some time, gets a letter; a week later, if nothing happened, points.",
      zhCN: "每周一：曾购买但近期未复购的客户收到邮件；一周后仍未购买的赠送积分。",
    },
    use: {
      en: "Words first, presents only to who needs them. Nobody comes in twice.",
      zhCN: "先沟通，必要时再赠送。每位客户仅进入一次。",
    },
    category: "marketing",
    type: "recurring",
    parameters: [
      quiet(60),
      days("days", ["Points after another", "之后多久赠送积分"], 7, { max: 60 }),
      points(200),
    ],
    draw: ({ quiet, days, points: amount }, say) => {
      const { put, mail, wait, notBought, points, goal, canvas } = cards(say)
      const who = put("conditions", {
        rule: { all: wentQuiet(quiet) },
      })
      const first = mail(
        who,
        ["We miss you", "好久不见"],
        ["It has been a while. This is new with us.", "好久不见，来看看最新上架的商品。"],
      )
      mail(
        points(notBought(wait(first, days, "days")), amount, 30),
        ["A present for you", "送您一份礼物"],
        ["We put points into your account; they are yours for 30 days.", "积分已放入您的账户，30 天内有效。"],
      )
      goal(1)
      return { canvas: canvas(), settings: MONDAYS }
    },
  }),
  definePlanTemplate({
    id: "at-risk",
    group,
    label: { en: "Regulars who hesitate", zhCN: "老客流失预警" },
    explanation: {
      en: "Every Monday: who bought several times and is overdue gets a coupon before they are gone.",
      zhCN: "每周一：多次购买但逾期未复购的客户，在流失前收到优惠券。",
    },
    use: {
      en: "Keeping somebody is cheaper than winning them back.",
      zhCN: "挽留客户的成本低于召回。",
    },
    category: "marketing",
    type: "recurring",
    parameters: [
      number("times", ["Bought at least", "购买次数不少于"], 3, { min: 2, max: 1000, unit: ["times", "次"] }),
      quiet(45),
      coupon,
    ],
    draw: ({ times, quiet, coupon }, say) => {
      const { put, mail, coupon: give, canvas } = cards(say)
      const who = put("conditions", {
        rule: {
          all: [{ fact: "purchase.count", op: "gte", value: times }, ...wentQuiet(quiet)],
        },
      })
      mail(
        give(who, coupon),
        ["For you, as one of our regulars", "老朋友专享"],
        [
          "We would like to see you again.{% if coupon %} Your code: {{ coupon.code }}{% endif %}",
          "期待再次见到您。{% if coupon %}您的优惠码：{{ coupon.code }}{% endif %}",
        ],
      )
      return { canvas: canvas(), settings: MONDAYS }
    },
  }),
  definePlanTemplate({
    id: "lapsed",
    group,
    label: { en: "Lapsed, with a base line", zhCN: "沉睡唤醒（含对照）" },
    explanation: {
      en: "Everybody who ever bought, without those who bought lately; a share of them gets nothing and shows what would have happened anyway.",
      zhCN: "曾购买客户排除近期购买者；其中一部分不发送，作为自然回流的对照。",
    },
    use: {
      en: "Once or twice a year. Compare the two tags afterwards.",
      zhCN: "每年一至两次，结束后对比两个标签的客户。",
    },
    category: "marketing",
    type: "one_time",
    parameters: [quiet(180), percent("share", ["Share that gets the letter", "发送比例"], 90), points(200)],
    draw: ({ quiet, share, points: amount }, say) => {
      const { put, mail, points, tag, canvas } = cards(say)
      const ever = put("conditions", { rule: { did: "purchase" } })
      const lately = put("conditions", { rule: bought(last(quiet)) }, { row: 1 })
      const asleep = put("exclude", {}, { after: [ever, into(lately, "without")] })
      const drawn = put("sample", { percent: share }, { after: asleep })
      mail(
        points(tag(drawn, "woken"), amount, 30),
        ["Long time no see", "久违了"],
        ["We have saved points for you. Come and see what is new.", "我们为您准备了积分，来看看新品吧。"],
      )
      put("tags", { add: ["not-woken"], remove: [] }, { after: way(drawn, "rest"), row: 1 })
      return { canvas: canvas() }
    },
  }),
]
