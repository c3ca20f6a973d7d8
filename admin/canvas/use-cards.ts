import { useQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import type { CanvasNode } from "../../src/core/canvas/schema"
import type { Port } from "../api/catalogue"
import { get } from "../api/client"
import type { Plan } from "../api/plans"
import type { Labels } from "../i18n/use-text"

/** What the server says of one card: its line and its ways in and out follow from its settings. */
export type Card = {
  node: string
  summary: Labels
  ports: Port[]
  inputs: string[]
  /** Its settings do not fit any more: the line speaks of what they were. */
  unfit?: true
}
export type DrawnNode = CanvasNode & { card?: Card }

/** The plan's drawing, each node with what its kind says of it: the draft's, or that of a published version. */
export function useDrawn(plan: Plan, version?: number): Plan["canvas"] & { nodes: DrawnNode[] } {
  const asked = useQuery({
    queryKey: ["marketing", "plans", "cards", plan.id, version ? `version ${version}` : plan.revision],
    queryFn: ({ signal }) =>
      get<{ cards: Card[] }>(`/admin/marketing/plans/${plan.id}/cards`, version ? { version } : {}, signal),
  })
  return useMemo(() => {
    const cards = new Map((asked.data?.cards ?? []).map((card) => [card.node, card]))
    const nodes = plan.canvas.nodes.map((node) => ({ ...node, card: cards.get(node.id) }))
    return { ...plan.canvas, nodes }
  }, [plan.canvas, asked.data])
}
