import { useSyncExternalStore } from "react"

const WIDE = "(min-width: 1360px)"

const listen = (changed: () => void) => {
  const asked = window.matchMedia(WIDE)
  asked.addEventListener("change", changed)
  return () => asked.removeEventListener("change", changed)
}

/** Whether a list has room for all of its columns; where it has not, those that filters show as well stay away. */
export const useWide = (): boolean => useSyncExternalStore(listen, () => window.matchMedia(WIDE).matches)
