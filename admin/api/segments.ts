import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Rule } from "../rules/rule"
import { get, post, remove } from "./client"
import type { ListAsk, Page } from "./lists"

export type SegmentState = "fresh" | "stale" | "refreshing" | "failed" | "archived"

export type Segment = {
  id: string
  name: string
  type: "dynamic" | "static" | "imported"
  rule: Rule | null
  state: SegmentState
  error?: string | null
  member_count: number
  refreshed_at: string | null
  refresh_ms?: number | null
  created_at: string
  updated_at: string
}

export type Person = {
  customer_id: string
  email?: string | null
  name?: string | null
  first_name?: string | null
  last_name?: string | null
}

export type Member = Person & { entered_at?: string }

const room = ["marketing", "segments"] as const

export const useSegments = (ask: ListAsk) =>
  useQuery({
    queryKey: [...room, "list", ask],
    queryFn: ({ signal }) => get<{ segments: Segment[] } & Page>("/admin/marketing/segments", ask, signal),
    placeholderData: keepPreviousData,
  })

export const useSegment = (id: string | undefined) =>
  useQuery({
    queryKey: [...room, "one", id],
    queryFn: ({ signal }) => get<{ segment: Segment }>(`/admin/marketing/segments/${id}`, {}, signal),
    enabled: Boolean(id),
    // A refresh runs in the background: look again until it is done.
    refetchInterval: (query) => (query.state.data?.segment.state === "refreshing" ? 1500 : false),
  })

export const useMembers = (id: string, ask: ListAsk) =>
  useQuery({
    queryKey: [...room, "members", id, ask],
    queryFn: ({ signal }) =>
      get<{ members: Member[] } & Page>(`/admin/marketing/segments/${id}/members`, ask, signal),
    placeholderData: keepPreviousData,
  })

export type Use = { kind: "segment" | "plan"; id: string; name: string; state?: string }

export const useSegmentUses = (id: string) =>
  useQuery({
    queryKey: [...room, "uses", id],
    queryFn: ({ signal }) =>
      get<{
        segments?: { id: string; name: string }[]
        plans?: { id: string; name: string; state: string }[]
      }>(`/admin/marketing/segments/${id}/used-by`, {}, signal),
  })

export type SegmentDraft = { name: string; type: "dynamic" | "static"; rule: Rule }

/** Saves a new segment, or the one with `id`. */
export const useSaveSegment = (id?: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (draft: SegmentDraft) =>
      post<{ segment: Segment }>(`/admin/marketing/segments${id ? `/${id}` : ""}`, draft),
    onSuccess: () => queries.invalidateQueries({ queryKey: room }),
  })
}

export const useRefreshSegment = (id: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => post<unknown>(`/admin/marketing/segments/${id}/refresh`),
    onSuccess: () => queries.invalidateQueries({ queryKey: room }),
  })
}

export const useDeleteSegment = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => remove<{ id: string }>(`/admin/marketing/segments/${id}`),
    // Only the list: the page of what is gone is still open for a moment and would ask for it again.
    onSuccess: () => queries.invalidateQueries({ queryKey: [...room, "list"] }),
  })
}
