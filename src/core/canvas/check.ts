import type { z } from "zod"
import type { Problem } from "../problem"
import type { AttributeType } from "../profile/attribute-type"
import { readBy } from "../read-by"
import { checkSets } from "./check-sets"
import { entriesOf, graphOf, loopsIn, reachableFrom } from "./graph"
import { refuseCanvas } from "./problems"
import { type Canvas, type CanvasNode, canvasSchema } from "./schema"
import { inputsOf, type SetOperation } from "./set-operation"

/** What a setting may point at in the store. */
/**
 * `list`: a segment whose members were picked or imported; `synced_list`: one that others follow. `any_coupon_template`: also one
 * that has ended. `attribute:<type>`: one that holds this.
 */
export type Thing =
  | "segment"
  | "list"
  | "synced_list"
  | "coupon_template"
  | "any_coupon_template"
  | "message_template"
  | "attribute"
  /** Something may be sent there. */
  | "webhook_address"
  | `attribute:${AttributeType}`
export type Exists = (thing: Thing, id: string) => boolean
/** The moment and the store's zone. */
export type Here = { now: Date; zone: string }

/** What the check must know of a kind; a kind definition is one. Functions get settings that its schema accepted. */
export type CheckedKind = {
  label: { en: string }
  entry?: boolean
  /** Stands beside the ways. */
  watches?: unknown
  /** Takes everybody at once. */
  set?: (settings: never) => SetOperation
  starts?: unknown
  settings: z.ZodType
  ports: (settings: never) => { id: string }[]
  check?: (input: { settings: never; path: string; exists: Exists; here?: Here }) => Problem[]
  /** Milliseconds that everyone surely stays at this node. */
  pause?: (settings: never) => number
}
export type CheckedKinds = ReadonlyMap<string, CheckedKind>

/** A circle with a shorter pause would let people run in it (GUARANTEES F15). */
const LEAST_PAUSE_MS = 60_000

/** Reads what was sent as a canvas; only the shape is checked, so that an unfinished draft can be kept. */
export function readCanvas(
  given: unknown,
): { canvas: Canvas; problems: [] } | { canvas?: undefined; problems: Problem[] } {
  const read = readBy(canvasSchema, given, "canvas", (path, misfit) =>
    refuseCanvas("canvas/shape", path, misfit),
  )
  return read.data ? { canvas: read.data, problems: [] } : read
}

/**
 * Everything that keeps this canvas from being published, and where: `nodes.<id>...` or `edges.<index>`.
 * `exists` answers what settings point at, `here` when and where it is asked; leave them out to check the drawing alone.
 */
export function checkCanvas(
  canvas: Canvas,
  kinds: CheckedKinds,
  exists: Exists = () => true,
  here?: Here,
): Problem[] {
  const read = new Map(canvas.nodes.map((node) => [node.id, readNode(node, kinds, exists, here)]))
  const named = new Map(canvas.nodes.map((node) => [node.id, nameOf(node, kinds.get(node.kind))]))
  const name = (id: string): string => named.get(id) ?? id
  return [
    ...(entriesOf(canvas, kinds).length === 0 ? [refuseCanvas("canvas/no-entry", "nodes")] : []),
    ...[...read.values()].flatMap((node) => node.problems),
    ...checkEdges(canvas, kinds, read),
    ...checkReach(canvas, kinds),
    ...checkLoops(canvas, kinds, read),
    ...checkExits(canvas, kinds, read),
    ...checkSets(canvas, kinds, (id) => read.get(id)?.settings, name),
  ]
}

/** The problems of one node, for its card and its form; edges leaving it are among them. */
export const problemsOfNode = (problems: Problem[], id: string): Problem[] =>
  problems.filter((p) => p.path === `nodes.${id}` || p.path.startsWith(`nodes.${id}.`))

type ReadNode = { kind?: CheckedKind; settings?: never; ports: string[] | null; problems: Problem[] }

function readNode(node: CanvasNode, kinds: CheckedKinds, exists: Exists, here?: Here): ReadNode {
  const path = `nodes.${node.id}`
  const kind = kinds.get(node.kind)
  if (!kind)
    return {
      ports: null,
      problems: [refuseCanvas("canvas/unknown-kind", `${path}.kind`, { kind: node.kind })],
    }
  const name = nameOf(node, kind)
  const read = readBy(kind.settings, node.settings, `${path}.settings`, (at, misfit) =>
    refuseCanvas("canvas/settings", at, { name, ...misfit }),
  )
  if (read.problems.length > 0) return { kind, ports: null, problems: read.problems }
  const settings = read.data as never
  return {
    kind,
    settings,
    ports: kind.ports(settings).map((port) => port.id),
    problems: kind.check?.({ settings, path: `${path}.settings`, exists, here }) ?? [],
  }
}

