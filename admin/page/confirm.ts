import { toast, usePrompt } from "@medusajs/ui"
import { useRef } from "react"
import { useText } from "../i18n/use-text"
import { useReason } from "./reason"

/** Asks before something that cannot be undone, does it, and says how it went. Texts: `<key>.title .text .done`. */
export function useConfirmed() {
  const prompt = usePrompt()
  const { t } = useText()
  const reasonOf = useReason()
  const underWay = useRef(false)
  return async (
    key: string,
    values: Record<string, unknown>,
    act: () => Promise<unknown>,
    variant: "danger" | "confirmation" = "danger",
  ): Promise<boolean> => {
    // Asked twice in one tick it asks once.
    if (underWay.current) return false
    underWay.current = true
    try {
      const yes = await prompt({
        title: t(`${key}.title`, values),
        description: t(`${key}.text`, values),
        confirmText: t(`${key}.confirm`),
        cancelText: t("page.cancel"),
        variant,
      })
      if (!yes) return false
      await act()
      toast.success(t(`${key}.done`, values))
      return true
    } catch (error) {
      toast.error(t("page.failed"), { description: reasonOf(error) })
      return false
    } finally {
      underWay.current = false
    }
  }
}
