import { type DrawnPlan, definePlanTemplate } from "../extension/plan-template"
import { cards, last } from "./cards"
import { coupon, days, number, points } from "./parameters"

const group = { id: "newcomers-and-regulars", label: { en: "Newcomers and regulars", zhCN: "新客与老客" } }
const MORNING: DrawnPlan["settings"] = {
  schedule: { every: "day", interval: 1, time: "10:00", missing_day: "last", zone: "store" },
}
const times = (given: number) =>
  number("times", ["Purchases", "购买次数"], given, { min: 2, max: 1000, unit: ["times", "次"] })

/** From the first day on, and those who keep coming. */
export const newcomersAndRegulars = [
  definePlanTemplate({
    id: "welcome",
    group,
    label: { en: "Welcome", zhCN: "新客欢迎" },
    explanation: {
      en: "Every morning a welcome to who became a customer lately and had none yet; some days later help towards the first order.",
      zhCN: "每天上午欢迎近期新增且尚未收到欢迎的客户；数日后引导其完成首单。",
    },
    use: {
      en: "People read the first letter more often than any later one: say who you are.",
      zhCN: "首封邮件的打开率最高，请介绍您的品牌。",
    },
    category: "marketing",
    type: "recurring",
    parameters: [
      days("recent", ["Became a customer in the last", "成为客户时间在最近"], 7, { max: 60 }),
      days("days", ["Second letter after", "第二封间隔"], 3, { max: 60 }),
      coupon,
    ],
    draw: ({ recent, days, coupon }, say) => {
      const { put, mail, wait, notBought, coupon: give, canvas } = cards(say)
      const fresh = put("conditions", {
        rule: { fact: "profile.became_customer_at", op: "within_last", value: { days: recent } },
      })
      const first = mail(
        fresh,
        ["Welcome!", "欢迎加入！"],
        ["How nice that you are here. This is who we are.", "很高兴认识您，这是我们的故事。"],
      )
      mail(
        give(notBought(wait(first, days, "days")), coupon),
        ["Find what suits you", "找到适合您的"],
        [
          "This is what others like most.{% if coupon %} Your code for the first order: {{ coupon.code }}{% endif %}",
          "看看大家最喜欢的商品。{% if coupon %}您的首单优惠码：{{ coupon.code }}{% endif %}",
        ],
      )
      return {
        canvas: canvas(),
        settings: { ...MORNING, entry: { limit: { times: 1, per: "plan" }, cool_down_hours: 0 } },
      }
    },
  }),
  definePlanTemplate({
    id: "first-order",
    group,
    label: { en: "First order", zhCN: "首单转化" },
    explanation: {
      en: "Newcomers who have not ordered yet; two letters against each other.",
      zhCN: "近期注册但未下单的客户，两种邮件对比测试。",
    },
    use: {
      en: "Shows what leads to a first order: help, or what others like.",
      zhCN: "了解帮助和推荐哪种更能促成首单。",
    },
    category: "marketing",
    type: "one_time",
    parameters: [days("days", ["Became a customer in the last", "成为客户时间在最近"], 30)],
    draw: ({ days }, say) => {
      const { put, mail, tag, canvas } = cards(say)
      const rule = {
        all: [
          { fact: "profile.became_customer_at", op: "within_last", value: { days } },
          { did: "order_placed", count: { eq: 0 } },
        ],
      }
      const variants = [
        { id: "a", name: say({ en: "Help", zhCN: "帮助" }), share: 50 },
        { id: "b", name: say({ en: "Favourites", zhCN: "热门" }), share: 50 },
      ]
      const test = put("split-test", { variants }, { after: put("conditions", { rule }) })
      const [a, b] = [
        { ...test, ports: ["a"] },
        { ...test, ports: ["b"] },
      ]
      const help = mail(
        a,
        ["Can we help?", "需要帮助吗？"],
        ["Tell us what you are looking for, and we find it for you.", "告诉我们您想找什么，我们为您推荐。"],
      )
      const loved = mail(
        b,
        ["What others love", "大家都在买"],
        ["Have a look at what our customers order most.", "看看客户最常购买的商品。"],
        { row: 1 },
      )
      tag([help, loved], "first-order")
      return { canvas: canvas() }
    },
  }),
  definePlanTemplate({
    id: "vip-care",
    group,
    label: { en: "Care for the best", zhCN: "VIP 关怀" },
    explanation: {
      en: "Whoever reaches so many purchases in a year gets a tag, points and thanks, the moment it happens.",
      zhCN: "客户一年内达到购买次数时，立即打标签、赠送积分并致谢。",
    },
    use: {
      en: "Marks your best customers: other plans can ask for the tag.",
      zhCN: "标记最佳客户，其他计划可使用该标签。",
    },
    category: "care",
    type: "triggered",
    parameters: [times(5), points(500)],
    draw: ({ times, points: amount }, say) => {
      const { put, mail, points, tag, canvas } = cards(say)
      const reached = put("trigger:did-something", {
        event: "purchase",
        times: { count: times, within_days: 365 },
      })
      mail(
        points(tag(reached, "vip"), amount),
        ["Thank you", "感谢有您"],
        [
          "You are one of our best customers. There are {{ points.balance }} points in your account.",
          "您是我们最重要的客户之一，账户中现有 {{ points.balance }} 积分。",
        ],
      )
      return {
        canvas: canvas(),
        settings: { entry: { limit: { times: 1, per: "plan" }, cool_down_hours: 0 } },
      }
    },
  }),
  definePlanTemplate({
    id: "loyal-thanks",
    group,
    label: { en: "Thank the loyal", zhCN: "感谢忠实客户" },
    explanation: {
      en: "Everybody who bought often within a year gets points, a tag and thanks, once.",
      zhCN: "一年内多次购买的客户，一次性赠送积分、打标签并致谢。",
    },
    use: { en: "At the end of a year, or with a new collection.", zhCN: "适合年末或新品上市时使用。" },
    category: "care",
    type: "one_time",
    parameters: [times(5), points(500)],
    draw: ({ times, points: amount }, say) => {
      const { put, mail, points, tag, canvas } = cards(say)
      const who = put("conditions", { rule: { did: "purchase", count: { gte: times }, window: last(365) } })
      mail(
        points(tag(who, "loyal"), amount),
        ["Thank you", "感谢有您"],
        [
          "You are one of our best customers. We put points into your account.",
          "您是我们最忠实的客户之一，积分已放入您的账户。",
        ],
      )
      return { canvas: canvas() }
    },
  }),
  definePlanTemplate({
    id: "big-sale",
    group,
    label: { en: "Big sale", zhCN: "大促预热" },
    explanation: {
      en: "Two subjects are tried on a part of the people, the better one goes to the others; then a last call to who has not bought.",
      zhCN: "先用部分客户测试两种主题，其余客户收到优胜方案；最后提醒尚未购买的客户。",
    },
    use: {
      en: "Publish it some days before the sale; set the start in the settings.",
      zhCN: "请在大促前数日发布，并在设置中指定开始时间。",
    },
    category: "marketing",
    type: "one_time",
    parameters: [
      days("recent", ["Bought in the last", "最近多少天内购买过"], 365),
      number("share", ["People in the test", "测试比例"], 20, { min: 5, max: 100, unit: ["%", "%"] }),
      days("days", ["Last call after", "最后提醒间隔"], 3, { max: 30 }),
    ],
    draw: ({ recent, share, days }, say) => {
      const { put, mail, wait, notBought, goal, canvas } = cards(say)
      const who = put("conditions", { rule: { did: "purchase", window: last(recent) } })
      const test = put(
        "split-test",
        {
          variants: [
            { id: "a", name: say({ en: "Curious", zhCN: "悬念" }), share: 50 },
            { id: "b", name: say({ en: "Plain", zhCN: "直接" }), share: 50 },
          ],
          winner: {
            metric: "click_rate",
            after: { amount: 6, unit: "hours" },
            least_people: 100,
            test_percent: share,
          },
        },
        { after: who },
      )
      const text: [string, string] = [
        "It begins soon: have a look at what is coming.",
        "即将开始：抢先看看有哪些好物。",
      ]
      const a = mail({ ...test, ports: ["a"] }, ["Something is coming…", "有大事发生……"], text)
      const b = mail({ ...test, ports: ["b"] }, ["Our sale begins", "大促即将开始"], text, { row: 1 })
      mail(
        notBought(wait([a, b], days, "days")),
        ["The last days", "最后机会"],
        ["It is nearly over. What is in your cart now still costs less.", "活动即将结束，现在下单仍享优惠。"],
      )
      goal(2)
      return { canvas: canvas() }
    },
  }),
]