const nameOf = (node: CanvasNode, kind?: CheckedKind): string => node.name || kind?.label.en || node.kind

function checkEdges(canvas: Canvas, kinds: CheckedKinds, read: ReadonlyMap<string, ReadNode>): Problem[] {
  const nodes = new Map(canvas.nodes.map((node) => [node.id, node]))
  const name = (id: string) => nameOf(nodes.get(id)!, kinds.get(nodes.get(id)!.kind))
  const taken = new Set<string>()
  return canvas.edges.flatMap((edge, index) => {
    const path = `edges.${index}`
    const missing = [edge.from, edge.to].find((id) => !nodes.has(id))
    if (missing !== undefined) return [refuseCanvas("canvas/dangling-edge", path, { ...edge, missing })]

    const problems: Problem[] = []
    const ports = read.get(edge.from)!.ports
    if (ports && !ports.includes(edge.port)) {
      const values = { name: name(edge.from), port: edge.port, ports: listed(ports) }
      problems.push(refuseCanvas("canvas/unknown-port", `nodes.${edge.from}.ports.${edge.port}`, values))
    }
    const way = `${edge.from}:${edge.port}`
    if (taken.has(way)) {
      const values = { name: name(edge.from), port: edge.port }
      problems.push(refuseCanvas("canvas/port-taken", `nodes.${edge.from}.ports.${edge.port}`, values))
    }
    taken.add(way)
    const into = read.get(edge.to)!.kind
    if (into?.entry || into?.watches)
      problems.push(refuseCanvas("canvas/edge-into-entry", path, { name: name(edge.to) }))
    else {
      const { kind, settings } = read.get(edge.to)!
      const inputs = kind?.set && settings !== undefined ? inputsOf(kind.set(settings)) : ["in"]
      if (!inputs.includes(edge.input))
        problems.push(
          refuseCanvas("canvas/unknown-input", path, {
            name: name(edge.to),
            input: edge.input,
            inputs: listed(inputs),
          }),
        )
    }
    return problems
  })
}

const listed = (ports: string[]): string => ports.map((port) => `"${port}"`).join(", ") || "none"

function checkReach(canvas: Canvas, kinds: CheckedKinds): Problem[] {
  const entries = entriesOf(canvas, kinds)
  // Without an entry everything is out of reach; saying so once is enough.
  if (entries.length === 0) return []
  const reached = reachableFrom(graphOf(canvas), entries)
  return canvas.nodes
    .filter((node) => !reached.has(node.id) && !kinds.get(node.kind)?.watches)
    .map((node) =>
      refuseCanvas("canvas/unreachable", `nodes.${node.id}`, { name: nameOf(node, kinds.get(node.kind)) }),
    )
}

/** Who walks in a circle needs a way that ends, a card that lets people go, or a goal beside the ways. */
function checkExits(canvas: Canvas, kinds: CheckedKinds, read: ReadonlyMap<string, ReadNode>): Problem[] {
  if (canvas.nodes.some((node) => kinds.get(node.kind)?.watches)) return []
  const graph = graphOf(canvas)
  const isEnd = (id: string): boolean => {
    const ports = read.get(id)?.ports ?? []
    return ports.length === 0 || ports.some((port) => graph.next(id, port) === null)
  }
  const first = [...reachableFrom(graph, entriesOf(canvas, kinds))].find(
    (id) => ![...reachableFrom(graph, [id])].some(isEnd) && reachableFrom(graph, graph.after(id)).has(id),
  )
  if (first === undefined) return []
  const node = graph.nodes.get(first)!
  return [refuseCanvas("canvas/no-exit", `nodes.${first}`, { name: nameOf(node, kinds.get(node.kind)) })]
}

function checkLoops(canvas: Canvas, kinds: CheckedKinds, read: ReadonlyMap<string, ReadNode>): Problem[] {
  const pausing = new Set<string>()
  for (const [id, { kind, settings }] of read)
    if (kind && settings !== undefined && (kind.pause?.(settings) ?? 0) >= LEAST_PAUSE_MS) pausing.add(id)
  const graph = graphOf(canvas)
  return loopsIn(graph, pausing).map((loop) => {
    const names = [...loop, loop[0]!].map((id) =>
      nameOf(graph.nodes.get(id)!, kinds.get(graph.nodes.get(id)!.kind)),
    )
    return refuseCanvas("canvas/loop", `nodes.${loop[0]!}`, { way: names.join(" → ") })
  })
}
