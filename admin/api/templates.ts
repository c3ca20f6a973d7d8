import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Problem } from "../../src/core/problem"
import { get, post, remove } from "./client"
import type { ListAsk, Page } from "./lists"

export type Content = Record<string, string>

export type Template = {
  id: string
  name: string
  channel: string
  content: Content
  created_at: string
  updated_at: string
}

/** What a message looks like for one customer (without one: an example); null while its texts are broken. */
export type Preview = { rendered: Content | null; problems: Problem[] }

const room = ["marketing", "templates"] as const

export const useTemplates = (ask: ListAsk) =>
  useQuery({
    queryKey: [...room, "list", ask],
    queryFn: ({ signal }) => get<{ templates: Template[] } & Page>("/admin/marketing/templates", ask, signal),
    placeholderData: keepPreviousData,
  })

export const useTemplate = (id: string | undefined) =>
  useQuery({
    queryKey: [...room, "one", id],
    queryFn: ({ signal }) => get<{ template: Template }>(`/admin/marketing/templates/${id}`, {}, signal),
    enabled: Boolean(id),
  })

export const useSaveTemplate = (id?: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (draft: { name: string; channel: string; content: Content }) =>
      post<{ template: Template }>(`/admin/marketing/templates${id ? `/${id}` : ""}`, draft),
    onSuccess: () => queries.invalidateQueries({ queryKey: room }),
  })
}

export const useDeleteTemplate = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => remove<{ id: string }>(`/admin/marketing/templates/${id}`),
    // Only the list: the page of what is gone is still open for a moment and would ask for it again.
    onSuccess: () => queries.invalidateQueries({ queryKey: [...room, "list"] }),
  })
}

/** What is wrong with texts, e.g. their Liquid. */
export const checkContent = (channel: string, content: Content) =>
  post<Preview>("/admin/marketing/templates/preview", { channel, content })

export const useRendered = (channel: string, content: Content, customer_id?: string) =>
  useQuery({
    queryKey: [...room, "rendered", channel, content, customer_id],
    queryFn: ({ signal }) =>
      post<Preview>("/admin/marketing/templates/preview", { channel, content, customer_id }, signal),
    enabled: channel !== "" && Object.values(content).some((text) => text.trim() !== ""),
    placeholderData: keepPreviousData,
    retry: false,
  })
