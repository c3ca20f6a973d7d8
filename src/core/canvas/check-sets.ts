import type { Problem } from "../problem"
import { comingTo, type SettingKinds } from "./audience-part"
import { refuseCanvas } from "./problems"
import type { Canvas } from "./schema"
import { inputsOf, type SetOperation } from "./set-operation"

type Kinds = ReadonlyMap<
  string,
  { entry?: boolean; starts?: unknown; set?: (settings: never) => SetOperation }
>

/**
 * A set is complete only where everybody comes at once: behind entries that a run opens, and behind other sets. Further on, and
 * behind triggers, people come one at a time; there a filter asks the same of each (see the hints).
 */
export function checkSets(
  canvas: Canvas,
  kinds: Kinds & SettingKinds,
  settingsOf: (node: string) => unknown,
  name: (node: string) => string,
): Problem[] {
  const kindOf = new Map(canvas.nodes.map((node) => [node.id, kinds.get(node.kind)]))
  return canvas.nodes.flatMap((node) => {
    const { set } = kindOf.get(node.id) ?? {}
    const settings = settingsOf(node.id)
    if (!set || settings === undefined) return []
    const path = `nodes.${node.id}`
    const late = canvas.edges
      .filter((edge) => edge.to === node.id)
      .flatMap(({ from }) => {
        const before = kindOf.get(from)
        if (!before || before.set || (before.entry && !before.starts)) return []
        const code = before.starts ? "canvas/set-from-trigger" : "canvas/set-too-late"
        return [refuseCanvas(code, path, { name: name(node.id), from: name(from) })]
      })
    return [...late, ...checkInputs(canvas, node.id, set(settings as never), name(node.id))]
  })
}

function checkInputs(canvas: Canvas, node: string, operation: SetOperation, name: string): Problem[] {
  const least = operation.op === "union" || operation.op === "intersect" ? 2 : 1
  const wanting = inputsOf(operation).filter((input) => comingTo(canvas, node, input).length < least)
  if (wanting.length === 0) return []
  const inputs = least === 2 ? "at least two groups" : wanting.map((input) => `"${input}"`).join(", ")
  return [refuseCanvas("canvas/set-incomplete", `nodes.${node}`, { name, inputs })]
}
