import { useQuery } from "@tanstack/react-query"
import type { Canvas } from "../../src/core/canvas/schema"
import type { Card } from "../canvas/use-cards"
import { get } from "./client"

export type PathEffect = { type: string; done: boolean; reason: string | null; at: string }
export type PathSend = {
  channel: string
  state: string
  reason: string | null
  queued_at: string
  sent_at: string | null
}
export type PathCall = {
  host: string
  state: "queued" | "sent" | "failed" | "cancelled"
  reason: string | null
  sent_at: string | null
}

/** One visit of one card. */
export type PathStep = {
  node: string
  visit: number
  state: "passed" | "waiting" | "parked"
  arrived_at: string
  finished_at: string | null
  port: string | null
  reason: string | null
  /** Until when the person waits here. */
  run_at: string | null
  attempts: number
  error: string | null
  effects: PathEffect[]
  sends: PathSend[]
  calls: PathCall[]
}

export type PathEntry = {
  enrollment_id: number
  run_id: string
  version: number
  state: "inside" | "through" | "left" | "held_out"
  reason: string | null
  entered_at: string
  ended_at: string | null
  event: { name?: string; at?: string } | null
  steps: PathStep[]
}

export type PersonPath = {
  person: { customer_id: string; name: string | null; email: string | null }
  entries: PathEntry[]
}

/** Somebody who is inside moves by herself. */
const LIVE_MS = 4000

export const usePersonPath = (plan_id: string, customer_id: string) =>
  useQuery({
    queryKey: ["marketing", "plans", "path", plan_id, customer_id],
    queryFn: ({ signal }) =>
      get<PersonPath>(`/admin/marketing/plans/${plan_id}/people/${customer_id}/path`, {}, signal),
    refetchInterval: (query) =>
      query.state.data?.entries.some((entry) => entry.state === "inside") ? LIVE_MS : false,
  })

/** A published version's drawing, each node with what its kind says of it. What was published never changes. */
export const useDrawnVersion = (plan_id: string, version: number) =>
  useQuery({
    queryKey: ["marketing", "plans", "drawn", plan_id, version],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const at = `/admin/marketing/plans/${plan_id}`
      const [drawn, told] = await Promise.all([
        get<{ version: { canvas: Canvas } }>(`${at}/versions/${version}`, {}, signal),
        get<{ cards: Card[] }>(`${at}/cards`, { version }, signal),
      ])
      const cards = new Map(told.cards.map((card) => [card.node, card]))
      const { canvas } = drawn.version
      return { ...canvas, nodes: canvas.nodes.map((node) => ({ ...node, card: cards.get(node.id) })) }
    },
  })
