import { saysSame } from "../../../src/core/canvas/difference"
import {
  beginHistory,
  doStep,
  type History,
  redoStep,
  sealStep,
  undoStep,
} from "../../../src/core/canvas/editing/history"
import { mergeCanvas } from "../../../src/core/canvas/editing/merge"
import type { Canvas } from "../../../src/core/canvas/schema"
import type { Problem } from "../../../src/core/problem"
import type { Plan } from "../../api/plans"

/** `refused`: the server does not take it as it is; the next change is tried again. */
export type Saving = "saved" | "unsaved" | "saving" | "offline" | "signed_out" | "conflict" | "refused"

export type DraftState = {
  history: History<Canvas>
  saving: Saving
  /** The plan as the server has it. */
  saved: Plan
  savedAt: Date | null
  problems: Problem[]
  /** While `saving` is "conflict": what somebody else made of the plan meanwhile, and what both started from. */
  theirs: { plan: Plan; base: Canvas } | null
  /** Strokes that an earlier visit could not save were found and are here again. */
  broughtBack: boolean
}

/** What was drawn and is not saved yet; it outlives the page. */
export type KeptDraft = { base: Canvas; canvas: Canvas }
export type Keep = {
  read: () => KeptDraft | null
  write: (kept: KeptDraft) => void
  /** What this page wrote and found: other windows may keep strokes of their own. */
  forget: () => void
}

/**
 * How saving went wrong. `away`: the server did not answer, or not for itself; `signedOut`: nobody is signed in any more, which may change
 * in another tab. Trying again may help both.
 */
export type SaveFailure = { away: true } | { signedOut: true } | { changed: true } | { problems: Problem[] }
export type SaveAnswer = { plan: Plan } | SaveFailure

export type DraftPorts = {
  /** `merged`: it puts together what two people drew at once. */
  save: (canvas: Canvas, saved: Plan, merged: boolean) => Promise<SaveAnswer>
  load: () => Promise<SaveAnswer>
  keep: Keep
  /** Calls back once after so many milliseconds; answers how to take that back. */
  later: (then: () => void, ms: number) => () => void
  now: () => Date
}

/** After the last stroke; a burst of strokes is saved once. */
const PAUSE_MS = 700
const RETRY_MS = 5_000

/**
 * The draft that is being drawn: every stroke is kept in the browser at once and on the server a moment later. Nothing that
 * goes wrong loses one; what two people draw at once is put together by whoever saves last.
 */
