import { useSyncExternalStore } from "react"

const isDark = () => document.documentElement.classList.contains("dark")

/** Medusa puts its theme on the document as a class. */
export const useDarkMode = (): boolean =>
  useSyncExternalStore((changed) => {
    const observer = new MutationObserver(changed)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] })
    return () => observer.disconnect()
  }, isDark)
