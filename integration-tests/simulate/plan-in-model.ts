import type { Condition, Person } from "./conditions"

/** A node and its ways out as the simulation draws them; `S` is whatever its kind takes. */
export type Node = { id: string; kind: string; settings: Record<string, unknown> }
export type Edge = { from: string; port: string; to: string; input: string }
export type Canvas = { nodes: Node[]; edges: Edge[] }
export type Sketch = {
  type: "one_time" | "recurring" | "triggered"
  settings: {
    schedule?: Record<string, unknown>
    entry?: {
      limit?: { times: number; per: "plan" | "day" | "week" | "month" } | null
      cool_down_hours?: number
    }
    batch?: { size: number; every_minutes: number }
    holdout_percent?: number
  }
  canvas: Canvas
}

/** One person in one plan, as the model has it. */
export type Stay = {
  person: Person
  /** The version that the person came in with, or was moved to. */
  canvas: Canvas
  isMoved?: boolean
  key: string
  entry: string
  entered: number
  ended: number | null
  state: "inside" | "through" | "left" | "held_out"
  reason: string | null
  /** The product or promotion whose news let them in. */
  about?: string
  /** Where they stand while they are inside, since when, and when they are to be asked again. */
  node: string
  arrived: number
  due: number
  visits: Map<string, number>
  /** "node.visit:port reason@moment" of each finished visit. */
  path: string[]
}

/** Cards that are gone: where their people go on, or why they leave. */
export type NodeMap = Record<string, string | { leave: string }>

/** Something that happened to a person, to be looked at when its delay is over. */
export type Heard = {
  node: string
  canvas: Canvas
  person: Person
  name: string
  at: number
  due: number
  starts: boolean
  about?: string
  key: string
  trusted: boolean
  /** From when it happened until it is looked at; known of what waits for its plan to go on. */
  delay?: number
}

export type PlanInModel = Sketch & {
  no: number
  id: string
  state: "scheduled" | "running" | "paused" | "ended"
  begun: boolean
  published: number
  /** From when until when it was paused. */
  pauses: { from: number; to: number }[]
  /** All that were published; the last is `canvas`, and people come in by it. */
  versions: Canvas[]
  /** Between these moments something lets people in. */
  opens: number
  closes: number
  /** The run that is to begin next. */
  next: { slot: string; due: number } | null
  stays: Stay[]
  heard: Heard[]
  /** Days that a calendar's node has looked at. */
  looked: Set<string>
  points: Map<number, number>
  coupons: Map<number, number>
  /** Messages by person, node and visit; those that were one too many; requests to another system. */
  messages: string[]
  refused: string[]
  calls: string[]
  /** Corrections of lead scores by person, and who was given a sales rep. */
  scores: Map<number, number>
  reps: Set<number>
}

export const nodeOf = (plan: Pick<Sketch, "canvas">, id: string): Node =>
  plan.canvas.nodes.find((node) => node.id === id)!
export const nextOf = (plan: Pick<Sketch, "canvas">, from: string, port: string): string | null =>
  plan.canvas.edges.find((edge) => edge.from === from && edge.port === port)?.to ?? null
export const ruleOf = (node: Node): Condition => node.settings.rule as Condition

export const SETS = ["union", "intersect", "exclude", "deduplicate", "sample"]
export const ENTRIES = ["segment", "list", "conditions"]
