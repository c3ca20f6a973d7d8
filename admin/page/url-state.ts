import { useCallback, useState } from "react"
import { useSearchParams } from "react-router-dom"

/** One value of the address bar: a page that is shared or reloaded looks the same. An empty value leaves it. */
export function useUrlValue(key: string, fallback = ""): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams()
  const set = useCallback(
    (value: string) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          if (value && value !== fallback) next.set(key, value)
          else next.delete(key)
          return next
        },
        { replace: true },
      ),
    [key, fallback, setParams],
  )
  return [params.get(key) ?? fallback, set]
}

/** The same of a text that is typed: the address bar follows a moment later, and a field that waited for it would lose letters. */
export function useUrlText(key: string): [string, (text: string) => void] {
  const [kept, keep] = useUrlValue(key)
  const [typed, type] = useState(kept)
  const write = useCallback(
    (text: string) => {
      type(text)
      keep(text)
    },
    [keep],
  )
  return [typed, write]
}
