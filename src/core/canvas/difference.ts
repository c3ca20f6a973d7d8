import type { PlanSettings } from "./plan-settings"
import type { Canvas, CanvasEdge, CanvasNode } from "./schema"

/** What a plan does: everything that is published, without where the cards lie and what is noted beside them. */
export type Drawn = { settings: PlanSettings; canvas: Pick<Canvas, "nodes" | "edges"> }

/** One value that is not the same; `path` leads to it, e.g. "amount" or "content.text". Undefined: it was not there. */
export type Changed = { path: string; before?: unknown; after?: unknown }

export type NodeDifference = {
  node: string
  change: "added" | "removed" | "changed"
  /** As it is now; of a removed one, as it was. */
  kind: string
  name?: string
  /** The kind it had, where that is another. */
  kind_before?: string
  /** The name it had, where that is another. */
  name_before?: string
  settings: Changed[]
}

/** Where one way out of a card led and leads; null: out of the plan. */
export type EdgeDifference = { from: string; port: string; before: string | null; after: string | null }

export type Difference = { nodes: NodeDifference[]; edges: EdgeDifference[]; settings: Changed[] }

/** What is not the same in two versions of a plan: cards and ways in the order of the drawing, settings by their names. */
export const differenceOf = (before: Drawn, after: Drawn): Difference => ({
  nodes: nodesApart(before.canvas.nodes, after.canvas.nodes),
  edges: edgesApart(before.canvas.edges, after.canvas.edges),
  settings: valuesApart(before.settings, after.settings),
})

export const isSame = ({ nodes, edges, settings }: Difference): boolean =>
  nodes.length + edges.length + settings.length === 0

/** What two cards of one kind, or one card at two times, say differently. */
export const settingsApart = (before: CanvasNode["settings"], after: CanvasNode["settings"]): Changed[] =>
  valuesApart(before, after)

/** Whether two values of JSON say the same; what is undefined is not there. */
export const saysSame = (a: unknown, b: unknown): boolean => valuesApart(a, b).length === 0

function nodesApart(before: CanvasNode[], after: CanvasNode[]): NodeDifference[] {
  const old = new Map(before.map((node) => [node.id, node]))
  const kept = new Set(after.map((node) => node.id))
  const told = ({ id, kind, name }: CanvasNode) => ({ node: id, kind, ...(name ? { name } : {}) })
  return [
    ...after.flatMap((node): NodeDifference[] => {
      const was = old.get(node.id)
      if (!was) return [{ ...told(node), change: "added", settings: [] }]
      const settings = valuesApart(was.settings, node.settings)
      const kind_before = was.kind === node.kind ? undefined : was.kind
      const renamed = (was.name ?? "") !== (node.name ?? "")
      if (settings.length === 0 && !kind_before && !renamed) return []
      return [
        {
          ...told(node),
          change: "changed",
          ...(kind_before ? { kind_before } : {}),
          ...(renamed ? { name_before: was.name ?? "" } : {}),
          settings,
        },
      ]
    }),
    ...before
      .filter((node) => !kept.has(node.id))
      .map((node): NodeDifference => ({ ...told(node), change: "removed", settings: [] })),
  ]
}

function edgesApart(before: CanvasEdge[], after: CanvasEdge[]): EdgeDifference[] {
  const [old, now] = [waysBy(before), waysBy(after)]
  return [...new Map([...now, ...old])].flatMap(([key, { from, port }]) => {
    const ends = { before: old.get(key) ?? null, after: now.get(key) ?? null }
    return ends.before?.to === ends.after?.to && ends.before?.input === ends.after?.input
      ? []
      : [{ from, port, before: ends.before?.to ?? null, after: ends.after?.to ?? null }]
  })
}

// Of two edges from one port the first drawn counts, as in the walk.
function waysBy(edges: CanvasEdge[]): Map<string, CanvasEdge> {
  const ways = new Map<string, CanvasEdge>()
  for (const edge of edges) {
    const key = `${edge.from} ${edge.port}`
    if (!ways.has(key)) ways.set(key, edge)
  }
  return ways
}

function valuesApart(before: unknown, after: unknown, path = ""): Changed[] {
  if (isRecord(before) && isRecord(after))
    return [...new Set([...Object.keys(after), ...Object.keys(before)])].flatMap((name) =>
      valuesApart(before[name], after[name], path ? `${path}.${name}` : name),
    )
  if (Array.isArray(before) && Array.isArray(after)) {
    const same = before.length === after.length && before.every((one, index) => saysSame(one, after[index]))
    return same ? [] : [{ path, before, after }]
  }
  if (before === after) return []
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }]
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
