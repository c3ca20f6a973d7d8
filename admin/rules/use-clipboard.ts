import { toast } from "@medusajs/ui"
import { type ClipboardEvent, useRef } from "react"
import { useText } from "../i18n/use-text"
import { useProblemText } from "../page/problem-text"
import { clipOf, readClip } from "./clipboard"
import type { Editor } from "./editor"
import { isTextField, nodeAt } from "./place-of-key"
import { find, nodeOf, type RuleNode } from "./tree"

/** What was copied last on any page of this panel, for browsers that keep their clipboard from us. */
let inPage = ""

export type Clipboard = ReturnType<typeof useClipboard>

/** Copies conditions and groups as the JSON that the API speaks too, and takes them from there, checked. */
export function useClipboard(editor: Editor) {
  const { t } = useText()
  const textOf = useProblemText()
  const { tree } = editor.draft
  // Asking for the clipboard takes as long as the browser asks the person: what was done meanwhile stays.
  const latest = useRef(editor)
  latest.current = editor

  const take = (text: string, behind: number): void => {
    const clip = readClip(text)
    if ("rules" in clip) latest.current.paste(clip.rules.map(nodeOf), behind)
    else if ("problems" in clip)
      toast.error(t("rules.notPasted"), {
        description: clip.problems
          .slice(0, 3)
          .map((p) => textOf(p))
          .join(" "),
      })
    else toast.error(t("rules.notPasted"), { description: t("rules.nothingToPaste") })
  }
  const copy = (node: RuleNode): void => {
    inPage = clipOf(node)
    toast.success(t("rules.copied"))
    // The page's own clipboard is enough on this page where the browser refuses.
    void (navigator.clipboard?.writeText(inPage) ?? Promise.reject()).catch(() =>
      toast.info(t("page.copiedHereOnly"), { description: t("page.copiedHereOnlyText") }),
    )
  }
  const paste = async (behind: number): Promise<void> => {
    const text = await (navigator.clipboard?.readText() ?? Promise.reject()).catch(() => null)
    if (text === null && !inPage)
      toast.error(t("page.cannotPaste"), { description: t("page.cannotPasteText") })
    else take(text ?? inPage, behind)
  }
  const cut = (node: RuleNode): void => {
    copy(node)
    editor.remove(node.id)
  }

  /** Ctrl+C, X and V where the keyboard stands on a condition and not in a field of it. */
  const onCopy = (event: ClipboardEvent, removing = false): void => {
    const id = nodeAt(event)
    const node = id === null || isTextField(event.target) ? null : find(tree, id)?.node
    if (!node || !window.getSelection()?.isCollapsed) return
    event.preventDefault()
    inPage = clipOf(node)
    event.clipboardData.setData("text/plain", inPage)
    if (removing) editor.remove(node.id)
    else toast.success(t("rules.copied"))
  }
  return {
    copy,
    cut,
    paste: (behind: number) => void paste(behind),
    onCopy,
    onCut: (event: ClipboardEvent) => onCopy(event, true),
    onPaste: (event: ClipboardEvent) => {
      if (isTextField(event.target) || !isInside(event)) return
      event.preventDefault()
      take(event.clipboardData.getData("text/plain"), nodeAt(event) ?? tree.id)
    },
  }
}

/** What opened from a row (a list, a drawer) is drawn elsewhere on the page. */
const isInside = ({ currentTarget, target }: ClipboardEvent): boolean =>
  target instanceof Node && currentTarget.contains(target)
