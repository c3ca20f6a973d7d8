import type { PlanSettings } from "../../../core/canvas/plan-settings"
import type { Canvas } from "../../../core/canvas/schema"
import { Missing, Refused } from "../../../core/problem"
import type { Labels, Language } from "../../../extension/labels"
import type { Registry } from "../../../extension/registry"
import type { ReadStoreCurrency } from "../commerce/read-store-currency"
import type { Database } from "../database"
import { refuse } from "../template-problems"
import { asksForThings, readTemplateValues } from "../template-values"
import type { Plan } from "./plan"
import { findThings } from "./store/things"

export type FilledPlan = Pick<Plan, "category" | "type"> & {
  name: Labels
  canvas: Canvas
  settings?: Partial<PlanSettings>
}
type Given = { template_id: string; values?: Record<string, unknown>; language?: Language }
type Parts = { registry: Registry; database: Database; readStoreCurrency: ReadStoreCurrency }

/**
 * A template with its values filled in (defaults for those left out): what a new plan is made of. Its messages are written in the
 * language asked for. Throws Missing; Refused with the path of each wrong value.
 */
export const fillPlanTemplate =
  ({ registry, database, readStoreCurrency }: Parts) =>
  async ({ template_id, values: given = {}, language = "en" }: Given): Promise<FilledPlan> => {
    const template = registry.planTemplates.get(template_id)
    if (!template) throw new Missing("plan template", template_id)
    const { values, problems } = readTemplateValues(template, given, await readStoreCurrency())
    if (problems.length > 0) throw new Refused(problems)
    const chosen = template.parameters
      .filter(asksForThings)
      .filter(({ type }) => type === "coupon_template" || type === "segment")
      .flatMap(({ id, type }) =>
        (values[id] as string[]).map((thing, at) => ({ thing: type, id: thing, path: `values.${id}.${at}` })),
      )
    const there = await findThings(database, chosen as never)
    const gone = chosen.filter(({ thing, id }) => !there.has(`${thing} ${id}`))
    if (gone.length > 0)
      throw new Refused(gone.map(({ id, path }) => refuse("template/missing", path, { id })))
    const { category, type, label, draw } = template
    const drawn = draw(values, (text) => text[language])
    return { name: label, category, type, ...drawn }
  }
