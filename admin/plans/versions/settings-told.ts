import { differenceOf, saysSame } from "../../../src/core/canvas/difference"
import type { Plan } from "../../api/plans"
import { useText } from "../../i18n/use-text"
import { useScheduleText } from "../schedule/schedule-text"
import { useSettingsText } from "./settings-text"

type Told = Pick<Plan, "type" | "settings">
const NOTHING = { nodes: [], edges: [] }

/** What of a plan's settings is other, a line each, when it starts in words. */
export function useSettingsTold() {
  const { t } = useText()
  const settingsText = useSettingsText()
  const { line } = useScheduleText()
  const apart = (name: string, before: string, after: string): string =>
    before === after
      ? t("plans.difference.value", { name })
      : t("plans.difference.values", { name, before, after })
  return (before: Told, after: Told): string[] => {
    const { settings } = differenceOf(
      { settings: before.settings, canvas: NOTHING },
      { settings: after.settings, canvas: NOTHING },
    )
    return [
      ...(before.type === after.type
        ? []
        : [apart(t("plans.type"), t(`plans.types.${before.type}`), t(`plans.types.${after.type}`))]),
      ...(saysSame(before.settings.schedule, after.settings.schedule)
        ? []
        : [apart(t("settings.schedule"), line(before.settings.schedule), line(after.settings.schedule))]),
      ...settingsText(settings.filter(({ path }) => !path.startsWith("schedule."))),
    ]
  }
}
