import type { PlanSettings } from "../../../src/core/canvas/plan-settings"
import type { PlanCategory, PlanDraft } from "../../api/plans"
import type { Content } from "../../api/templates"
import { filled } from "../../form/json-schema"
import type { Rule } from "../../rules/rule"

/** Everything the wizard asks; each step fills in its part. */
export type Answers = {
  name: string
  category: PlanCategory
  who: "segment" | "conditions"
  segment_id: string | undefined
  rule: Rule
  /** Id of a channel, or null: nothing is sent. */
  channel: string | null
  written: "here" | "template"
  content: Content
  template_id: string | undefined
  /** Settings of the chosen benefits by id. */
  benefits: Record<string, Record<string, unknown>>
  when: "now" | "at"
  /** Wall time of the store, "2026-12-01T10:00". */
  at: string
  holdout_percent: number
  basis: PlanSettings["attribution"]["basis"]
  window_days: number
}

export const noAnswers = (segment_id?: string): Answers => ({
  name: "",
  category: "marketing",
  who: "segment",
  segment_id,
  rule: { all: [] },
  channel: "email",
  written: "here",
  content: {},
  template_id: undefined,
  benefits: {},
  when: "now",
  at: "",
  holdout_percent: 0,
  basis: "touch",
  window_days: 7,
})

export const STEPS = ["who", "what", "benefit", "when", "review"] as const
export type Step = (typeof STEPS)[number]

/** May one go on from here? What is inside the texts is the server's to judge. */
export function isAnswered(step: Step, answers: Answers): boolean {
  switch (step) {
    case "who":
      return answers.name.trim() !== "" && (answers.who === "conditions" || Boolean(answers.segment_id))
    case "what":
      if (answers.channel === null) return true
      return answers.written === "template"
        ? Boolean(answers.template_id)
        : Object.values(answers.content).some((text) => text.trim() !== "")
    case "benefit":
      return answers.channel !== null || Object.keys(answers.benefits).length > 0
    case "when":
      return answers.when === "now" || answers.at !== ""
    default:
      return true
  }
}

/** The answers as the server takes them. */
export function planFrom(answers: Answers): Partial<PlanDraft> {
  const message =
    answers.channel === null
      ? undefined
      : answers.written === "template"
        ? { channel: answers.channel, template_id: answers.template_id }
        : { channel: answers.channel, content: filled(answers.content) }
  return {
    name: answers.name.trim(),
    category: answers.category,
    type: "one_time",
    settings: {
      schedule: { at: answers.when === "now" ? "now" : answers.at, zone: "store" },
      holdout_percent: answers.holdout_percent,
      attribution: { basis: answers.basis, window_days: answers.window_days },
    },
    wizard: {
      ...(answers.who === "segment" ? { segment_id: answers.segment_id } : { rule: answers.rule }),
      ...(message ? { message } : {}),
      benefits: Object.entries(answers.benefits).map(([id, settings]) => ({
        id,
        settings: filled(settings),
      })),
    },
  }
}
