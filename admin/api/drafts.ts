import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Changes } from "../../src/core/canvas/changes"
import type { PlanSettings } from "../../src/core/canvas/plan-settings"
import type { Canvas } from "../../src/core/canvas/schema"
import { get, post } from "./client"
import type { Page } from "./lists"
import type { Plan, PlanType } from "./plans"

/** What a draft said earlier. */
export type KeptState = {
  no: number
  how: "began" | "drawn" | "merged" | "version" | "draft"
  origin: number | null
  version: number | null
  saved_by: string | null
  began_at: string
  saved_at: string
  /** Against the state before; null of the first. */
  changes: Changes | null
}

const room = ["marketing", "plans"] as const
const path = (id: string, rest = "") => `/admin/marketing/plans/${id}/drafts${rest}`

/** Newest first. */
export const useDrafts = (plan: Pick<Plan, "id" | "revision">) =>
  useQuery({
    queryKey: [...room, "drafts", plan.id, plan.revision],
    queryFn: ({ signal }) => get<{ drafts: KeptState[] } & Page>(path(plan.id), {}, signal),
  })

/** `saved_at` is part of the question: the newest state goes on changing while its sitting lasts. */
export const useDraftState = (id: string, state: Pick<KeptState, "no" | "saved_at"> | undefined) =>
  useQuery({
    queryKey: [...room, "draft", id, state?.no, state?.saved_at],
    queryFn: ({ signal }) =>
      get<{ draft: { type: PlanType; settings: PlanSettings; canvas: Canvas } }>(
        path(id, `/${state?.no}`),
        {},
        signal,
      ),
    enabled: state !== undefined,
  })

export const useRestoreDraft = (id: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ no, revision }: { no: number; revision: number }) =>
      post<{ plan: Plan }>(path(id, `/${no}/restore`), { revision }),
    onSettled: () => queries.invalidateQueries({ queryKey: room }),
  })
}
