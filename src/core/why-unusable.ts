import { type Problem, problemsOf } from "./problem"

const refuse = problemsOf({
  "text/unusable-character": {
    message: "Holds a character that no text can be kept with: U+0000 or half of a surrogate pair.",
    hint: "Remove the character and send it again.",
  },
  "body/too-deep": { message: "Is nested more than {levels} levels deep." },
})

/** What PostgreSQL takes neither as text nor as JSON. */
const UNUSABLE = /\0|\p{Surrogate}/u
/** Nothing of ours is nested nearly so deep, and whoever walks through it by calling itself survives it. */
const LEVELS = 100

/**
 * Why what was given could not even be looked at: a text in it that no database holds, wherever it stands, or a nesting without
 * end. Null: nothing is wrong with it so far.
 */
export function whyUnusable(given: unknown, at = ""): Problem | null {
  // A list instead of recursion: a body may be nested deeper than calls can be.
  const open: [path: string, value: unknown, level: number][] = [[at, given, 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [path, value, level] = next
    if (typeof value === "string") {
      if (UNUSABLE.test(value)) return refuse("text/unusable-character", path)
    } else if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) {
      if (level > LEVELS) return refuse("body/too-deep", at, { levels: LEVELS })
      for (const [key, inner] of Object.entries(value)) {
        if (UNUSABLE.test(key)) return refuse("text/unusable-character", path)
        open.push([path ? `${path}.${key}` : key, inner, level + 1])
      }
    }
  }
  return null
}
