import { z } from "zod"
import type { Rule } from "../rules/schema"
import { ruleSetting } from "./rule-setting"
import { type Canvas, type CanvasEdge, type CanvasNode, canvasSchema } from "./schema"

const content = z.record(z.string(), z.unknown())

const message = z
  .strictObject({
    channel: z.string().min(1, "is needed"),
    template_id: z.string().min(1).optional(),
    content: content.optional(),
  })
  .optional()

const benefit = z.strictObject({ id: z.string().min(1, "is needed"), settings: content.default({}) })

const way = z.strictObject({
  name: z.string().min(1).max(100),
  share: z.number().int().min(1).max(99),
  message,
  benefits: z.array(benefit).max(5).default([]),
})

/** The answers of the wizard: who, what, and (but for what is in the plan's settings) when. */
export const wizardSchema = z
  .strictObject({
    segment_id: z.string().min(1).optional(),
    rule: ruleSetting.optional(),
    /** The customers of these sales reps, by the names that profiles hold. */
    reps: z.array(z.string().trim().min(1).max(200)).min(1).max(200).optional(),
    /** What lets people in one at a time as it happens, instead of a start by the clock: those of the audience only. */
    trigger: z.strictObject({ id: z.string().min(1, "is needed"), settings: content.default({}) }).optional(),
    /** Kept before anything is sent. */
    wait: z
      .strictObject({ amount: z.number().int().min(1), unit: z.enum(["minutes", "hours", "days"]) })
      .optional(),
    message,
    benefits: z.array(benefit).max(5).default([]),
    /** Several ways in fixed shares instead of one message and its benefits. */
    split: z.array(way).min(2).max(10).optional(),
    add_tags: z.array(z.string().min(1).max(100)).max(50).default([]),
  })
  .refine(
    (w) => [w.segment_id, w.rule, w.reps].filter(Boolean).length === 1,
    "needs either segment_id, rule or reps",
  )
  .refine(
    (w) => !w.split || !(w.message || w.benefits.length),
    "needs its messages and benefits inside the split",
  )

export type WizardInput = z.input<typeof wizardSchema>
type Way = Pick<z.output<typeof way>, "message" | "benefits">

/** Distance of cards on the canvas, in its own units. */
const COLUMN = 320
const ROW = 160

/**
 * The wizard's answers as an ordinary canvas, laid out from left to right: who → wait → benefits → message → tags, in as many
 * rows as the split has ways. Benefits come before the message, so that it can speak of the coupon just granted.
 */
export function wizardCanvas(input: WizardInput): Canvas {
  const wizard = wizardSchema.parse(input)
  const nodes: CanvasNode[] = []
  const edges: CanvasEdge[] = []

  const put = (kind: string, settings: object, row: number, from?: { id: string; ports: string[] }): Put => {
    const column = from ? columnOf(nodes, from.id) + 1 : 0
    const id = `n${nodes.length + 1}`
    nodes.push({ id, kind, settings: { ...settings }, position: { x: column * COLUMN, y: row * ROW } })
    for (const port of from?.ports ?? []) edges.push({ from: from!.id, port, to: id, input: "in" })
    return { id, ports: kind.startsWith("benefit:") ? ["granted", "refused"] : [PORT[kind] ?? "out"] }
  }

  const lay = (start: Put, { message, benefits }: Way, row: number): void => {
    let last = start
    for (const { id, settings } of benefits) last = put(`benefit:${id}`, settings, row, last)
    if (message) {
      const { channel, ...what } = message
      last = put(`message:${channel}`, what, row, last)
    }
    if (wizard.add_tags.length) put("tags", { add: wizard.add_tags, remove: [] }, row, last)
  }

  const begin = (): Put => {
    const { segment_id, rule, reps, trigger } = wizard
    if (trigger) {
      const came = put(`trigger:${trigger.id}`, trigger.settings, 0)
      const only = audienceRule(wizard)
      return saysAnything(only) ? put("filter", { rule: only }, 0, came) : came
    }
    if (reps) return put("rep-contacts", { reps }, 0)
    return segment_id ? put("segment", { segment_id }, 0) : put("conditions", { rule }, 0)
  }

  const { wait, split } = wizard
  let last = begin()
  if (wait) last = put("wait", wait, 0, last)
  if (!split) lay(last, wizard, 0)
  else {
    const variants = split.map(({ name, share }, index) => ({ id: letter(index), name, share }))
    const test = put("split-test", { variants }, 0, last)
    for (const [index, each] of split.entries()) lay({ id: test.id, ports: [letter(index)] }, each, index)
  }
  return canvasSchema.parse({ nodes, edges })
}

type Put = { id: string; ports: string[] }

/** By which way out people go on; of most kinds it is called the same. */
const PORT: Record<string, string> = { filter: "yes" }

const audienceRule = ({ segment_id, rule, reps }: z.output<typeof wizardSchema>): Rule =>
  segment_id
    ? { in_segment: segment_id }
    : reps
      ? { fact: "profile.rep", op: "in", value: reps }
      : (rule ?? EVERYBODY)

const EVERYBODY: Rule = { all: [] }
const saysAnything = (rule: Rule): boolean => JSON.stringify(rule) !== JSON.stringify(EVERYBODY)

const letter = (index: number): string => String.fromCharCode(97 + index)
const columnOf = (nodes: CanvasNode[], id: string): number =>
  nodes.find((node) => node.id === id)!.position.x / COLUMN
