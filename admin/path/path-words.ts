import type { PathEffect } from "../api/paths"
import { useText } from "../i18n/use-text"

/** Why something went as it did; a guest's kind may say what nobody here has a text for. */
export function usePathReason() {
  const { t } = useText()
  return (reason: string): string => {
    const plain = reason.replaceAll("_", " ")
    return t(`path.reasons.${reason}`, {
      defaultValue: t(`report.reasons.${reason}`, { defaultValue: plain }),
    })
  }
}

/** What a person got at a card, or why not. */
export function useEffectText() {
  const { t } = useText()
  const reasonOf = usePathReason()
  return ({ type, done, reason }: PathEffect): string => {
    const what = t(`path.effects.${type}`, { defaultValue: type.replaceAll("-", " ") })
    if (done) return reason ? `${what} · ${reasonOf(reason)}` : what
    return t("path.notDone", { what, reason: reason ? reasonOf(reason) : "–" })
  }
}
