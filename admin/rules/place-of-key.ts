import type { SyntheticEvent } from "react"

/** The node that the keyboard stands on or in; null when it is in something that only opened from there. */
export function nodeAt({ target, currentTarget }: SyntheticEvent): number | null {
  if (!(target instanceof Element) || !currentTarget.contains(target)) return null
  const id = Number(target.closest("[data-node]")?.getAttribute("data-node"))
  return Number.isInteger(id) && id > 0 ? id : null
}

/** Where the browser's own copy, cut and paste mean the letters. */
export const isTextField = (target: EventTarget): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type)))

/** A field whose letters are no part of the rule yet, e.g. a search: it undoes by itself. */
export const undoesItself = (target: EventTarget): boolean =>
  target instanceof Element && target.closest("[data-own-undo]") !== null
