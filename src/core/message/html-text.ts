const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " }

/** `&amp;` → `&` and numeric ones, as they stand in HTML text and attributes. Unknown names stay as they are. */
export const decodeEntities = (html: string): string =>
  html.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return NAMED[name.toLowerCase()] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : whole
  })

export const escapeHtml = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign]!,
  )

const BLOCK_END = /<\/(?:p|div|h[1-6]|li|tr|table|ul|ol|blockquote)\s*>|<br\s*\/?>/gi

const UNSEEN = [
  ["<!--", "-->"],
  ["<head", "</head>"],
  ["<style", "</style>"],
  ["<script", "</script>"],
] as const

/** Cuts from each `open` to its `close`. Searching by index keeps it linear whatever the text holds. */
function without(html: string, open: string, close: string): string {
  const lower = html.toLowerCase()
  let kept = ""
  let from = 0
  for (;;) {
    const start = lower.indexOf(open, from)
    if (start < 0) return kept + html.slice(from)
    kept += html.slice(from, start)
    const end = lower.indexOf(close, start)
    if (end < 0) return kept
    from = end + close.length
  }
}

/** The plain-text part of an HTML mail: readable, links kept behind their words. */
export function htmlToText(html: string): string {
  const text = UNSEEN.reduce((seen, [open, close]) => without(seen, open, close), html)
    .replace(/\s+/g, " ")
    .replace(
      /<a\b[^<>]*?\shref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')[^<>]*>([^<]*)<\/a\s*>/gi,
      (_, double: string | undefined, single: string | undefined, words: string) => {
        const target = double ?? single ?? ""
        return words.trim() && words.trim() !== target ? `${words} (${target})` : target
      },
    )
    .replace(/<li\b[^<>]*>/gi, "- ")
    .replace(BLOCK_END, "\n")
    .replace(/<[^<>]*>/g, "")
  return decodeEntities(text)
    .split("\n")
    .map((line) => line.replace(/[ \t]+/g, " ").trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
}
