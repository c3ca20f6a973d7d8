/** What was done and can be undone, without end. The values are never changed in place, so that keeping them costs little. */
export type History<T> = {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  /** The next change with the same key belongs to this one step, as letters typed one after the other do. */
  readonly merge: string | null
}

export const beginHistory = <T>(present: T): History<T> => ({ past: [], present, future: [], merge: null })

/** Something is done: what was undone before it is gone. What changes nothing is no step. */
export const doStep = <T>(history: History<T>, present: T, merge: string | null = null): History<T> => {
  if (present === history.present) return history
  const goesOn = merge !== null && merge === history.merge
  return { past: goesOn ? history.past : [...history.past, history.present], present, future: [], merge }
}

/** The next change is a step of its own, whatever it changes. */
export const sealStep = <T>(history: History<T>): History<T> =>
  history.merge === null ? history : { ...history, merge: null }

export const undoStep = <T>(history: History<T>): History<T> => {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    merge: null,
  }
}

export const redoStep = <T>(history: History<T>): History<T> => {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future, merge: null }
}

export const canUndo = ({ past }: History<unknown>): boolean => past.length > 0
export const canRedo = ({ future }: History<unknown>): boolean => future.length > 0
