import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { TagGroupDraft } from "../../src/core/profile/tags"
import { get, post, remove } from "./client"

/** Tags that belong together; `single`: a person has one of them at most. */
export type TagGroup = TagGroupDraft & { id: string }

const room = ["marketing", "tag-groups"] as const

export const useTagGroups = () =>
  useQuery({
    queryKey: room,
    queryFn: ({ signal }) => get<{ tag_groups: TagGroup[] }>("/admin/marketing/tag-groups", {}, signal),
  })

export const useSaveTagGroup = (id?: string) =>
  useChange((draft: TagGroupDraft) =>
    post<{ tag_group: TagGroup }>(`/admin/marketing/tag-groups${id ? `/${id}` : ""}`, draft),
  )

export const useDeleteTagGroup = () =>
  useChange((id: string) => remove<{ id: string }>(`/admin/marketing/tag-groups/${id}`))

function useChange<Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queries.invalidateQueries({ queryKey: room }) })
}

export const useChangeTags = (customer_id: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: { add: string[]; remove: string[] }) =>
      post<unknown>(`/admin/marketing/customers/${customer_id}/tags`, change),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["marketing", "customer", customer_id] }),
  })
}
