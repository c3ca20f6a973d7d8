import { type FocusEvent, type RefObject, useEffect, useRef } from "react"
import type { Canvas } from "../../src/core/canvas/schema"

/**
 * Keeps the keyboard in the editor when what held it goes away, as a card does that is undone or that somebody else took out: on the page
 * around none of the shortcuts is heard.
 */
export function useKeptKeyboard(frame: RefObject<HTMLElement | null>, canvas: Canvas) {
  const held = useRef<Element | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another drawing may be one without the card
  useEffect(() => {
    // The drawing library takes cards out a little later.
    const soon = requestAnimationFrame(() => {
      if (held.current?.isConnected === false && document.activeElement === document.body)
        frame.current?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(soon)
  }, [frame, canvas])
  return ({ target, currentTarget }: FocusEvent) => {
    if (currentTarget.contains(target)) held.current = target
  }
}
