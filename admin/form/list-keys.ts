import { type KeyboardEvent, useState } from "react"

/** The arrows and Enter in a list whose letters go into a field above it. `active` is -1 while none is chosen. */
export function useListKeys(length: number, take: (index: number) => void, first = -1) {
  const [active, setActive] = useState(first)
  const at = active < length ? active : first
  return {
    active: at,
    reset: () => setActive(first),
    /** Answers whether the key was meant for the list. */
    onKeyDown: (event: KeyboardEvent): boolean => {
      if (event.nativeEvent.isComposing || length === 0) return false
      if (event.key === "ArrowDown") setActive((at + 1) % length)
      else if (event.key === "ArrowUp") setActive(at <= 0 ? length - 1 : at - 1)
      else if (event.key === "Enter" && at >= 0) take(at)
      else return false
      event.preventDefault()
      return true
    },
  }
}
