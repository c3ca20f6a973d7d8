import { type RefObject, useEffect, useRef } from "react"

/** Calls back whenever the frame has another size, once what is in it knows of that; `there`: it is drawn at all. */
export function useResized(frame: RefObject<HTMLElement | null>, there: boolean, then: () => void): void {
  const newest = useRef(then)
  newest.current = then
  useEffect(() => {
    const element = there ? frame.current : null
    if (!element) return
    let later = 0
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(later)
      later = requestAnimationFrame(() => newest.current())
    })
    observer.observe(element)
    return () => {
      cancelAnimationFrame(later)
      observer.disconnect()
    }
  }, [frame, there])
}
