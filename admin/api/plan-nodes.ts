import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { get, post } from "./client"
import type { Page } from "./lists"

/** Somebody whose step, or whose way in, failed too often. */
export type StuckPerson = {
  enrollment_id: number | null
  customer_id: string
  name: string | null
  attempts: number
  error: string | null
  arrived_at: string
}

export type NodeAnalysis = {
  window_days: number
  heads: number
  still_measured: number
  visited: number
  carted: number
  orders: { currency: string; heads: number; orders: number; amount: number }[]
}

const plans = ["marketing", "plans"] as const
type At = { plan_id: string; node: string }

export const useStuckAt = ({ plan_id, node, limit = 5 }: At & { limit?: number }) =>
  useQuery({
    queryKey: [...plans, "stuck", plan_id, node, limit],
    queryFn: ({ signal }) =>
      get<{ parked: StuckPerson[] } & Page>("/admin/marketing/parked", { plan_id, node, limit }, signal),
  })

export const useLetTryAgain = ({ plan_id, node }: At) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => post<{ retried: number }>("/admin/marketing/parked/retry", { plan_id, node }),
    onSettled: () => queries.invalidateQueries({ queryKey: plans }),
  })
}

export const useAnalysis = ({ plan_id, node }: At) =>
  useQuery({
    queryKey: [...plans, "analysis", plan_id, node],
    queryFn: ({ signal }) =>
      get<{ analysis: NodeAnalysis }>(
        `/admin/marketing/plans/${plan_id}/nodes/${node}/analysis`,
        undefined,
        signal,
      ),
  })