export function openDraft(plan: Plan, ports: DraftPorts) {
  const { save, load, keep, later, now } = ports
  let state = begin(plan, keep)
  let base = state.theirs?.base ?? plan.canvas
  let cancel: () => void = () => undefined
  let underWay: Promise<void> | null = null
  let merged = false
  const listeners = new Set<() => void>()

  const isSaved = () => state.history.present === base
  const set = (change: Partial<DraftState>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const tryIn = (ms: number) => {
    cancel()
    cancel = later(() => void flush(), ms)
  }
  const move = (history: History<Canvas>) => {
    if (history === state.history) return
    set({
      history,
      ...(state.saving === "conflict" ? {} : { saving: history.present === base ? "saved" : "unsaved" }),
    })
    if (isSaved() && state.saving !== "conflict") return keep.forget()
    keep.write({ base, canvas: history.present })
    if (state.saving !== "conflict") tryIn(PAUSE_MS)
  }

  const saveOnce = async (): Promise<void> => {
    const canvas = state.history.present
    set({ saving: "saving", problems: [] })
    const answer = await save(canvas, state.saved, merged)
    if ("plan" in answer) isThere(canvas, answer.plan)
    else if ("changed" in answer) await meet(canvas)
    else if ("away" in answer) stayAway("offline")
    else if ("signedOut" in answer) stayAway("signed_out")
    else set({ saving: isSaved() ? "saved" : "refused", problems: answer.problems })
  }
  const isThere = (canvas: Canvas, plan: Plan): void => {
    base = canvas
    merged = false
    set({ saved: plan, savedAt: now(), saving: isSaved() ? "saved" : "unsaved" })
    if (isSaved()) keep.forget()
    else keep.write({ base, canvas: state.history.present })
  }
  const stayAway = (why: "offline" | "signed_out"): void => {
    set({ saving: isSaved() ? "saved" : why })
    if (!isSaved()) tryIn(RETRY_MS)
  }
  /** Somebody saved meanwhile. When that left the drawing alone, or was our own stroke whose answer was lost, there is nothing to decide. */
  const meet = async (canvas: Canvas): Promise<void> => {
    const answer = await load()
    if (!("plan" in answer)) return stayAway("signedOut" in answer ? "signed_out" : "offline")
    if (saysSame(answer.plan.canvas, canvas)) return isThere(canvas, answer.plan)
    if (!saysSame(answer.plan.canvas, base))
      return set({ saving: "conflict", theirs: { plan: answer.plan, base } })
    set({ saved: answer.plan, saving: "unsaved" })
    tryIn(0)
  }
  const flush = async (): Promise<void> => {
    cancel()
    while (underWay !== null) await underWay
    if (isSaved() || state.saving === "conflict") return
    underWay = saveOnce().finally(() => {
      underWay = null
    })
    await underWay
    if (state.saving === "unsaved") await flush()
  }

  if (state.saving === "unsaved") tryIn(0)
  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    does: (edit: (canvas: Canvas) => Canvas, { merge = null }: { merge?: string | null } = {}) =>
      move(doStep(state.history, edit(state.history.present), merge)),
    /** A field was left: what is written into it next is another step. */
    seal: () => {
      const history = sealStep(state.history)
      if (history !== state.history) set({ history })
    },
    undo: () => move(undoStep(state.history)),
    redo: () => move(redoStep(state.history)),
    /** Saves now what is not saved; resolves when that was tried. */
    flush,
    /** Ends a conflict. What is given up can be had back by undo. */
    decide: (how: "both" | "mine" | "theirs") => {
      const { theirs, history } = state
      if (!theirs) return
      const ours = history.present
      const other = theirs.plan.canvas
      const chosen =
        how === "mine" ? ours : how === "theirs" ? other : mergeCanvas(theirs.base, ours, other).canvas
      base = other
      merged = how !== "theirs"
      const after = doStep(how === "mine" ? doStep(history, other) : history, chosen)
      set({ saved: theirs.plan, theirs: null, saving: chosen === other ? "saved" : "unsaved" })
      move(after)
      if (isSaved()) keep.forget()
    },
    /** The plan was loaded again: by another tab of this page, or because time passed. */
    follow: (loaded: Plan) => {
      if (loaded.revision <= state.saved.revision || underWay || !isSaved()) return
      const same = saysSame(loaded.canvas, base)
      if (!same) base = loaded.canvas
      set({ saved: loaded, ...(same ? {} : { history: doStep(state.history, loaded.canvas) }) })
    },
  }
}

export type OpenDraft = ReturnType<typeof openDraft>

function begin(plan: Plan, keep: Keep): DraftState {
  const kept = keep.read()
  const fresh: DraftState = {
    ...{ history: beginHistory(plan.canvas), saving: "saved", saved: plan, savedAt: null, problems: [] },
    ...{ theirs: null, broughtBack: false },
  }
  if (!kept) return fresh
  if (saysSame(kept.canvas, plan.canvas)) {
    keep.forget()
    return fresh
  }
  const history = doStep(beginHistory(kept.base), kept.canvas)
  if (saysSame(kept.base, plan.canvas))
    return { ...fresh, history: doStep(fresh.history, kept.canvas), saving: "unsaved", broughtBack: true }
  return { ...fresh, history, saving: "conflict", theirs: { plan, base: kept.base }, broughtBack: true }
}
