import type { Canvas } from "../../../core/canvas/schema"
import type { AnyPlanTemplate, Say } from "../../../extension/plan-template"
import type { Registry } from "../../../extension/registry"
import type { TemplateParameter } from "../../../extension/segment-template"
import type { ReadStoreCurrency } from "../commerce/read-store-currency"
import type { Database } from "../database"
import { readTemplateValues } from "../template-values"
import { ownEntry } from "./own-template"
import { ownTemplates } from "./store/own-templates"

export type PlanTemplateEntry = Omit<AnyPlanTemplate, "draw" | "parameters"> & {
  /** An amount says which currency its default is in. */
  parameters: (TemplateParameter & { currency?: string })[]
  /** Made in this store, of a plan of its own. */
  own: boolean
  /** As it is drawn before anybody fills it in, for its picture. */
  canvas: Pick<Canvas, "nodes" | "edges">
  /** Kinds it uses that this store has not. */
  missing_kinds: string[]
}

type Parts = { registry: Registry; database: Database; readStoreCurrency: ReadStoreCurrency }

/** The gallery of plans in its order, the store's own first, with what this store lacks for each. */
export const listPlanTemplates =
  ({ registry, database, readStoreCurrency }: Parts) =>
  async (): Promise<PlanTemplateEntry[]> => {
    const currency = await readStoreCurrency()
    const own = await ownTemplates(database)
    const brought = [...registry.planTemplates.values()].map((template): PlanTemplateEntry => {
      const { draw, parameters, ...told } = template
      const { nodes, edges } = draw(readTemplateValues(template, {}, currency).values, IN_ENGLISH).canvas
      const missing = nodes.map((node) => node.kind).filter((kind) => !registry.kinds.has(kind))
      return {
        ...told,
        own: false,
        parameters: parameters.map((one) => (one.type === "amount" ? { ...one, currency } : one)),
        // A picture needs no settings, and the gallery stays small.
        canvas: { nodes: nodes.map((node) => ({ ...node, settings: {} })), edges },
        missing_kinds: [...new Set(missing)],
      }
    })
    return [...own.map((one) => ownEntry(one, (kind) => !registry.kinds.has(kind))), ...brought]
  }

const IN_ENGLISH: Say = ({ en }) => en
