import { z } from "zod"
import { readCanvas } from "../../../core/canvas/check"
import { planSettingsSchema } from "../../../core/canvas/plan-settings"
import type { Canvas } from "../../../core/canvas/schema"
import { wizardCanvas, wizardSchema } from "../../../core/canvas/wizard"
import { type Problem, Refused } from "../../../core/problem"
import { readBy } from "../../../core/read-by"
import { PLAN_CATEGORIES, PLAN_TYPES } from "./plan"
import { refusePlan } from "./problems"

const planInput = z.strictObject({
  name: z.string().trim().min(1, "is needed").max(200, "holds at most 200 characters").optional(),
  category: z.enum(PLAN_CATEGORIES).optional(),
  type: z.enum(PLAN_TYPES).optional(),
  settings: planSettingsSchema.optional(),
  canvas: z.unknown().optional(),
  /** Instead of a canvas: the answers of the wizard. */
  wizard: wizardSchema.optional(),
})

export type PlanInput = Omit<z.output<typeof planInput>, "canvas" | "wizard"> & { canvas?: Canvas }

/** Reads what was sent for a plan; a wizard's answers become a canvas. Throws Refused with every problem of shape. */
export function readPlanInput(given: unknown): PlanInput {
  const read = readBy(planInput, given, "", (path, misfit) => refusePlan("plan/shape", path, misfit))
  const problems: Problem[] = [...read.problems]
  const { canvas: drawn, wizard, ...rest }: z.output<typeof planInput> = read.data ?? {}
  if (drawn !== undefined && wizard) problems.push(refusePlan("plan/wizard-or-canvas", "wizard"))
  const canvas = drawn === undefined ? undefined : readCanvas(drawn)
  problems.push(...(canvas?.problems ?? []))
  if (problems.length > 0) throw new Refused(problems)
  const made = wizard ? wizardCanvas(wizard) : canvas?.canvas
  return made ? { ...rest, canvas: made } : rest
}
