import { toast } from "@medusajs/ui"
import { useRef, useState } from "react"
import type { Problem } from "../../src/core/problem"
import { problemsOf } from "../api/client"
import { useText } from "../i18n/use-text"
import { useReason } from "./reason"

/** What an action answers when the page is being left: nothing more can be done on it. */
export const LEFT = "left"

/**
 * What a button does, once at a time: while it is under way another click does nothing, and `busy` is for the button
 * to show it. What goes wrong is told in merchants' words under the title `failed`; `problems` says where.
 */
export function useAction<Args extends unknown[]>(
  act: (...args: Args) => Promise<unknown>,
  failed = "page.failed",
) {
  const { t } = useText()
  const reasonOf = useReason()
  // A ref and not the state: two clicks in one tick see the same state.
  const underWay = useRef(false)
  const [busy, setBusy] = useState(false)
  const [problems, setProblems] = useState<Problem[]>([])
  const run = async (...args: Args): Promise<void> => {
    if (underWay.current) return
    underWay.current = true
    setBusy(true)
    setProblems([])
    try {
      if ((await act(...args)) === LEFT) return
    } catch (error) {
      setProblems(problemsOf(error))
      toast.error(t(failed), { description: reasonOf(error) })
    }
    underWay.current = false
    setBusy(false)
  }
  return { run: (...args: Args) => void run(...args), busy, problems }
}
