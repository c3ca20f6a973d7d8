import type { Labels } from "../../extension/labels"
import type { WaitUntilSettings } from "./schema"

/** In the order of ISO 8601: the first is Monday. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
export type Weekday = (typeof WEEKDAYS)[number]

export const DAY_NAMES: Record<Weekday, Required<Labels>> = {
  mon: { en: "Monday", zhCN: "周一" },
  tue: { en: "Tuesday", zhCN: "周二" },
  wed: { en: "Wednesday", zhCN: "周三" },
  thu: { en: "Thursday", zhCN: "周四" },
  fri: { en: "Friday", zhCN: "周五" },
  sat: { en: "Saturday", zhCN: "周六" },
  sun: { en: "Sunday", zhCN: "周日" },
}

const listed = (days: Weekday[], language: keyof Labels, [comma, or]: [string, string]): string => {
  const names = WEEKDAYS.filter((day) => days.includes(day)).map((day) => DAY_NAMES[day][language])
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(comma)}${or}${names.at(-1)}`
}

/** "Waits until 09:00 on the next Monday (customer's time)" */
export function inWords({ until, at = "…", days, time = "…", to = "…", zone }: WaitUntilSettings): Labels {
  const chosen = new Set(days).size % WEEKDAYS.length > 0
  const [en, zh] = [listed(days, "en", [", ", " or "]), listed(days, "zhCN", ["、", "或"])]
  const moment = at.replace("T", " ")
  const [ofWhom, byWhom] =
    zone === "customer" ? [" (customer's time)", "（客户当地时间）"] : [" (store's time)", "（店铺时间）"]
  const said: Record<WaitUntilSettings["until"], Required<Labels>> = {
    date: { en: `Waits until ${moment}`, zhCN: `等到 ${moment}` },
    weekday: {
      en: `Waits until ${time} on the next ${chosen ? en : "day that comes"}`,
      zhCN: chosen ? `等到下一个${zh} ${time}` : `等到下一次 ${time}`,
    },
    window: {
      en: `Goes on between ${time} and ${to}${chosen ? ` on ${en}` : ""}, else waits`,
      zhCN: `仅在${chosen ? zh : ""} ${time} 至 ${to} 之间继续，否则等待`,
    },
  }
  return { en: said[until].en + ofWhom, zhCN: said[until].zhCN + byWhom }
}
