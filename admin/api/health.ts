import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { get, post } from "./client"
import type { Page } from "./lists"

/** What waits to be done in the background; `oldest`: since when. */
export type Queue = { due: number; oldest: string | null }
type NamedPlan = { id: string; name: string }
/** A card of a plan; `name` null where it has none. */
export type NamedCard = { plan: NamedPlan; node: string; name: string | null; kind: string | null }

export type Health = {
  as_of: string
  steps: Queue & { parked: number }
  occasions: Queue & { parked: number }
  sends: Queue & { unknown: number }
  inbox: { open: number; oldest: string | null; parked: number }
  calls: Queue & { stuck: number }
  stopped_syncs: {
    segment: { id: string; name: string }
    to: "group" | "webhook"
    error: string | null
    error_detail: string | null
  }[]
  breakers: {
    name: string
    opened_at: string
    open_until: string
    reason: string
    /** Of a run that cannot begin, or take people in. */
    plan: NamedPlan | null
    card: NamedCard | null
  }[]
  reconciled_at: string | null
  checkout_hooks: { hook: string; state: "ours" | "another" | "off"; needed_for: string }[]
}

export type StuckCard = NamedCard & {
  plan: NamedPlan & { state: string }
  people: number
  oldest: string
  error: string | null
  errors: number
}
export type StuckCall = NamedCard & {
  no: number
  customer_id: string
  host: string
  made_at: string
  attempts: number
  error: string
  error_detail: string | null
}
export type UnknownSend = {
  id: number
  plan_id: string | null
  customer_id: string | null
  channel: string
  topic: string
  address: string | null
  reason: string | null
  run_at: string
}
export type StuckNews = {
  id: number
  source: string
  source_id: string
  attempts: number
  error: string | null
  received_at: string
}

const root = ["marketing", "health"] as const
const path = "/admin/marketing"
/** The page is looked at while things move on. */
const OFTEN = { refetchInterval: 10_000, placeholderData: keepPreviousData }

export const useHealth = () =>
  useQuery({
    queryKey: [...root, "now"],
    queryFn: ({ signal }) => get<{ health: Health }>(`${path}/health`, {}, signal),
    ...OFTEN,
  })

const useList = <T>(name: string, of: string, query: object, limit: number) =>
  useQuery({
    queryKey: [...root, name, limit],
    queryFn: ({ signal }) => get<T & Page>(`${path}${of}`, { ...query, limit }, signal),
    ...OFTEN,
  })

export const useStuckCards = (limit: number) =>
  useList<{ cards: StuckCard[]; people: number }>("cards", "/parked/cards", {}, limit)
export const useStuckCalls = (limit: number) =>
  useList<{ webhook_calls: StuckCall[] }>("calls", "/webhook-calls", {}, limit)
export const useUnknownSends = (limit: number) =>
  useList<{ sends: UnknownSend[] }>("sends", "/sends", { state: "unknown" }, limit)
export const useStuckNews = (limit: number) => useList<{ inbox: StuckNews[] }>("inbox", "/inbox", {}, limit)

/** Something that waits for a decision is tried again; answers how many of it. */
function useRetry<Asked>(of: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (asked: Asked) => post<{ retried: number }>(`${path}${of}/retry`, asked),
    onSettled: () => queries.invalidateQueries({ queryKey: ["marketing"] }),
  })
}
export const useRetryPeople = () =>
  useRetry<{ plan_id: string; node?: string; customer_id?: string }>("/parked")
export const useRetryCalls = () => useRetry<{ no?: number }>("/webhook-calls")
export const useRetryNews = () => useRetry<{ id?: number }>("/inbox")

export const useResolveSend = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, as }: { id: number; as: "sent" | "failed" | "again" }) =>
      post(`${path}/sends/${id}/resolve`, { as }),
    onSettled: () => queries.invalidateQueries({ queryKey: root }),
  })
}
