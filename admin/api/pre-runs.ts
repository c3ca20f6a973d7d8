import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query"
import { useCallback } from "react"
import type { PreRun } from "../../src/core/pre-run/result"
import { get, post } from "./client"
import type { Page } from "./lists"

export type { PreRun, PreRunResult } from "../../src/core/pre-run/result"

const room = ["marketing", "pre-runs"] as const
const path = (plan: string, rest = "") => `/admin/marketing/plans/${plan}/pre-run${rest}`

/** Those that were kept, newest first. */
export const usePreRuns = (plan: string) =>
  useQuery({
    queryKey: [...room, plan],
    queryFn: ({ signal }) => get<{ pre_runs: Omit<PreRun, "result">[] } & Page>(path(plan), {}, signal),
  })

export const usePreRun = (plan: string, no: number | null) =>
  useQuery({
    queryKey: [...room, plan, no],
    queryFn: ({ signal }) => get<{ pre_run: PreRun }>(path(plan, `/${no}`), {}, signal),
    enabled: no !== null,
    placeholderData: keepPreviousData,
    // It never changes.
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Runs the draft without doing anything; `signal` calls it off. */
export function useStartPreRun(plan: string) {
  const queries = useQueryClient()
  return useCallback(
    async (signal: AbortSignal): Promise<PreRun> => {
      const { pre_run } = await post<{ pre_run: PreRun }>(path(plan), {}, signal)
      queries.setQueryData([...room, plan, pre_run.no], { pre_run })
      await queries.invalidateQueries({ queryKey: [...room, plan], exact: true })
      return pre_run
    },
    [plan, queries],
  )
}
