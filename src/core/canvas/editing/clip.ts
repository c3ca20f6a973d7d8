import { z } from "zod"
import { type Canvas, type CanvasNode, canvasSchema, MOST_NODES, type Position } from "../schema"
import { copiedSettings } from "./copied-settings"
import { newNodeId } from "./edits"
import { cornerOf } from "./placing"

/** Cards, notes and the ways between them, on their way to another place or plan. */
export type Clip = Pick<Canvas, "nodes" | "edges" | "notes"> & {
  /** The plan they come from, where that is known. */
  plan: string | null
}

const MARK = "medusa-marketing-canvas/clip"
/** A longer text is none of ours: the largest drawing with the longest contents stays well below. */
const LONGEST = 5_000_000

export const copyParts = (canvas: Canvas, ids: readonly string[], plan: string): Clip => {
  const chosen = new Set(ids)
  return {
    nodes: canvas.nodes.filter(({ id }) => chosen.has(id)),
    edges: canvas.edges.filter(({ from, to }) => chosen.has(from) && chosen.has(to)),
    notes: canvas.notes.filter(({ id }) => chosen.has(id)),
    plan,
  }
}

/** For the clipboard of the system. */
export const clipText = (clip: Clip): string => JSON.stringify({ [MARK]: 1, ...clip })

const marked = z.looseObject({ [MARK]: z.literal(1) })

/** Reads what was pasted. `not_a_clip`: a text about something else; `broken`: ours once, and cannot be read. */
export function readClip(text: string): { clip: Clip } | { problem: "not_a_clip" | "too_large" | "broken" } {
  if (text.length > LONGEST) return { problem: "too_large" }
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return { problem: text.includes(MARK) ? "broken" : "not_a_clip" }
  }
  if (!marked.safeParse(given).success) return { problem: "not_a_clip" }
  const { [MARK]: _, plan, ...parts } = given as Record<string, unknown>
  const read = canvasSchema.safeParse(parts)
  if (read.success) return { clip: { ...read.data, plan: typeof plan === "string" ? plan : null } }
  const nodes = (parts as { nodes?: unknown[] }).nodes
  return { problem: Array.isArray(nodes) && nodes.length > MOST_NODES ? "too_large" : "broken" }
}

/** Puts copies on the canvas of `plan`, the first corner of all at `at`, and answers what they are called there. */
export function pasteClip(
  canvas: Canvas,
  clip: Clip,
  at: Position,
  plan: string,
): { canvas: Canvas; ids: string[] } {
  const corner = cornerOf([...clip.nodes, ...clip.notes])
  const names = new Map([
    ...clip.nodes.map(({ id, kind }) => [id, newNodeId(kind)] as const),
    ...clip.notes.map(({ id }) => [id, newNodeId("note")] as const),
  ])
  const put = <P extends { id: string; position: Position }>(part: P): P => ({
    ...part,
    id: names.get(part.id)!,
    position: { x: at.x + part.position.x - corner.x, y: at.y + part.position.y - corner.y },
  })
  const copied = { from: clip.plan, to: plan, names }
  const settingsOf = ({ settings }: CanvasNode) => copiedSettings(settings, copied)
  const edges = clip.edges.flatMap((edge) => {
    const [from, to] = [names.get(edge.from), names.get(edge.to)]
    return from && to ? [{ ...edge, from, to }] : []
  })
  return {
    canvas: {
      nodes: [...canvas.nodes, ...clip.nodes.map((node) => ({ ...put(node), settings: settingsOf(node) }))],
      edges: [...canvas.edges, ...edges],
      notes: [...canvas.notes, ...clip.notes.map(put)],
    },
    ids: [...names.values()],
  }
}
