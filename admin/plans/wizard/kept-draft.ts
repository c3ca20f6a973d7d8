import type { Plan } from "../../api/plans"
import { type Answers, noAnswers, type Step } from "./answers"

/** The wizard as it stands: what a reload must bring back. */
export type Kept = { segment_id: string | undefined; answers: Answers; step: Step; plan: Plan | null }

const KEY = "marketing.plan-wizard"

/** What was typed before a reload; nothing when the wizard was opened for another segment. */
export function readKept(segment_id: string | undefined): Kept {
  const fresh: Kept = { segment_id, answers: noAnswers(segment_id), step: "who", plan: null }
  const text = sessionStorage.getItem(KEY)
  if (!text) return fresh
  const kept = JSON.parse(text) as Kept
  if (kept.segment_id !== segment_id) return fresh
  // What an older release kept may lack answers of this one.
  return { ...fresh, ...kept, answers: { ...fresh.answers, ...kept.answers } }
}

export const keep = (kept: Kept): void => sessionStorage.setItem(KEY, JSON.stringify(kept))
export const forget = (): void => sessionStorage.removeItem(KEY)
