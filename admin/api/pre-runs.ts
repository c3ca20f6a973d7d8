import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query"
import { useCallback } from "react"
import type { PreRun } from "../../src/core/pre-run/result"
import { get, post } from "./client"
import type { Page } from "./lists"

export type { Deeds, PreRun, PreRunResult, Replay } from "../../src/core/pre-run/result"

const room = ["marketing", "pre-runs"] as const
const path = (plan: string, rest = "") => `/admin/marketing/plans/${plan}/pre-run${rest}`
const pastPath = (plan: string) => `/admin/marketing/plans/${plan}/replay`

/** Those that were kept, newest first. */
export const usePreRuns = (plan: string) =>
  useQuery({
    queryKey: [...room, plan],
    queryFn: ({ signal }) => get<{ pre_runs: Omit<PreRun, "result">[] } & Page>(path(plan), {}, signal),
  })

/** Replays that were kept, newest first. */
export const useReplays = (plan: string) =>
  useQuery({
    queryKey: [...room, plan, "past"],
    queryFn: ({ signal }) => get<{ replays: Omit<PreRun, "result">[] } & Page>(pastPath(plan), {}, signal),
  })

/** One of either. */
export const usePreRun = (plan: string, no: number | null) =>
  useQuery({
    queryKey: [...room, plan, no],
    queryFn: ({ signal }) => get<{ pre_run: PreRun }>(path(plan, `/${no}`), {}, signal),
    enabled: no !== null,
    placeholderData: keepPreviousData,
    // It never changes.
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Runs the draft without doing anything, ahead or on the last `days`; `signal` calls it off. */
export function useStartPreRun(plan: string) {
  const queries = useQueryClient()
  return useCallback(
    async (signal: AbortSignal, days: number | null): Promise<PreRun> => {
      const made =
        days === null
          ? (await post<{ pre_run: PreRun }>(path(plan), {}, signal)).pre_run
          : (await post<{ replay: PreRun }>(pastPath(plan), { days }, signal)).replay
      queries.setQueryData([...room, plan, made.no], { pre_run: made })
      await queries.invalidateQueries({
        queryKey: days === null ? [...room, plan] : [...room, plan, "past"],
        exact: true,
      })
      return made
    },
    [plan, queries],
  )
}
