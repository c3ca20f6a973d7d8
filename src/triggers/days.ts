import { z } from "zod"
import { textLike } from "../core/read-by"
import type { Rule } from "../core/rules/schema"
import { inForm } from "../extension/form"
import { defineTrigger } from "../extension/trigger"

const clock = {
  time: inForm(textLike(/^([01]\d|2[0-3]):[0-5]\d$/, "09:00").default("09:00"), {
    label: { en: "Time of the day", zhCN: "时间" },
    control: "time",
  }),
  zone: inForm(z.enum(["store", "customer"]).default("store"), {
    label: { en: "Whose clock", zhCN: "按谁的时间" },
    choices: {
      store: { en: "The store's", zhCN: "店铺时间" },
      customer: { en: "Each customer's own", zhCN: "客户当地时间" },
    },
  }),
}
const daysBefore = (most: number) =>
  inForm(z.number().int("must be a whole number").min(0).max(most).default(0), {
    label: { en: "Days before", zhCN: "提前天数" },
  })

/** Of what a rule asks within the next days, only what falls on the last of them. */
const justThen = (within: (days: number) => Rule, days: number): Rule =>
  days === 0 ? within(0) : { all: [within(days), { not: within(days - 1) }] }

const ahead = (days: number) =>
  days === 0
    ? { en: "On", zhCN: "在" }
    : { en: `${days} ${days === 1 ? "day" : "days"} before`, zhCN: `提前 ${days} 天：` }

const WHOSE = {
  own: { fact: "profile.birthday", en: "their birthday", zhCN: "本人生日" },
  related: { fact: "relation.birthday", en: "the birthday of somebody related", zhCN: "亲友生日" },
} as const

/** Their own birthday, or that of a child, a partner, a pet. */
export const birthday = defineTrigger({
  id: "birthday",
  icon: "calendar",
  label: { en: "Birthday", zhCN: "生日" },
  explanation: {
    en: "On the day, or some days before. Who was born on 29 February celebrates on the 28th in other years.",
    zhCN: "生日当天或提前若干天。2 月 29 日出生者在平年按 28 日计。",
  },
  settings: z.strictObject({
    whose: inForm(z.enum(["own", "related"]).default("own"), {
      label: { en: "Whose birthday", zhCN: "谁的生日" },
      choices: {
        own: { en: "The customer's own", zhCN: "本人" },
        related: { en: "Of somebody related", zhCN: "亲友" },
      },
    }),
    days_before: daysBefore(60),
    ...clock,
  }),
  summary: ({ whose, days_before, time }) => ({
    en: `${ahead(days_before).en} ${WHOSE[whose].en}, at ${time}`,
    zhCN: `${ahead(days_before).zhCN}${WHOSE[whose].zhCN} ${time}`,
  }),
  daily: ({ whose, days_before, time, zone }) => ({
    time,
    zone,
    rule: justThen(
      (days) => ({ fact: WHOSE[whose].fact, op: "anniversary_within_next", value: { days } }),
      days_before,
    ),
  }),
})

const SINCE = {
  customer: { fact: "profile.became_customer_at", en: "becoming a customer", zhCN: "成为客户" },
  first_purchase: { fact: "purchase.first_at", en: "the first purchase", zhCN: "首次购买" },
} as const

/** A year, two years... since something. */
export const anniversary = defineTrigger({
  id: "anniversary",
  icon: "calendar",
  label: { en: "Anniversary", zhCN: "周年纪念" },
  explanation: { en: "Every year on the day, or some days before.", zhCN: "每年当天或提前若干天。" },
  settings: z.strictObject({
    of: inForm(z.enum(["customer", "first_purchase"]).default("customer"), {
      label: { en: "Of", zhCN: "纪念日" },
      choices: {
        customer: { en: "Becoming a customer", zhCN: "成为客户" },
        first_purchase: { en: "The first purchase", zhCN: "首次购买" },
      },
    }),
    days_before: daysBefore(60),
    ...clock,
  }),
  summary: ({ of, days_before, time }) => ({
    en: `${ahead(days_before).en} the anniversary of ${SINCE[of].en}, at ${time}`,
    zhCN: `${ahead(days_before).zhCN}${SINCE[of].zhCN}周年 ${time}`,
  }),
  daily: ({ of, days_before, time, zone }) => ({
    time,
    zone,
    rule: {
      all: [
        justThen(
          (days) => ({ fact: SINCE[of].fact, op: "anniversary_within_next", value: { days } }),
          days_before,
        ),
        // The day itself is no anniversary yet.
        { fact: SINCE[of].fact, op: "more_than_ago", value: { days: 300 } },
      ],
    },
  }),
})

/** A coupon that can be used, and not for much longer. */
export const couponExpiring = defineTrigger({
  id: "coupon-expiring",
  icon: "tag",
  label: { en: "A coupon is about to expire", zhCN: "优惠券即将过期" },
  explanation: {
    en: "Once for each day on which coupons run out, so many days before; used and revoked ones do not count.",
    zhCN: "按优惠券到期日提前若干天各一次；已使用或已撤销的不计。",
  },
  settings: z.strictObject({
    days_before: inForm(z.number().int("must be a whole number").min(1).max(60).default(3), {
      label: { en: "Days before", zhCN: "提前天数" },
    }),
    template: inForm(z.string().min(1).optional(), {
      label: { en: "Only of this kind", zhCN: "仅限此类优惠券" },
      control: "coupon-template",
    }),
    ...clock,
  }),
  summary: ({ days_before, time }) => ({
    en: `${days_before} ${days_before === 1 ? "day" : "days"} before a coupon expires, at ${time}`,
    zhCN: `优惠券过期前 ${days_before} 天 ${time}`,
  }),
  daily: ({ days_before, template, time, zone }) => ({
    time,
    zone,
    rule: justThen(
      // To the minute, so that what expires at midnight belongs to the day that ends.
      (days) => ({
        holds: "coupon",
        ...(template ? { template } : {}),
        expires_within: { days, minutes: 1 },
      }),
      days_before,
    ),
  }),
})

/** Points that run out soon. */
export const pointsExpiring = defineTrigger({
  id: "points-expiring",
  icon: "currency-dollar",
  label: { en: "Points are about to expire", zhCN: "积分即将过期" },
  explanation: {
    en: "When points run out within these days; the same person at most once in them.",
    zhCN: "积分将在这些天内过期时；同一客户在此期间最多一次。",
  },
  settings: z.strictObject({
    // Saved as a text once, when there were two to choose from. The field knows no more days.
    within_days: inForm(z.coerce.number().int("must be a whole number").min(1).max(366).default(7), {
      label: { en: "Within days", zhCN: "多少天内" },
    }),
    at_least: inForm(z.number().int("must be a whole number").min(1).default(1), {
      label: { en: "At least so many points", zhCN: "至少多少积分" },
    }),
    ...clock,
  }),
  summary: ({ within_days, at_least, time }) => ({
    en: `${at_least === 1 ? "Points" : `At least ${at_least} points`} expire within ${within_days} ${within_days === 1 ? "day" : "days"}, at ${time}`,
    zhCN: `${at_least === 1 ? "" : `至少 ${at_least} `}积分将在 ${within_days} 天内过期，${time}`,
  }),
  daily: ({ within_days, at_least, time, zone }) => ({
    time,
    zone,
    rest_days: within_days,
    rule: { fact: `points.expiring_in_${within_days}_days`, op: "gte", value: at_least },
  }),
})
