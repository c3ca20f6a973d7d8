import type { PlanSettings } from "../../../core/canvas/plan-settings"
import type { Canvas } from "../../../core/canvas/schema"
import { Missing, Refused } from "../../../core/problem"
import type { Labels, Language } from "../../../extension/labels"
import type { AnyPlanTemplate } from "../../../extension/plan-template"
import type { Registry } from "../../../extension/registry"
import type { TemplateValues } from "../../../extension/segment-template"
import type { ReadStoreCurrency } from "../commerce/read-store-currency"
import type { Database, Sql } from "../database"
import { refuse } from "../template-problems"
import { asksForThings, readTemplateValues } from "../template-values"
import { drawOwn, OWN_ID, parametersOf } from "./own-template"
import type { Plan } from "./plan"
import { findOwnTemplate } from "./store/own-templates"
import { findThings } from "./store/things"

export type FilledPlan = Pick<Plan, "category" | "type"> & {
  name: Labels
  canvas: Canvas
  settings?: Partial<PlanSettings>
}
type Given = { template_id: string; values?: Record<string, unknown>; language?: Language }
type Parts = { registry: Registry; database: Database; readStoreCurrency: ReadStoreCurrency }

type Filling = Pick<AnyPlanTemplate, "category" | "type" | "label" | "parameters" | "draw">

/** One that this store made, as if a package brought it. */
async function ownAsTemplate(sql: Sql, id: string): Promise<Filling | undefined> {
  const own = id.startsWith(OWN_ID) ? await findOwnTemplate(sql, id) : undefined
  if (!own) return undefined
  const { category, type, name, settings } = own
  const draw = (values: TemplateValues) => ({ canvas: drawOwn(own, values), settings })
  return { category, type, label: { en: name, zhCN: name }, parameters: parametersOf(own), draw }
}

/**
 * A template with its values filled in (defaults for those left out): what a new plan is made of. Its messages are written in the
 * language asked for. Throws Missing; Refused with the path of each wrong value.
 */
export const fillPlanTemplate =
  ({ registry, database, readStoreCurrency }: Parts) =>
  async ({ template_id, values: given = {}, language = "en" }: Given): Promise<FilledPlan> => {
    const template = registry.planTemplates.get(template_id) ?? (await ownAsTemplate(database, template_id))
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
    const kinds = drawn.canvas.nodes.map(({ kind }) => kind).filter((kind) => !registry.kinds.has(kind))
    if (kinds.length > 0)
      throw new Refused([refuse("template/missing-kinds", "", { kinds: [...new Set(kinds)].join(", ") })])
    return { name: label, category, type, ...drawn }
  }
