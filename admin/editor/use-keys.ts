import type { KeyboardEvent } from "react"
import { type Direction, stepFrom } from "../../src/core/canvas/editing/walking"
import { isTextField } from "../rules/place-of-key"
import { moveChosen } from "./actions"
import type { ClipboardPort } from "./command"
import { COMMANDS } from "./commands"
import type { Editor } from "./editor"
import { isPressed, needsModifier } from "./keys"

const ARROWS: Record<string, { direction: Direction; x: number; y: number }> = {
  ArrowRight: { direction: "on", x: 1, y: 0 },
  ArrowLeft: { direction: "back", x: -1, y: 0 },
  ArrowUp: { direction: "up", x: 0, y: -1 },
  ArrowDown: { direction: "down", x: 0, y: 1 },
}
/** The distance of the dots behind the drawing. */
const GRID = 20

/** The keyboard of the whole editor. What is typed into a field means that field. */
export function onEditorKey(event: KeyboardEvent, editor: Editor, clipboard: ClipboardPort): void {
  const { target, currentTarget } = event
  if (event.defaultPrevented || event.nativeEvent.isComposing) return
  if (!(target instanceof Element) || !currentTarget.contains(target)) return
  if (!onKey(event, target, editor, clipboard)) return
  event.preventDefault()
  // The panel around has shortcuts of its own for the same keys.
  event.stopPropagation()
}

function onKey(event: KeyboardEvent, target: Element, editor: Editor, clipboard: ClipboardPort): boolean {
  if (event.key === "Escape") return onEscape(target, editor)
  const inForm = isTextField(target) || target.closest("[data-own-keys]") !== null
  if (inForm && needsModifier(event)) return false
  if (isTextField(target) && !isPressed("mod+k", event)) return false
  if (!inForm && onArrow(event, editor)) return true
  // A button is pressed by Enter, and only cards are opened by it.
  if (event.key === "Enter" && !target.closest("[data-card], .react-flow__node")) return false
  const command = COMMANDS.find(
    ({ shortcut, byBrowser }) => !byBrowser && shortcut?.some((keys) => isPressed(keys, event)),
  )
  if (!command) return false
  if (command.when(editor)) command.perform(editor, clipboard)
  return true
}

/** Out of the form to its card, out of the choice, out of the full screen. */
function onEscape(target: Element, editor: Editor): boolean {
  const [id] = editor.chosen.ids
  if (target.closest("[data-inspector]") && id) editor.view.focus(id)
  else if (id || editor.chosen.edges.length > 0) editor.choose([])
  else if (editor.look.fullScreen) editor.setLook({ fullScreen: false })
  else return false
  return true
}

function onArrow(event: KeyboardEvent, editor: Editor): boolean {
  const arrow = ARROWS[event.key]
  if (!arrow || event.ctrlKey || event.metaKey || event.shiftKey || editor.look.list) return false
  const { ids } = editor.chosen
  if (event.altKey) {
    if (ids.length > 0) moveChosen(editor, { x: arrow.x * GRID, y: arrow.y * GRID })
    return ids.length > 0
  }
  const next = stepFrom(editor.canvas, ids.at(-1) ?? "", arrow.direction)
  if (!next) return true
  editor.choose([next])
  editor.view.focus(next)
  editor.view.reveal([next])
  return true
}
