import { toast } from "@medusajs/ui"
import { type ClipboardEvent, useRef } from "react"
import { useText } from "../i18n/use-text"
import { isTextField } from "../rules/place-of-key"
import { clipOfChosen, pasteText, removeChosen } from "./actions"
import type { ClipboardPort } from "./command"
import type { Editor } from "./editor"

/** What was copied last on any page of this panel, for browsers that keep their clipboard from us. */
let inPage = ""

/** Copies cards as text, so that they go to other plans, tabs and people too, and takes them from there. */
export function useClipboard(editor: Editor) {
  const { t } = useText()
  // Asking for the clipboard takes as long as the browser asks the person: what was done meanwhile stays.
  const latest = useRef(editor)
  latest.current = editor
  const keep = (): string => {
    inPage = clipOfChosen(editor)
    toast.success(t("editor.copied", { count: editor.chosen.ids.length }))
    return inPage
  }
  const write = () => {
    const text = keep()
    void (navigator.clipboard?.writeText(text) ?? Promise.reject()).catch(() =>
      toast.info(t("page.copiedHereOnly"), { description: t("page.copiedHereOnlyText") }),
    )
  }
  const port: ClipboardPort = {
    copy: write,
    cut: () => {
      write()
      removeChosen(editor)
    },
    paste: () => {
      void (navigator.clipboard?.readText() ?? Promise.reject()).then(
        (text) => pasteText(latest.current, text, t),
        () => {
          if (inPage) pasteText(latest.current, inPage, t)
          else toast.error(t("page.cannotPaste"), { description: t("page.cannotPasteText") })
        },
      )
    },
  }
  /** Meant for the drawing, and not for letters or for what only opened from here. */
  const isMeant = ({ target, currentTarget }: ClipboardEvent): boolean =>
    target instanceof Node && currentTarget.contains(target) && !isTextField(target)
  const onCopy = (event: ClipboardEvent): boolean => {
    if (!isMeant(event) || editor.chosen.ids.length === 0 || !window.getSelection()?.isCollapsed) return false
    event.preventDefault()
    event.clipboardData.setData("text/plain", keep())
    return true
  }
  return {
    port,
    events: {
      onCopy: (event: ClipboardEvent) => void onCopy(event),
      onCut: (event: ClipboardEvent) => {
        if (onCopy(event)) removeChosen(editor)
      },
      onPaste: (event: ClipboardEvent) => {
        if (!isMeant(event) || event.defaultPrevented) return
        event.preventDefault()
        pasteText(editor, event.clipboardData.getData("text/plain"), t)
      },
    },
  }
}
