import { defineSegmentTemplate } from "../extension/segment-template"
import { bought, last } from "./conditions"
import { days, number } from "./parameters"

const group = { id: "birthdays", label: { en: "Birthdays", zhCN: "生日" } }
/** A longer look ahead would mean everybody. */
const YEAR = 366

/** Those with a known birthday, when it comes round. */
export const birthdays = [
  defineSegmentTemplate({
    id: "birthday-this-month",
    group,
    label: { en: "Birthday this month", zhCN: "本月生日" },
    explanation: {
      en: "Have their birthday in the month it is, whatever the day.",
      zhCN: "生日在本月的客户。",
    },
    parameters: [],
    rule: () => ({ fact: "profile.birthday", op: "anniversary_in_month", value: "this" }),
  }),
  defineSegmentTemplate({
    id: "birthday-next-month",
    group,
    label: { en: "Birthday next month", zhCN: "下月生日" },
    explanation: {
      en: "Have their birthday next month: time enough to prepare a present.",
      zhCN: "生日在下个月的客户，可提前准备礼遇。",
    },
    parameters: [],
    rule: () => ({ fact: "profile.birthday", op: "anniversary_in_month", value: "next" }),
  }),
  defineSegmentTemplate({
    id: "birthday-soon",
    group,
    label: { en: "Birthday soon", zhCN: "近期生日" },
    explanation: {
      en: "Have their birthday today or within the next days.",
      zhCN: "今天或未来几天内过生日的客户。",
    },
    parameters: [days("days", ["Birthday within the next", "生日在未来"], 14, { max: YEAR })],
    rule: (values) => ({
      fact: "profile.birthday",
      op: "anniversary_within_next",
      value: { days: values.days },
    }),
  }),
  defineSegmentTemplate({
    id: "birthday-buyers",
    group,
    label: { en: "Buyers with a birthday soon", zhCN: "近期生日的买家" },
    explanation: {
      en: "Have their birthday soon and bought lately: the present goes to people who know the shop.",
      zhCN: "近期过生日且不久前购买过，礼遇送给熟悉店铺的客户。",
    },
    parameters: [
      days("days", ["Birthday within the next", "生日在未来"], 30, { max: YEAR }),
      days("recent", ["Bought in the last", "购买时间在最近"], 365),
    ],
    rule: (values) => ({
      all: [
        { fact: "profile.birthday", op: "anniversary_within_next", value: { days: values.days } },
        bought({ window: last(values.recent) }),
      ],
    }),
  }),
  defineSegmentTemplate({
    id: "child-birthday",
    group,
    label: { en: "A child's birthday soon", zhCN: "子女近期生日" },
    explanation: {
      en: "A child of theirs has its birthday today or within the next days.",
      zhCN: "子女在今天或未来几天内过生日的客户。",
    },
    parameters: [days("days", ["Birthday within the next", "生日在未来"], 14, { max: YEAR })],
    rule: (values) => ({
      fact: "relation.child_birthday",
      op: "anniversary_within_next",
      value: { days: values.days },
    }),
  }),
  defineSegmentTemplate({
    id: "family-birthday",
    group,
    label: { en: "A birthday in the family soon", zhCN: "家人近期生日" },
    explanation: {
      en: "A child, spouse, parent or pet of theirs has a birthday soon.",
      zhCN: "配偶、子女、父母或宠物近期过生日的客户。",
    },
    parameters: [days("days", ["Birthday within the next", "生日在未来"], 14, { max: YEAR })],
    rule: (values) => ({
      fact: "relation.birthday",
      op: "anniversary_within_next",
      value: { days: values.days },
    }),
  }),
  defineSegmentTemplate({
    id: "child-turning",
    group,
    label: { en: "A child reaches an age next month", zhCN: "子女下月满指定年龄" },
    explanation: {
      en: "A child of theirs turns this old next month, e.g. one year.",
      zhCN: "子女在下个月满该年龄的客户，例如满一周岁。",
    },
    parameters: [number("age", ["Turns", "满"], 1, { max: 30, unit: ["years", "岁"] })],
    rule: (values) => ({ fact: "relation.child_turns_next_month", op: "eq", value: values.age }),
  }),
  defineSegmentTemplate({
    id: "small-children",
    group,
    label: { en: "Parents of small children", zhCN: "有低龄子女的家长" },
    explanation: {
      en: "Their youngest child is not older than this.",
      zhCN: "最小的子女不超过该年龄的客户。",
    },
    parameters: [
      number("age", ["Youngest child up to", "最小子女不超过"], 6, { max: 30, unit: ["years", "岁"] }),
    ],
    rule: (values) => ({ fact: "relation.youngest_child_age", op: "lte", value: values.age }),
  }),
]
