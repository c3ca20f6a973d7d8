import type { Canvas, CanvasEdge, CanvasNode, CanvasNote, Position } from "../schema"
import type { Ways } from "./ways"

/** One step of drawing: answers the canvas after it. What it does not touch stays the same object. */
export type Edit = (canvas: Canvas) => Canvas

export const addNode = (canvas: Canvas, node: CanvasNode): Canvas => ({
  ...canvas,
  nodes: [...canvas.nodes, node],
})

/** An empty name takes the card's own name away. */
export const changeNode = (
  canvas: Canvas,
  id: string,
  change: { name?: string; settings?: CanvasNode["settings"] },
): Canvas => ({
  ...canvas,
  nodes: canvas.nodes.map((node) => {
    if (node.id !== id) return node
    const { name, ...rest } = { ...node, ...change }
    return name ? { ...rest, name } : rest
  }),
})

/** Puts cards and notes where `places` says. */
export const moveParts = (canvas: Canvas, places: ReadonlyMap<string, Position>): Canvas => {
  const move = <P extends { id: string; position: Position }>(part: P): P => {
    const place = places.get(part.id)
    if (!place || (place.x === part.position.x && place.y === part.position.y)) return part
    return { ...part, position: place }
  }
  return { ...canvas, nodes: canvas.nodes.map(move), notes: canvas.notes.map(move) }
}

/** Draws a way; what left by the same port before is gone. */
export const connect = (canvas: Canvas, edge: CanvasEdge): Canvas => ({
  ...canvas,
  edges: [...canvas.edges.filter((other) => !isSamePort(other, edge)), edge],
})

export const disconnect = (canvas: Canvas, edges: CanvasEdge[]): Canvas => ({
  ...canvas,
  edges: canvas.edges.filter((edge) => !edges.some((other) => isSameEdge(other, edge))),
})

/** Puts a new card between two others. One that nobody can come to, or whose line is gone, is only added. */
export const insertOnEdge = (canvas: Canvas, edge: CanvasEdge, node: CanvasNode, ways: Ways): Canvas => {
  const added = addNode(canvas, node)
  const [input] = ways.inputs(node)
  // A line that is gone, as after an undo, is not drawn again by what was to stand on it.
  if (input === undefined || !canvas.edges.some((one) => isSameEdge(one, edge))) return added
  const onward = ways.along(node).map((port): CanvasEdge => ({ ...edge, from: node.id, port }))
  const before = connect(added, { ...edge, to: node.id, input })
  return { ...before, edges: [...before.edges, ...onward] }
}

export type Parts = { nodes?: readonly string[]; notes?: readonly string[]; edges?: readonly CanvasEdge[] }

/**
 * Takes parts away. Whoever came to a card that is gone goes on to where all of its ways led; where they led apart, one of them
 * to the end, or where it mattered by which line they came, nobody can say for the merchant, and the lines to it end.
 */
export const removeParts = (
  canvas: Canvas,
  { nodes = [], notes = [], edges = [] }: Parts,
  ways: Ways,
): Canvas => {
  const gone = new Set(nodes)
  const byId = new Map(canvas.nodes.map((node) => [node.id, node]))
  const left = disconnect(canvas, [...edges]).edges
  const behind = ({ to: id, input }: CanvasEdge): CanvasEdge | null => {
    const node = byId.get(id)
    if (!node || input !== ways.inputs(node)[0]) return null
    if (ways.gathers(node) && left.filter((edge) => edge.to === id).length > 1) return null
    const out = left.filter((edge) => edge.from === id)
    const [first] = out
    const isOneWay = out.every((edge) => edge.to === first?.to && edge.input === first.input)
    const isWhole = ways.along(node).every((port) => out.some((edge) => edge.port === port))
    return first && isOneWay && isWhole ? first : null
  }
  /** Where a way leads once cards on it are gone. A circle of such cards leads nowhere. */
  const healed = (edge: CanvasEdge): CanvasEdge | null => {
    const passed = new Set<string>()
    let end: CanvasEdge | null = edge
    while (end && gone.has(end.to)) {
      if (passed.has(end.to)) return null
      passed.add(end.to)
      end = behind(end)
    }
    if (!end) return null
    // Nobody drew a way from a card to itself.
    return end === edge ? edge : end.to === edge.from ? null : { ...edge, to: end.to, input: end.input }
  }
  return {
    nodes: canvas.nodes.filter((node) => !gone.has(node.id)),
    edges: left.filter((edge) => !gone.has(edge.from)).flatMap((edge) => healed(edge) ?? []),
    notes: canvas.notes.filter((note) => !notes.includes(note.id)),
  }
}

export const addNote = (canvas: Canvas, note: CanvasNote): Canvas => ({
  ...canvas,
  notes: [...canvas.notes, note],
})

export const changeNote = (
  canvas: Canvas,
  id: string,
  change: Partial<Pick<CanvasNote, "text" | "size">>,
): Canvas => ({
  ...canvas,
  notes: canvas.notes.map((note) => (note.id === id ? { ...note, ...change } : note)),
})

/**
 * An id that no card of this or an earlier version has: what somebody got is remembered by the card's id, so one that was taken
 * away must never come back as another card.
 */
export const newNodeId = (kind: string): string => {
  const letters = Array.from(globalThis.crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    (byte % 36).toString(36),
  )
  return `${kind.replaceAll(/[^A-Za-z0-9]+/g, "_").slice(0, 30)}_${letters.join("")}`
}

export const isSameEdge = (a: CanvasEdge, b: CanvasEdge): boolean =>
  isSamePort(a, b) && a.to === b.to && a.input === b.input

const isSamePort = (a: CanvasEdge, b: CanvasEdge): boolean => a.from === b.from && a.port === b.port
