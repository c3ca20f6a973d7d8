import { Alert, StatusBadge } from "@medusajs/ui"
import { useText } from "../i18n/use-text"

const COLOR = { on: "green", ending: "blue", stopped: "red", parked: "red", off: "grey" } as const

export function SyncBadge({ state, error }: { state: keyof typeof COLOR; error: string | null }) {
  const { t } = useText()
  const retrying = state === "on" && error
  return (
    <StatusBadge color={retrying ? "orange" : COLOR[state]}>
      {t(`sync.states.${retrying ? "retrying" : state}`)}
    </StatusBadge>
  )
}

/** What went wrong last, in a sentence, and whether it is tried again by itself. */
export function SyncTrouble({ text, next }: { text: string; next: string | null }) {
  const { t, time } = useText()
  return (
    <div className="px-6 py-4">
      <Alert variant={next ? "warning" : "error"}>
        {text} {next ? t("sync.nextTry", { at: time(next) }) : t("sync.noMoreTries")}
      </Alert>
    </div>
  )
}
