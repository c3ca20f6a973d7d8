import type { PlanSettings } from "../../../src/core/canvas/plan-settings"
import type { WizardInput } from "../../../src/core/canvas/wizard"
import type { PlanCategory, PlanDraft } from "../../api/plans"
import type { Content } from "../../api/templates"
import { filled } from "../../form/json-schema"
import type { Rule } from "../../rules/rule"
import { type GoalDraft, goalsOf } from "../goal"
import { atOnce, type Start, scheduleOf, typeOf } from "../schedule/start"

/** What is sent: written here, or a template of the library. */
export type Message = {
  written: "here" | "template"
  content: Content
  template_id: string | undefined
}

export const WAIT_UNITS = ["minutes", "hours", "days"] as const
export type Wait = { amount: number | undefined; unit: (typeof WAIT_UNITS)[number] }

/** Everything the wizard asks; each step fills in its part. */
export type Answers = {
  name: string
  category: PlanCategory
  who: "segment" | "conditions" | "reps"
  segment_id: string | undefined
  rule: Rule
  /** Sales reps whose customers are meant. */
  reps: string[]
  /** Id of a channel, or null: nothing is sent. */
  channel: string | null
  message: Message
  /** What was written for channels that were looked at before. */
  letters: Record<string, Pick<Answers, "message" | "second">>
  /** Null: nobody waits. */
  wait: Wait | null
  /** What a part of the people gets instead, to see which works better; the part is `share` percent. */
  second: (Message & { share: number | undefined }) | null
  /** Settings of the chosen benefits by id. */
  benefits: Record<string, Record<string, unknown>>
  start: Start
  /** What lets people in where something that happens starts it: a kind's id and its settings. */
  trigger: { kind: string | undefined; settings: Record<string, unknown> }
  entry: PlanSettings["entry"]
  batch: PlanSettings["batch"]
  disturb: PlanSettings["do_not_disturb"]
  holdout_percent: number
  basis: PlanSettings["attribution"]["basis"]
  window_days: number
  goals: GoalDraft[]
  budget: PlanSettings["budget"]
}

export const noMessage: Message = { written: "here", content: {}, template_id: undefined }

export const noAnswers = (segment_id?: string): Answers => ({
  name: "",
  category: "marketing",
  who: "segment",
  segment_id,
  rule: { all: [] },
  reps: [],
  channel: "email",
  message: noMessage,
  letters: {},
  wait: null,
  second: null,
  benefits: {},
  start: atOnce,
  trigger: { kind: undefined, settings: {} },
  entry: undefined,
  batch: undefined,
  disturb: undefined,
  holdout_percent: 0,
  basis: "touch",
  window_days: 7,
  goals: [],
  budget: undefined,
})

/** Another channel, or none: what was written for this one is there again when it is come back to. */
export const onChannel = (
  { channel, message, second, letters }: Answers,
  next: string | null,
): Pick<Answers, "channel" | "message" | "second" | "letters"> => {
  const isWritten = message !== noMessage || second !== null
  const kept = channel !== null && isWritten ? { ...letters, [channel]: { message, second } } : letters
  const written = next === null ? undefined : kept[next]
  return { channel: next, ...(written ?? { message: noMessage, second: null }), letters: kept }
}

export const STEPS = ["who", "what", "benefit", "when", "review"] as const
export type Step = (typeof STEPS)[number]

const messageOf = (channel: string, { written, content, template_id }: Message) =>
  written === "template" ? { channel, template_id } : { channel, content: filled(content) }

/** The answers as the server takes them. */
export function planFrom(answers: Answers): Partial<PlanDraft> {
  const type = typeOf(answers.start)
  return {
    name: answers.name.trim(),
    category: answers.category,
    type,
    settings: {
      schedule: scheduleOf(answers.start),
      ...(type === "one_time" ? {} : { entry: answers.entry }),
      ...(type === "triggered" ? {} : { batch: answers.batch }),
      do_not_disturb: answers.disturb,
      holdout_percent: answers.holdout_percent,
      attribution: { basis: answers.basis, window_days: answers.window_days },
      ...goalsOf(answers.goals),
      budget: answers.budget,
    },
    wizard: {
      ...whoOf(answers),
      ...(type === "triggered" ? { trigger: triggerOf(answers.trigger) } : {}),
      ...(answers.wait ? { wait: { amount: answers.wait.amount ?? 0, unit: answers.wait.unit } } : {}),
      ...whatOf(answers),
    },
  }
}

const whoOf = ({
  who,
  segment_id,
  rule,
  reps,
}: Answers): Pick<WizardInput, "segment_id" | "rule" | "reps"> =>
  who === "segment" ? { segment_id } : who === "reps" ? { reps } : { rule }

/** What every trigger's kind is called before the trigger's own name. */
export const TRIGGER = "trigger:"
const triggerOf = ({ kind = "", settings }: Answers["trigger"]) => ({
  id: kind.slice(TRIGGER.length),
  settings: filled(settings),
})

function whatOf({
  channel,
  message,
  second,
  benefits: chosen,
}: Answers): Pick<WizardInput, "message" | "benefits" | "split"> {
  const benefits = Object.entries(chosen).map(([id, settings]) => ({ id, settings: filled(settings) }))
  if (channel === null) return { benefits }
  if (!second) return { message: messageOf(channel, message), benefits }
  const share = second.share ?? 0
  return {
    split: [
      { name: "A", share: 100 - share, message: messageOf(channel, message), benefits },
      { name: "B", share, message: messageOf(channel, second), benefits },
    ],
  }
}
