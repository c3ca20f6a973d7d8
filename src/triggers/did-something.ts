import { z } from "zod"
import { ruleSetting } from "../core/canvas/rule-setting"
import { eventsOf, nameOfEvent } from "../core/rules/event-names"
import type { Rule, Where } from "../core/rules/schema"
import { lengthOf, spanInWords, spanSchema } from "../core/time/span"
import { inForm } from "../extension/form"
import { defineTrigger } from "../extension/trigger"

const where = z.record(z.string().min(1).max(200), z.unknown())
const event = z.string().min(1, "is needed").max(100)

export const didSomethingSettings = z.strictObject({
  event: inForm(event, {
    label: { en: "What they do", zhCN: "发生的行为" },
    control: "event",
  }),
  where: inForm(where.optional(), {
    label: { en: "Only with these properties", zhCN: "仅限具有这些属性" },
    control: "event-where",
  }),
  times: inForm(
    z
      .strictObject({
        count: inForm(z.number().int().min(2).max(1000).default(2), { label: { en: "Times", zhCN: "次数" } }),
        within_days: inForm(z.number().int().min(1).max(365).default(30), {
          label: { en: "Within days", zhCN: "多少天内" },
        }),
      })
      .optional(),
    { label: { en: "Only when done so often", zhCN: "仅当达到次数" } },
  ),
  /** Without it people come in at once. */
  wait: inForm(spanSchema.optional(), { label: { en: "How long after", zhCN: "多久之后" } }),
  unless: inForm(
    z
      .strictObject({
        event: inForm(event, { label: { en: "What they do", zhCN: "发生的行为" }, control: "event" }),
        where: inForm(where.optional(), {
          label: { en: "Only with these properties", zhCN: "仅限具有这些属性" },
          control: "event-where",
        }),
      })
      .optional(),
    { label: { en: "Unless they do this in the meantime", zhCN: "除非期间发生" } },
  ),
  rule: inForm(ruleSetting.optional(), {
    label: { en: "Only these people", zhCN: "仅限这些客户" },
    control: "rule-in-canvas",
  }),
})
type Settings = z.infer<typeof didSomethingSettings>

/** Read off orders and carts: what was recorded a moment ago must still be so. */
const READ_OFF_ROWS = new Set(["purchase", "order_placed", "refund", "cart_open"])

/** People come in who do something; or who do it, and do not do something else in time. */
export const didSomething = defineTrigger<Settings>({
  id: "did-something",
  icon: "bolt",
  label: { en: "Somebody does something", zhCN: "客户发生行为" },
  explanation: {
    en: "Lets a person in when they do it: at once, or some time after, unless they did something else by then. Doing it again before the time is over begins the time anew.",
    zhCN: "客户发生该行为时进入：立即，或在一段时间后且期间未发生另一行为。期间再次发生则重新计时。",
  },
  settings: didSomethingSettings,
  summary: ({ event, times, wait, unless }) => {
    const did = nameOfEvent(event)
    const often = times && {
      en: ` ${times.count} times in ${times.within_days} days`,
      zhCN: `（${times.within_days} 天内 ${times.count} 次）`,
    }
    const after = wait && { en: `, ${spanInWords(wait).en} later`, zhCN: ` ${spanInWords(wait).zhCN}后` }
    const not = unless && nameOfEvent(unless.event)
    return {
      en: `People who ${did.en}${often?.en ?? ""}${after?.en ?? ""}${not ? `, unless they ${not.en} by then` : ""}`,
      zhCN: `客户${did.zhCN}${often?.zhCN ?? ""}${after?.zhCN ?? ""}${not ? `，期间未${not.zhCN}` : ""}`,
    }
  },
  events: ({ event }) => eventsOf(event),
  delay: ({ wait }) => (wait ? lengthOf(wait) : 0),
  // What is done again with other properties is something else: then the conditions say whether it was this.
  restarts: ({ wait, where }) => wait !== undefined && where === undefined,
  conditions: ({ event, where, times, wait, unless, rule }) => {
    const asked: Rule[] = []
    const narrow = where && { where: where as Where }
    const not_again = wait && where && { not_then: { did: event, ...narrow } }
    if (where || READ_OFF_ROWS.has(event))
      asked.push({ did: event, ...narrow, window: { since: "entered", exactly: true }, ...not_again })
    if (times)
      asked.push({
        did: event,
        ...narrow,
        window: { last: { days: times.within_days } },
        count: { gte: times.count },
      })
    if (unless)
      asked.push({
        not: {
          did: unless.event,
          ...(unless.where ? { where: unless.where as Where } : {}),
          window: { since: "entered" },
        },
      })
    if (rule) asked.push(rule)
    return asked.length === 0 ? null : asked.length === 1 ? asked[0]! : { all: asked }
  },
})
