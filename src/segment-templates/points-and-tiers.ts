import { defineSegmentTemplate } from "../extension/segment-template"
import { days, number, valuesOf } from "./parameters"

const group = { id: "points-and-tiers", label: { en: "Points and membership", zhCN: "积分与会员" } }
const MOST_POINTS = 10_000_000
const points = (label: [string, string], given: number) =>
  number("points", label, given, { min: 1, max: MOST_POINTS, unit: ["points", "积分"] })

const GROWTH = { min: 1, max: 1_000_000_000 }
const GROWTH_VALUE = "profile.growth_value"

/** What people have gathered, and as what they belong. */
export const pointsAndTiers = [
  defineSegmentTemplate({
    id: "points-expiring",
    group,
    label: { en: "Points about to expire", zhCN: "积分即将到期" },
    explanation: {
      en: "Points of theirs run out soon: tell them while they can still spend them.",
      zhCN: "有积分即将到期，可提醒客户尽快使用。",
    },
    parameters: [
      days("days", ["Expire within the next", "到期时间在未来"], 30, { max: 366 }),
      points(["At least", "不少于"], 100),
    ],
    rule: (values) => ({
      fact: `points.expiring_in_${values.days}_days`,
      op: "gte",
      value: values.points,
    }),
  }),
  defineSegmentTemplate({
    id: "points-unspent",
    group,
    label: { en: "Many points to spend", zhCN: "积分余额较多" },
    explanation: {
      en: "Have gathered points and not spent them.",
      zhCN: "积累了较多积分但尚未使用的客户。",
    },
    parameters: [points(["At least", "不少于"], 500)],
    rule: (values) => ({ fact: "points.balance", op: "gte", value: values.points }),
  }),
  defineSegmentTemplate({
    id: "points-never-spent",
    group,
    label: { en: "Never spent a point", zhCN: "从未使用积分" },
    explanation: {
      en: "Received points and have not yet found out what they are good for.",
      zhCN: "获得过积分但从未使用，可引导其了解积分用途。",
    },
    parameters: [points(["Received at least", "累计获得不少于"], 1)],
    rule: (values) => ({
      all: [
        { fact: "points.earned", op: "gte", value: values.points },
        { fact: "points.spent", op: "eq", value: 0 },
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "tier-members",
    group,
    label: { en: "Members of a tier (VIP)", zhCN: "会员等级客户（VIP）" },
    explanation: {
      en: "Have one of these member tiers; of any tier when you choose none.",
      zhCN: "属于所选会员等级的客户；未选择时为任意等级。",
    },
    parameters: [valuesOf("tiers", "profile.tier", ["Member tiers", "会员等级"])],
    rule: (values) =>
      values.tiers.length > 0
        ? { fact: "profile.tier", op: "in", value: values.tiers }
        : { fact: "profile.tier", op: "known" },
  }),
  defineSegmentTemplate({
    id: "tier-near",
    group,
    label: { en: "Close to the next tier", zhCN: "即将升级" },
    explanation: {
      en: "Their growth value is a little short of what a tier asks for: one more order may lift them.",
      zhCN: "成长值略低于目标等级要求，再次下单即可能升级。",
    },
    parameters: [
      number("needed", ["The tier asks for a growth value of", "目标等级所需成长值"], 1_000, GROWTH),
      number("short", ["At most so much short of it", "差距不超过"], 200, GROWTH),
    ],
    rule: ({ needed, short }) => ({
      all: [
        { fact: GROWTH_VALUE, op: "gte", value: Math.max(0, needed - short) },
        { fact: GROWTH_VALUE, op: "lt", value: needed },
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "membership-expiring",
    group,
    label: { en: "Paid membership about to expire", zhCN: "付费会员即将到期" },
    explanation: {
      en: "Their paid membership ends within the next days: time to renew it.",
      zhCN: "付费会员将在未来几天内到期，可提醒续费。",
    },
    parameters: [days("days", ["Expires within the next", "到期时间在未来"], 30)],
    rule: (values) => ({
      fact: "profile.membership_expires_at",
      op: "within_next",
      value: { days: values.days },
    }),
  }),
  defineSegmentTemplate({
    id: "membership-expired",
    group,
    label: { en: "Paid membership ran out", zhCN: "付费会员已过期" },
    explanation: {
      en: "Their paid membership ended lately and was not renewed.",
      zhCN: "付费会员近期已到期且未续费的客户。",
    },
    parameters: [days("days", ["Ended in the last", "到期时间在最近"], 60)],
    rule: (values) => ({
      all: [
        { fact: "profile.membership_expires_at", op: "within_last", value: { days: values.days } },
        // Its last day is still one of the membership.
        { not: { fact: "profile.membership_expires_at", op: "within_next", value: { days: 0 } } },
      ],
    }),
  }),
]
