import { Refusal } from "../api/client"
import { useText } from "../i18n/use-text"
import { useProblemText } from "./problem-text"

/** What a merchant should read of whatever was thrown. */
export function useReason() {
  const { t } = useText()
  const textOf = useProblemText()
  return (error: unknown): string => {
    // The browser's own word for a store that cannot be reached differs from browser to browser.
    if (error instanceof TypeError) return t("errors.unreachable")
    if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error)
    if (error.problems.length > 0) return error.problems.map((problem) => textOf(problem)).join(" ")
    if (error.status === 503) return t("errors.busy")
    if (error.status >= 500) return t("errors.store")
    if (error.status === 401) return t("errors.signedOut")
    if (error.status === 403) return t("errors.forbidden")
    if (error.status === 404) return t("errors.gone")
    return error.message
  }
}
