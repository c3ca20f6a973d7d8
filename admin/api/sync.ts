import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { get, post, remove } from "./client"

export type GroupError = "group-gone" | "own-group" | "refused"
export type WebhookError =
  | "not-allowed"
  | "not-found"
  | "unreachable"
  | "too-slow"
  | "redirect"
  | "status"
  | "secret-lost"

type Progress = { attempts: number; error_detail: string | null; waiting: number; due_at: string | null }

export type GroupSync = Progress & {
  group: { id: string; name: string | null }
  state: "on" | "ending" | "stopped"
  error: GroupError | null
  added: number
  removed: number
  members: number
  compared_at: string | null
}

export type Webhook = Progress & {
  url: string
  with_email: boolean
  state: "on" | "off" | "parked"
  error: WebhookError | null
  entered_sent: number
  left_sent: number
  sent_at: string | null
}

export type Sync = { group: GroupSync | null; webhook: Webhook | null }
type Answer = { sync: Sync; secret?: string }
export type WebhookChange = { url?: string; with_email?: boolean; on?: boolean; new_secret?: boolean }

const keyOf = (id: string) => ["marketing", "segments", "sync", id] as const
const pathOf = (id: string) => `/admin/marketing/segments/${id}/sync`

export const useSync = (id: string) =>
  useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => get<Answer>(pathOf(id), {}, signal),
    // It is worked on in the background: while something is under way it is looked at often.
    refetchInterval: (query) => (isUnderWay(query.state.data?.sync) ? 2_000 : 30_000),
  })

const isUnderWay = (sync: Sync | undefined): boolean =>
  sync?.group?.state === "ending" ||
  [sync?.group, sync?.webhook].some(
    (part) => part?.due_at && part.state === "on" && Date.parse(part.due_at) <= Date.now() + 5_000,
  )

export const useFillGroup = (id: string) =>
  useChange(id, (group: { group_id?: string }) => post<Answer>(pathOf(id), { group }))

export const useStopFilling = (id: string) =>
  useChange(id, (people: "leave" | "remove") => remove(`${pathOf(id)}?part=group&people=${people}`))

export const useSaveWebhook = (id: string) =>
  useChange(id, (webhook: WebhookChange) => post<Answer>(pathOf(id), { webhook }))

export const useRemoveWebhook = (id: string) => useChange(id, () => remove(`${pathOf(id)}?part=webhook`))

export const useRunSync = (id: string) =>
  useChange(id, (part: "group" | "webhook") => post<Answer>(`${pathOf(id)}/run`, { part }))

function useChange<Given, Answered>(id: string, mutationFn: (given: Given) => Promise<Answered>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: keyOf(id) }),
        queries.invalidateQueries({ queryKey: ["marketing", "segments", "uses", id] }),
      ]),
  })
}
