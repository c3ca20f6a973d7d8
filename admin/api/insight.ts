import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Insight, StageMoves } from "../../src/core/insight/insight"
import { get } from "./client"

// In the room of segments: whoever refreshes a segment sees new figures.
const room = ["marketing", "segments", "insight"] as const

/** Beside all customers, or another segment. The figures shown stay until the new ones are there. */
export const useInsight = (id: string, compare: string) =>
  useQuery({
    queryKey: [...room, id, compare],
    queryFn: ({ signal }) =>
      get<{ insight: Insight }>(`/admin/marketing/segments/${id}/insight`, { compare }, signal),
    placeholderData: keepPreviousData,
  })

/** Asks for figures of now, where those of a while ago are shown. */
export function useReckonInsight(id: string, compare: string): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    const reckoned = await get<{ insight: Insight }>(`/admin/marketing/segments/${id}/insight`, {
      compare,
      fresh: "true",
    })
    client.setQueryData([...room, id, compare], reckoned)
  }
}

export const useStageMoves = (id: string, month: string) =>
  useQuery({
    queryKey: [...room, id, "stages", month],
    queryFn: ({ signal }) =>
      get<{ stages: StageMoves }>(`/admin/marketing/segments/${id}/insight/stages`, { month }, signal),
    placeholderData: keepPreviousData,
  })
