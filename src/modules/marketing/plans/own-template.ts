import {
  fitsParameter,
  NUMBER_BOUNDS,
  type OwnParameter,
  settingAt,
  TEXT_BOUNDS,
  withSettings,
} from "../../../core/canvas/own-template"
import type { TemplateParameter, TemplateValues } from "../../../extension/segment-template"
import type { PlanTemplateEntry } from "./list-plan-templates"
import type { OwnTemplate } from "./store/own-templates"

/** Ids of a store's own templates begin so; no package's do. */
export const OWN_ID = "mkptpl_"
const YOURS = { id: "own", label: { en: "Yours", zhCN: "我的模板" } }

/** What is asked for, as the gallery asks: it begins with what the drawing says. */
export const parametersOf = ({
  canvas,
  parameters,
}: Pick<OwnTemplate, "canvas" | "parameters">): TemplateParameter[] =>
  parameters.flatMap((one, index): TemplateParameter[] => {
    const value = settingAt(canvas, one)
    const told = { id: idOf(index), label: { en: one.label, zhCN: one.label } }
    if (!fitsParameter(one.type, value)) return []
    switch (one.type) {
      case "segment":
      case "coupon_template":
        return [{ ...told, type: one.type, min: 1, max: 1, default: [value as string] }]
      case "text":
        return [{ ...told, type: "text", ...TEXT_BOUNDS, default: value as string }]
      default:
        return [{ ...told, type: one.type, ...NUMBER_BOUNDS, default: value as number }]
    }
  })

const idOf = (index: number): string => `v${index + 1}`

/** The drawing with what was filled in. */
export const drawOwn = ({ canvas, parameters }: OwnTemplate, values: TemplateValues): OwnTemplate["canvas"] =>
  withSettings(
    canvas,
    parameters.flatMap((one: OwnParameter, index) => {
      const value = values[idOf(index)]
      return value === undefined ? [] : [{ ...one, value: Array.isArray(value) ? value[0] : value }]
    }),
  )

/** As the gallery shows it, among those of packages. */
export function ownEntry(own: OwnTemplate, isMissing: (kind: string) => boolean): PlanTemplateEntry {
  const { id, name, description, category, type, canvas } = own
  const both = (text: string) => ({ en: text, zhCN: text })
  return {
    ...{ id, group: YOURS, label: both(name), explanation: both(description), use: both(""), category, type },
    own: true,
    parameters: parametersOf(own),
    canvas: { nodes: canvas.nodes.map((node) => ({ ...node, settings: {} })), edges: canvas.edges },
    missing_kinds: [...new Set(canvas.nodes.map(({ kind }) => kind).filter(isMissing))],
  }
}
