import { useSyncExternalStore } from "react"

const direction = (): "ltr" | "rtl" => (document.documentElement.dir === "rtl" ? "rtl" : "ltr")

/** Which way the panel is read. It says so on the document, where parts that set a direction of their own do not look. */
export const useDirection = (): "ltr" | "rtl" =>
  useSyncExternalStore((changed) => {
    const observer = new MutationObserver(changed)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["dir"] })
    return () => observer.disconnect()
  }, direction)
