import { useRef, useState } from "react"

type Handlers = Record<string, (...args: never[]) => unknown>

/**
 * Functions that stay the same while they do what the latest ones do. Given another function the drawing library draws every card
 * and every line anew, which is felt while one drags.
 */
export function useSteady<T extends Handlers>(latest: T): T {
  const now = useRef(latest)
  now.current = latest
  const [steady] = useState(
    () =>
      Object.fromEntries(
        Object.keys(latest).map((name) => [name, (...args: never[]) => now.current[name]!(...args)]),
      ) as T,
  )
  return steady
}
