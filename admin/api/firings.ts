import { keepPreviousData, useQuery } from "@tanstack/react-query"
import type { Problem } from "../../src/core/problem"
import { post } from "./client"
import type { PlanDraft } from "./plans"

/** `slot` is the minute on the wall, `at` when the store's clock shows it; `first` and `last`: on customers' own clocks. */
export type Firing = { slot: string; at: string; first: string; last: string }

/** When a plan with these unsaved parts starts next; without an id it is not saved at all. */
export const useFirings = (plan_id: string | undefined, draft: Pick<PlanDraft, "type" | "settings">) =>
  useQuery({
    queryKey: ["marketing", "firings", plan_id, draft],
    queryFn: ({ signal }) =>
      post<{ zone: string; firings: Firing[]; problems: Problem[] }>(
        plan_id ? `/admin/marketing/plans/${plan_id}/firings` : "/admin/marketing/firings",
        draft,
        signal,
      ),
    placeholderData: keepPreviousData,
    retry: false,
  })
