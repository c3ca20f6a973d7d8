import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Definition } from "../../src/core/segment/definition"
import type { Sample } from "../../src/core/segment/sample"
import type { Rule } from "../rules/rule"
import { download, fileName, get, post, remove, upload } from "./client"
import type { Rejection } from "./imports"
import type { ListAsk, Page } from "./lists"

export type SegmentState = "fresh" | "stale" | "refreshing" | "failed" | "archived"

export type Segment = {
  id: string
  name: string
  type: "dynamic" | "static" | "imported"
  rule: Rule | null
  sample: Sample | null
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

export type Member = Person & { entered_at?: string; placeholders?: Record<string, string> | null }

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
        syncs?: { kind: "group" | "webhook"; name: string }[]
      }>(`/admin/marketing/segments/${id}/used-by`, {}, signal),
  })

/** Without a rule: only the name changes. */
export type SegmentDraft = { name: string; type?: "dynamic" | "static"; rule?: Rule; sample?: Sample | null }

/** Saves a new segment, or the one with `id`: what is left out stays as it is. */
export const useSaveSegment = (id?: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (draft: Partial<SegmentDraft>) =>
      post<{ segment: Segment }>(`/admin/marketing/segments${id ? `/${id}` : ""}`, draft),
    onSuccess: () => queries.invalidateQueries({ queryKey: room }),
  })
}

export type NewSegment = { name: string } & ({ definition: Definition } | { type: "static" })

/** A segment made of others, or an empty list. */
export const useMakeSegment = () =>
  useChange((segment: NewSegment) => post<{ segment: Segment }>("/admin/marketing/segments", segment))

export const useDuplicateSegment = (id: string) =>
  useChange((asked: { frozen: boolean }) =>
    post<{ segment: Segment }>(`/admin/marketing/segments/${id}/duplicate`, asked),
  )

export const useArchiveSegment = (id: string) =>
  useChange((way: "archive" | "unarchive") =>
    post<{ segment: Segment }>(`/admin/marketing/segments/${id}/${way}`),
  )

export const useChangeMembers = (id: string) =>
  useChange((change: { add?: string[]; remove?: string[] }) =>
    post<{ segment: Segment }>(`/admin/marketing/segments/${id}/members`, change),
  )

export type ImportedMembers = {
  segment: Segment
  accepted: number
  duplicates: number
  rejected: number
  rejections: Rejection[]
}

export const useImportMembers = (id: string) =>
  useChange((file: File) => {
    const form = new FormData()
    form.append("file", file)
    return upload<ImportedMembers>(`/admin/marketing/segments/${id}/import`, form)
  })

export const downloadSegment = ({ id, name }: Pick<Segment, "id" | "name">) =>
  download(`/admin/marketing/segments/${id}/export`, fileName(name, "csv"))

/** A change of segments, after which every list and page of them is asked for again. */
function useChange<Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queries.invalidateQueries({ queryKey: room }) })
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
