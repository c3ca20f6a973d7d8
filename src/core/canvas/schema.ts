import { z } from "zod"

/** A drawing larger than this is no longer readable by a person; it also bounds every walk over it. */
export const MOST_NODES = 500
/** Room for a split test with its most ways at every fourth node. */
export const MOST_EDGES = 2000
export const MOST_NOTES = 200

/** Part of step and effect keys, so no ":" and no "."; made by the editor, kept for the life of the plan. */
export const nodeId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, "must be 1 to 40 letters, digits, hyphens or underscores")

const position = z.strictObject({ x: z.number(), y: z.number() })

export const nodeSchema = z.strictObject({
  id: nodeId,
  /** Id of a kind. One that is not registered stays in the drawing and is refused when it is published. */
  kind: z.string().min(1).max(100),
  name: z.string().max(200).optional(),
  settings: z.record(z.string(), z.unknown()).default({}),
  position: position.default({ x: 0, y: 0 }),
})

export const edgeSchema = z.strictObject({
  from: z.string().min(1).max(40),
  port: z.string().min(1).max(40).default("out"),
  to: z.string().min(1).max(40),
  input: z.string().min(1).max(40).default("in"),
})

export const noteSchema = z.strictObject({
  id: nodeId,
  text: z.string().max(5000),
  position,
  size: z.strictObject({ width: z.number().positive(), height: z.number().positive() }).optional(),
})

/**
 * The drawing of a plan. A draft may be unfinished in every way (see `check.ts`); only its shape must be right.
 */
export const canvasSchema = z
  .strictObject({
    nodes: z.array(nodeSchema).max(MOST_NODES, `holds at most ${MOST_NODES} nodes`),
    edges: z.array(edgeSchema).max(MOST_EDGES, `holds at most ${MOST_EDGES} edges`).default([]),
    notes: z.array(noteSchema).max(MOST_NOTES, `holds at most ${MOST_NOTES} notes`).default([]),
  })
  .superRefine((canvas, context) => {
    const seen = new Set<string>()
    canvas.nodes.forEach((node, index) => {
      if (seen.has(node.id))
        context.addIssue({
          code: "custom",
          path: ["nodes", index, "id"],
          message: `is used twice: "${node.id}"`,
        })
      seen.add(node.id)
    })
  })

export type Canvas = z.infer<typeof canvasSchema>
export type CanvasNode = z.infer<typeof nodeSchema>
export type CanvasEdge = z.infer<typeof edgeSchema>
export type CanvasNote = z.infer<typeof noteSchema>
export type Position = z.infer<typeof position>
