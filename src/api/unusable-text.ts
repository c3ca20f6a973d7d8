import { type Problem, problemsOf } from "../core/problem"

const refuse = problemsOf({
  "text/unusable-character": {
    message: "Holds a character that no text can be kept with: U+0000 or half of a surrogate pair.",
    hint: "Remove the character and send it again.",
  },
})

/** What PostgreSQL takes neither as text nor as JSON. */
const UNUSABLE = /\0|\p{Surrogate}/u

/** The first text in a request that could not even be looked for in the database, wherever it stands; null when there is none. */
export function unusableText(request: { params?: unknown; query?: unknown; body?: unknown }): Problem | null {
  const { params, query, body } = request
  // A list instead of recursion: a body may be nested deeper than calls can be.
  const open: [path: string, value: unknown][] = [
    ["body", body],
    ["query", query],
    ["path", params],
  ]
  for (let next = open.pop(); next; next = open.pop()) {
    const [path, value] = next
    if (typeof value === "string") {
      if (UNUSABLE.test(value)) return refuse("text/unusable-character", path)
    } else if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value))
      for (const [key, inner] of Object.entries(value)) {
        if (UNUSABLE.test(key)) return refuse("text/unusable-character", path)
        open.push([`${path}.${key}`, inner])
      }
  }
  return null
}
