import { z } from "zod"
import { type Canvas, nodeId } from "./schema"

/** Stands in a template for the plan that is made of it: conditions can ask about an earlier card of that plan. */
export const THIS_PLAN = "this-plan"

/** Most that one fills in when a plan is made; more is drawing. */
export const MOST_PARAMETERS = 20

/** A setting of one card that is asked for when a plan is made of the template; what it says in the drawing is where it begins. */
export const ownParameterSchema = z.strictObject({
  node: nodeId,
  /** Of objects only, e.g. "amount" or "content.subject". */
  path: z
    .string()
    .regex(/^\w{1,40}(\.\w{1,40}){0,3}$/, 'is not a setting such as "amount" or "content.subject"'),
  label: z.string().trim().min(1).max(100),
  type: z.enum(["count", "days", "hours", "text", "segment", "coupon_template"]),
})
export type OwnParameter = z.infer<typeof ownParameterSchema>

/** How much can be asked for. A card's form tells its own bounds; these keep out what no card could mean. */
export const NUMBER_BOUNDS = { min: 1, max: 1_000_000 }
/** How many letters. */
export const TEXT_BOUNDS = { min: 1, max: 5_000 }

type Place = Pick<OwnParameter, "node" | "path">
type Nodes = Pick<Canvas, "nodes">

/** What a setting of a card says; undefined where it says nothing or is not there. */
export const settingAt = ({ nodes }: Nodes, { node, path }: Place): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (at, name) =>
        typeof at === "object" && at !== null && Object.hasOwn(at, name)
          ? (at as Record<string, unknown>)[name]
          : undefined,
      nodes.find(({ id }) => id === node)?.settings,
    )

/** Whether a setting that says this can be asked for so. */
export function fitsParameter(type: OwnParameter["type"], value: unknown): boolean {
  if (type === "count" || type === "days" || type === "hours") return Number.isSafeInteger(value)
  return typeof value === "string"
}

/** The drawing with other values in these settings. Those that are not there are left alone. */
export const withSettings = <C extends Nodes>(canvas: C, given: (Place & { value: unknown })[]): C => ({
  ...canvas,
  nodes: canvas.nodes.map((node) => {
    const mine = given.filter((one) => one.node === node.id && settingAt(canvas, one) !== undefined)
    const settings = mine.reduce<Record<string, unknown>>(
      (before, { path, value }) => put(before, path.split("."), value),
      node.settings,
    )
    return mine.length === 0 ? node : { ...node, settings }
  }),
})

const put = (
  at: Record<string, unknown>,
  [name, ...rest]: string[],
  value: unknown,
): Record<string, unknown> => ({
  ...at,
  [name!]: rest.length === 0 ? value : put(at[name!] as Record<string, unknown>, rest, value),
})

/** The drawing with conditions about one plan asking about another: a copy asks about its own cards. */
export function askingAbout(canvas: Canvas, from: string, to: string): Canvas {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy)
    if (typeof value !== "object" || value === null) return value
    const copied = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copy(one)]))
    return copied.plan === from && typeof copied.outcome === "string" ? { ...copied, plan: to } : copied
  }
  return {
    ...canvas,
    nodes: canvas.nodes.map((node) => ({ ...node, settings: copy(node.settings) as typeof node.settings })),
  }
}
