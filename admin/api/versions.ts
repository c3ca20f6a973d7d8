import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Difference } from "../../src/core/canvas/difference"
import type { MovePreview, Moving, NodeMap } from "../../src/core/canvas/moving"
import type { PlanSettings } from "../../src/core/canvas/plan-settings"
import type { Canvas } from "../../src/core/canvas/schema"
import { get, post } from "./client"
import type { Page } from "./lists"
import type { Plan } from "./plans"

export type { Difference, MovePreview, Moving, NodeMap }

export type Version = {
  version: number
  published_by: string | null
  published_at: string
  note: string | null
  /** People who are in the plan by it now. */
  inside: number
}

/** Everybody's way from one version to another, and how far it is. */
export type Move = {
  id: string
  from_version: number
  to_version: number
  state: "going" | "done" | "stopped"
  moved: number
  left_plan: number
  created_at: string
}

const room = ["marketing", "plans"] as const
const path = (id: string, rest: string) => `/admin/marketing/plans/${id}${rest}`
const LIVE_MS = 4000

/** The frozen settings and canvas of a version; they never change. */
export const usePlanVersion = (id: string, version: number | null) =>
  useQuery({
    queryKey: [...room, "version", id, version],
    queryFn: ({ signal }) =>
      get<{ version: { settings: PlanSettings; canvas: Canvas } }>(
        path(id, `/versions/${version}`),
        {},
        signal,
      ),
    enabled: version !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const usePlanVersions = (plan: Plan) =>
  useQuery({
    queryKey: [...room, "versions", plan.id, plan.version],
    queryFn: ({ signal }) => get<{ versions: Version[] } & Page>(path(plan.id, "/versions"), {}, signal),
    enabled: plan.version !== null,
    refetchInterval: plan.state === "running" ? LIVE_MS : false,
  })

export const usePlanMoves = (plan: Plan) =>
  useQuery({
    queryKey: [...room, "moves", plan.id],
    queryFn: ({ signal }) => get<{ moves: Move[] } & Page>(path(plan.id, "/moves"), {}, signal),
    refetchInterval: (query) =>
      query.state.data?.moves.some((move) => move.state === "going") ? 1000 : false,
  })

/** `to` left out: the draft as it is at `revision`. */
export const useDifference = (plan: Pick<Plan, "id" | "revision">, from: number, to?: number) =>
  useQuery({
    queryKey: [...room, "difference", plan.id, from, to ?? `draft ${plan.revision}`],
    queryFn: ({ signal }) =>
      get<{ difference: Difference }>(
        path(plan.id, `/versions/${from}/difference`),
        to === undefined ? {} : { to },
        signal,
      ),
  })

export const useRestoreVersion = (plan: Plan) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (version: number) =>
      post<{ plan: Plan }>(path(plan.id, `/versions/${version}/restore`), { revision: plan.revision }),
    onSettled: () => queries.invalidateQueries({ queryKey: room }),
  })
}

/** Counts heads; changes nothing. */
export const useMovePreview = (id: string, version: number, nodes: NodeMap) =>
  useQuery({
    queryKey: [...room, "move", id, version, nodes],
    queryFn: ({ signal }) =>
      post<{ preview: MovePreview }>(path(id, `/versions/${version}/move`), { nodes, dry_run: true }, signal),
    placeholderData: (before) => before,
  })

export const useMovePeople = (id: string, version: number) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (nodes: NodeMap) => post<{ move: Move }>(path(id, `/versions/${version}/move`), { nodes }),
    onSettled: () => queries.invalidateQueries({ queryKey: room }),
  })
}
