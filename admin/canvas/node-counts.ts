import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { get } from "../api/client"
import type { Estimate, NodeFigures, Plan } from "../api/plans"

// A running plan moves by itself; a few seconds feel live and cost nothing.
const LIVE_MS = 4000

/** How many people would come to a card. `atMost`: never more, and nobody can say how many. */
export type Heads = { count: number; atMost: boolean }

export function headsAt(estimate: Estimate | undefined, node: string): Heads | undefined {
  const count = estimate?.nodes[node] ?? estimate?.at_most[node]
  return count === undefined ? undefined : { count, atMost: estimate?.nodes[node] === null }
}

export type CardFigures = NodeFigures & { atMost?: boolean }

/** What stands on a card of a draft. */
export const figuresOf = (node: string, heads: Heads | undefined): CardFigures | undefined =>
  heads && { node, in: heads.count, waiting: 0, retrying: 0, parked: 0, passed: {}, atMost: heads.atMost }

/**
 * How many went on from a card, or left the plan there. Of those whom something brings, the plan's own conditions turn some away before
 * they are in it.
 */
export function wentOn(
  { passed }: NodeFigures,
  ways: { id: string }[],
  kind: { entry?: boolean } | undefined,
): { passed: number; turnedAway: number } {
  const sumOf = (numbers: number[]) => numbers.reduce((sum, n) => sum + n, 0)
  const all = sumOf(Object.values(passed))
  const known = kind?.entry ? sumOf(["", ...ways.map(({ id }) => id)].map((way) => passed[way] ?? 0)) : all
  return { passed: known, turnedAway: all - known }
}

/** What stands on a card. `estimated`: what would happen; otherwise what did. */
export type NodeCounts = {
  estimated: boolean
  of: (node: string) => CardFigures | undefined
  /** Set when the counts could not be had. */
  failed?: { error: unknown; retry: () => void }
}

/** A draft shows estimates; what `began` shows how many came, wait and went on, by which way. */
export function useNodeCounts(
  plan: Plan,
  estimate: Estimate | undefined,
  began: boolean,
  /** Else the latest that began. */
  run_id?: string,
): NodeCounts {
  const live = useQuery({
    // The state is part of the question: the last look must come after the plan ended.
    queryKey: ["marketing", "plans", "nodes", plan.id, run_id, plan.state],
    queryFn: ({ signal }) =>
      get<{ nodes: NodeFigures[] }>(`/admin/marketing/plans/${plan.id}/nodes`, { run_id }, signal),
    enabled: began,
    retry: false,
    placeholderData: keepPreviousData,
    // Messages go on being sent after the last person is through.
    refetchInterval: ({ state }) =>
      plan.state === "running" || state.data?.nodes.some(({ messages }) => messages && messages.queued > 0)
        ? LIVE_MS
        : false,
  })
  if (began) {
    const figures = new Map((live.data?.nodes ?? []).map((node) => [node.node, node]))
    const failed = live.isError ? { error: live.error, retry: () => void live.refetch() } : undefined
    return { estimated: false, of: (node) => figures.get(node), failed }
  }
  return { estimated: true, of: (node) => figuresOf(node, headsAt(estimate, node)) }
}
