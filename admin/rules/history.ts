/** What was, what is, and what was undone. `typing` names the field whose letters are one step together. */
export type History<T> = { past: T[]; present: T; future: T[]; typing: string | null }

/** Steps that can be undone. */
const LONGEST = 200

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], typing: null })

/** One step further; a letter after another one in the same field belongs to the same step. */
export function record<T>(history: History<T>, next: T, typing: string | null = null): History<T> {
  if (next === history.present) return history
  if (typing !== null && typing === history.typing) return { ...history, present: next, future: [] }
  return { past: [...history.past, history.present].slice(-LONGEST), present: next, future: [], typing }
}

/** The next letter begins a step of its own. */
export const seal = <T>(history: History<T>): History<T> =>
  history.typing === null ? history : { ...history, typing: null }

export function undo<T>({ past, present, future, typing }: History<T>): History<T> {
  const before = past.at(-1)
  if (before === undefined) return { past, present, future, typing }
  return { past: past.slice(0, -1), present: before, future: [present, ...future], typing: null }
}

export function redo<T>({ past, present, future, typing }: History<T>): History<T> {
  const [after, ...later] = future
  if (after === undefined) return { past, present, future, typing }
  return { past: [...past, present], present: after, future: later, typing: null }
}

/** The one text or number in which two values differ, as a path; null when they differ in more, or in their shape. */
export function typedAt(before: unknown, after: unknown, path = ""): string | null {
  if (isTyped(before) && isTyped(after)) return path
  if (typeof before !== "object" || typeof after !== "object" || !before || !after) return null
  if (Array.isArray(before) !== Array.isArray(after)) return null
  const [a, b] = [before as Record<string, unknown>, after as Record<string, unknown>]
  const changed = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]),
  )
  const [key] = changed
  return changed.length === 1 && key !== undefined ? typedAt(a[key], b[key], `${path}.${key}`) : null
}

/** A field that is empty for the moment has no value, or none that is anything. */
const isTyped = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === "string" || typeof value === "number"
