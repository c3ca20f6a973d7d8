import { decodeEntities, escapeHtml } from "./html-text"

/** Gives the tracked address that stands for a target. Called once a distinct target. */
export type TrackLink = (target: string) => string

/** Only these ever become a tracked link, so a click can never lead to `javascript:` or a file. */
export function isWebAddress(target: string): boolean {
  if (target.length > 4000 || !/^https?:\/\//i.test(target) || !URL.canParse(target)) return false
  const url = new URL(target)
  return !url.username && !url.password
}

const HARMLESS = /^(?:https?:\/\/|mailto:|tel:|sms:|#|\/)/i
const HREF = /(<a\b[^<>]*?\shref\s*=\s*)("[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)/gi

/**
 * Replaces the web links of an HTML text. What is neither a web link, mail, phone nor anchor (`javascript:` that came in
 * through somebody's profile) leads nowhere.
 */
export const trackHtml = (html: string, track: TrackLink): string =>
  html.replace(HREF, (_, before: string, quoted: string) => {
    const target = decodeEntities(quoted.replace(/^["']|["']$/g, "")).trim()
    if (isWebAddress(target)) return `${before}"${escapeHtml(track(target))}"`
    return HARMLESS.test(target) || target === "" ? `${before}${quoted}` : `${before}"#"`
  })

/** Replaces the web links of a plain text; a full stop or bracket after one stays outside. */
export const trackText = (text: string, track: TrackLink): string =>
  text.replace(/https?:\/\/[^\s<>"']+/gi, (found) => {
    let end = found.length
    while (end > 0 && ".,;:!?)]}".includes(found[end - 1]!)) end--
    const target = found.slice(0, end)
    return isWebAddress(target) ? track(target) + found.slice(end) : found
  })
