import type { Duration, Window } from "./conditions"
import type { Words } from "./describe-words"
import { lastOf } from "./window-end"

const UNITS = { weeks: "周", days: "天", hours: "小时", minutes: "分钟" } as const
const THIS = { day: "今天", week: "本周", month: "本月", quarter: "本季度", year: "今年" } as const
const PREVIOUS = { day: "昨天", week: "上周", month: "上月", quarter: "上季度", year: "去年" } as const

const duration = (span: Duration): string =>
  (Object.keys(UNITS) as (keyof typeof UNITS)[])
    .filter((unit) => span[unit] !== undefined)
    .map((unit) => `${span[unit]}${UNITS[unit]}`)
    .join("")

function window(given: Window, card: (id: string) => string): string {
  if ("last" in given) return `在最近${duration(given.last)}内`
  if ("this" in given) return THIS[given.this]
  if ("previous" in given) return PREVIOUS[given.previous]
  if ("since" in given && given.since === "node") return `自卡片${card(given.node)}以来`
  if ("since" in given && given.exactly) return "在该时刻"
  if ("since" in given && given.within)
    return `在${given.since === "entered" ? "进入计划" : "到达此卡片"}后${duration(given.within)}内`
  if ("since" in given) return given.since === "entered" ? "自进入计划以来" : "自到达此卡片以来"
  if (!("from" in given)) return `在${given.to}之前`
  return given.to ? `自${given.from}至${lastOf(given.to)}` : `自${given.from}起`
}

const SHIFTED: Record<string, string> = { this: "本月", next: "下月", previous: "上月" }

/** Asked of a day by how far it is from today. */
const AROUND_TODAY = /^(在过去|在未来|距今|是今天)/

const COMPARED = {
  eq: "等于{}",
  ne: "不等于{}",
  gt: "大于{}",
  gte: "至少为{}",
  lt: "小于{}",
  lte: "至多为{}",
  between: "介于{}之间",
}

/** Simplified Chinese. */
export const zhCN: Words = {
  sentence: (text) => `满足以下条件的客户：${text}。`,
  everybody: "所有人",
  nobody: "无人",
  and: "且",
  or: "或",
  comma: "、",
  until: "至",
  not: (text) => `不满足（${text.replace(/^（(.*)）$/, "$1")}）`,
  brackets: (text) => `（${text}）`,
  quote: (text) => `“${text}”`,
  deleted: (name) => `${name}（已删除）`,
  more: (n) => `等另外${n}项`,
  operators: {
    is: "是{}",
    is_not: "不是{}",
    in: "是{}之一",
    not_in: "不是{}中的任何一个",
    contains: "包含{}",
    starts_with: "以{}开头",
    ends_with: "以{}结尾",
    has_any: "包含{}中的任一个",
    has_all: "同时包含{}",
    has_none: "不包含{}中的任何一个",
    before: "早于{}",
    after: "晚于{}",
    on: "为{}",
    within_last: "在过去{}内",
    within_next: "在未来{}内",
    more_than_ago: "距今超过{}",
    anniversary_within_next: "的周年日在未来{}内",
    anniversary_in_month: "的周年日在{}",
    known: "已知",
    unknown: "未知",
    ...COMPARED,
  },
  comparisons: COMPARED,
  several: { known: "已知", unknown: "未知" },
  single: {
    in: "是{}",
    not_in: "不是{}",
    has_any: "包含{}",
    has_all: "包含{}",
    has_none: "不包含{}",
  },
  today: { within_last: "是今天", within_next: "是今天", anniversary_within_next: "的周年日是今天" },
  called: (label) => label,
  choice: (label) => `“${label}”`,
  truths: { yes: "为“是”", no: "为“否”" },
  whose: (fact) => fact,
  ofWhom: (statement) => statement,
  // A birthday comes round by itself; what does not is the day of birth.
  fact: (name, said) => {
    if (!name.endsWith("生日")) return name + said
    const comesRound = said.replace("的周年日", "")
    if (comesRound !== said) return name + comesRound
    return (AROUND_TODAY.test(said) ? name.replace(/生日$/, "出生日期") : name) + said
  },
  narrowed: (doing, text) => `${doing}（${text}）`,
  keys: {
    product_id: "商品",
    variant_id: "规格",
    category_id: "分类",
    collection_id: "系列",
    type_id: "类型",
    tag_id: "商品标签",
    sales_channel_id: "销售渠道",
    currency: "币种",
    source: "来源",
  },
  flags: { discounted: { yes: "有优惠", no: "无优惠" } },
  event: (name) => `发生“${name}”`,
  did: (doing, measures, time) => `${time}${doing}${measures ? `（${measures}）` : ""}`,
  never: (doing, time) => {
    if (doing.startsWith("有")) return `${time}没${doing}`
    return time ? `${time}未${doing}` : `从未${doing}`
  },
  orNone: "（包括从未有过的客户）",
  then: (doing, within) => `，之后${within ? `${within}内` : ""}${doing}`,
  notThen: (doing, within) => `，之后${within ? `${within}内` : ""}未${doing}`,
  measures: {
    count: "次数",
    days: "天数",
    quantity: "件数",
    amount: "金额",
    average: "平均金额",
    sum: "合计",
    min: "最小值",
    max: "最大值",
  },
  measured: { amount: "金额", quantity: "件数" },
  property: (name) => name,
  measure: (name, of, compared) => `${of ? `${of}的` : ""}${name}${compared}`,
  duration,
  window,
  month: (month) => (typeof month === "number" ? `${month}月` : (SHIFTED[month] ?? month)),
  inSegment: (name) => `属于人群${name}`,
  outcomes: {
    entered: "进入流程",
    received: "收到消息",
    failed: "触达失败",
    opened: "打开消息",
    clicked: "点击消息",
    coupon_used: "使用优惠券",
    converted: "转化下单",
    held_out: "被留作对照",
  },
  anyOutcomes: {
    entered: "进入任意营销计划",
    received: "收到任意消息",
    failed: "任意计划触达失败",
    opened: "打开任意消息",
    clicked: "点击任意消息",
    coupon_used: "使用任意计划的优惠券",
    converted: "因任意计划转化下单",
    held_out: "被任意计划留作对照",
  },
  plan: (outcome, plan, channel, time) =>
    `${time}在营销计划${plan}中${channel && `通过${channel}`}${outcome}`,
  anyPlan: (outcome, channel, time) => `${time}${channel && `通过${channel}`}${outcome}`,
  card: (outcome, card, time) => `${time}在卡片${card}处${outcome}`,
  couponStates: {
    usable: "可用",
    free: "未使用",
    held: "已加入购物车",
    reserved: "已锁定",
    used: "已使用",
    revoked: "已撤销",
    expired: "已过期",
  },
  holds: (state, template, expires) =>
    `持有${state}的优惠券${template}${expires ? `（${expires}内过期）` : ""}`,
}
