import { usePrompt } from "@medusajs/ui"
import { useCallback, useEffect, useRef, useState } from "react"
import { type Location, useBlocker } from "react-router-dom"
import { useText } from "../i18n/use-text"

/** Given to `navigate` when what was being changed does not exist any more. */
export const GONE = { state: { gone: true } }

/** Another page, or another tab of this one: what was typed here would be gone. */
const isElsewhere = (here: Location, there: Location): boolean =>
  here.pathname !== there.pathname ||
  new URLSearchParams(here.search).get("tab") !== new URLSearchParams(there.search).get("tab")

/**
 * Asks before what was typed is lost: by a link, the browser's own buttons or a reload. `value` is all that can be
 * changed on the page, `start` what it began with when that is not the first value seen.
 *
 * - `keep()` after it was saved, `leave()` before going away on purpose, `ask()` before closing something without an address.
 */
export function useUnsaved(value: unknown, start: unknown = value) {
  const { t } = useText()
  const prompt = usePrompt()
  const text = JSON.stringify(value)
  const [kept, setKept] = useState(() => JSON.stringify(start))
  const changed = text !== kept
  const leaving = useRef(false)
  const asking = useRef(false)

  const ask = useCallback(async (): Promise<boolean> => {
    if (asking.current) return false
    asking.current = true
    const yes = await prompt({
      title: t("unsaved.title"),
      description: t("unsaved.text"),
      confirmText: t("unsaved.confirm"),
      cancelText: t("unsaved.cancel"),
    })
    asking.current = false
    return yes
  }, [prompt, t])

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      changed &&
      !leaving.current &&
      !(nextLocation.state as { gone?: true } | null)?.gone &&
      isElsewhere(currentLocation, nextLocation),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks once for each way that was blocked, whatever else is drawn anew
  useEffect(() => {
    if (blocker.state !== "blocked") return
    void ask().then((yes) => (yes ? blocker.proceed() : blocker.reset()))
  }, [blocker])

  useEffect(() => {
    if (!changed) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener("beforeunload", stay)
    return () => window.removeEventListener("beforeunload", stay)
  }, [changed])

  return {
    changed,
    keep: () => setKept(text),
    leave: () => {
      leaving.current = true
    },
    ask: async () => !changed || ask(),
  }
}
