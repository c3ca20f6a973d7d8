import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { get, post } from "./client"
import type { Plan } from "./plans"

export type Arm = {
  id: string
  name: string
  /** Percent of the people. */
  share: number
  heads: number
  opened: number
  clicked: number
  ordered: number
  /** In minor units of the test's currency. */
  revenue: number
}

export type SplitTest = {
  node: string
  name: string
  currency: string
  metric: string | null
  /** Who came through before then does not count; null: everybody does. */
  since: string | null
  arms: Arm[]
  winner: { variant: string; name: string; at: string; by: string | null; is_tie: boolean } | null
}

const key = (id: string) => ["marketing", "plans", "split-tests", id]

export const useSplitTests = (plan: Plan) =>
  useQuery({
    queryKey: [...key(plan.id), plan.version],
    queryFn: ({ signal }) =>
      get<{ split_tests: SplitTest[] }>(`/admin/marketing/plans/${plan.id}/report/variants`, {}, signal),
    refetchInterval: plan.state === "running" ? 4000 : false,
  })

/** For good: it cannot be chosen again. */
export const useChooseWinner = (plan_id: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ node, variant }: { node: string; variant: string }) =>
      post<{ split_tests: SplitTest[] }>(`/admin/marketing/plans/${plan_id}/nodes/${node}/winner`, {
        variant,
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: key(plan_id) }),
  })
}
