import { z } from "zod"
import { wallTime } from "../../core/canvas/plan-settings"
import { textLike } from "../../core/read-by"
import { inForm } from "../../extension/form"
import { DAY_NAMES, WEEKDAYS } from "./words"

const timeOfDay = textLike(/^([01]\d|2[0-3]):[0-5]\d$/, "09:00")

/** One flat form; which parts are needed follows from `until`, and the check says so. */
export const waitUntilSettings = z.strictObject({
  until: inForm(z.enum(["date", "weekday", "window"]), {
    label: { en: "Wait until", zhCN: "等到" },
    choices: {
      date: { en: "A date and time", zhCN: "某个日期时间" },
      weekday: { en: "The next such day at a time", zhCN: "下一个所选日的某个时间" },
      window: { en: "Inside a time of the day", zhCN: "一天中的某个时段内" },
    },
  }),
  at: inForm(wallTime.optional(), {
    label: { en: "Date and time", zhCN: "日期时间" },
    control: "moment",
    only: { when: "until", is: ["date"] },
  }),
  days: inForm(z.array(z.enum(WEEKDAYS)).max(7).default([]), {
    label: { en: "Days of the week", zhCN: "星期" },
    hint: { en: "None chosen: every day", zhCN: "不选表示每天" },
    choices: DAY_NAMES,
    only: { when: "until", is: ["weekday", "window"] },
  }),
  time: inForm(timeOfDay.optional(), {
    label: { en: "Time, or where the window opens", zhCN: "时间（或时段开始）" },
    control: "time",
    only: { when: "until", is: ["weekday", "window"] },
  }),
  to: inForm(timeOfDay.optional(), {
    label: { en: "Where the window closes", zhCN: "时段结束" },
    hint: { en: "Earlier than its beginning: on the next day", zhCN: "早于开始时间表示次日" },
    control: "time",
    only: { when: "until", is: ["window"] },
  }),
  zone: inForm(z.enum(["store", "customer"]).default("store"), {
    label: { en: "Whose clock", zhCN: "按谁的时间" },
    choices: {
      store: { en: "The store's", zhCN: "店铺时间" },
      customer: { en: "Each customer's own", zhCN: "客户当地时间" },
    },
  }),
})
export type WaitUntilSettings = z.infer<typeof waitUntilSettings>
