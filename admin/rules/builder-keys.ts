import type { KeyboardEvent } from "react"
import type { Editor } from "./editor"
import type { Direction } from "./moves"
import { nodeAt, undoesItself } from "./place-of-key"
import { find } from "./tree"

const ARROWS: Partial<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowRight: "into",
  ArrowLeft: "out",
}

/** Ctrl/Cmd+Z and with Shift (or Y) anywhere in the builder; arrows, Delete and Ctrl+D on a handle. */
export function onBuilderKey(event: KeyboardEvent, editor: Editor): void {
  const { target, currentTarget } = event
  if (!(target instanceof Element) || !currentTarget.contains(target)) return
  const done = historyKey(event, editor) || handleKey(event, editor)
  if (!done) return
  event.preventDefault()
  // A canvas around the builder has an undo of its own.
  event.stopPropagation()
}

function historyKey(event: KeyboardEvent, { draft }: Editor): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || undoesItself(event.target)) return false
  const key = event.key.toLowerCase()
  if (key === "z" && !event.shiftKey) draft.undo()
  else if (key === "z" || (key === "y" && !event.shiftKey)) draft.redo()
  else return false
  return true
}

function handleKey(event: KeyboardEvent, editor: Editor): boolean {
  const id = nodeAt(event)
  if (id === null || !(event.target as Element).hasAttribute("data-handle")) return false
  const command = event.ctrlKey || event.metaKey
  const direction = ARROWS[event.key]
  const node = find(editor.draft.tree, id)?.node
  if (direction && !command && !event.altKey) editor.step(id, direction)
  else if ((event.key === "Delete" || event.key === "Backspace") && !command) editor.remove(id)
  else if (node && command && event.key.toLowerCase() === "d") editor.duplicate(node)
  else return false
  return true
}
