import type { Difference } from "../../api/versions"
import { useText } from "../../i18n/use-text"

/** What a plan's settings are called in its form; what stands deeper in one of them goes by its name. */
const NAMES: Record<string, string> = {
  schedule: "settings.schedule",
  holdout_percent: "plans.settings.holdout",
  "attribution.basis": "plans.settings.basis",
  "attribution.window_days": "plans.settings.attribution",
  entry: "plans.settings.limit",
  "entry.limit.times": "plans.settings.limitTimes",
  "entry.limit.per": "plans.settings.limitPer",
  "entry.cool_down_hours": "plans.settings.coolDown",
  batch: "plans.settings.batch",
  "batch.every_minutes": "plans.settings.batchEvery",
  do_not_disturb: "plans.settings.disturb",
  "do_not_disturb.hours": "plans.settings.disturbHours",
  goal: "plans.settings.goal",
  targets: "plans.settings.target",
  budget: "plans.settings.budget",
}
/** What a value says by itself. Amounts and shares do not: nobody reads minor units. */
const SAID = new Set([
  ...["holdout_percent", "attribution.basis", "attribution.window_days"],
  ...["entry.limit.times", "entry.limit.per", "entry.cool_down_hours"],
  ...["batch.size", "batch.every_minutes", "do_not_disturb.hours"],
])

/** What of a plan's settings is other, a line each, in the words of their form. */
export function useSettingsText() {
  const { t } = useText()
  const nameOf = (path: string): string => {
    const key = NAMES[path] ?? NAMES[path.split(".")[0]!]
    return key ? t(key) : path.replaceAll("_", " ")
  }
  const said = (path: string, value: unknown): string => {
    if (value === undefined || value === null) return "–"
    if (path === "attribution.basis") return t(`plans.settings.${value}`)
    return path === "entry.limit.per" ? t(`plans.settings.per.${value}`) : String(value)
  }
  const lineOf = ({ path, before, after }: Difference["settings"][number]): string => {
    const name = nameOf(path)
    if (!SAID.has(path)) return t("plans.difference.value", { name })
    const values = { before: said(path, before), after: said(path, after) }
    return t("plans.difference.values", { name, ...values })
  }
  return (settings: Difference["settings"]): string[] => [...new Set(settings.map(lineOf))]
}
