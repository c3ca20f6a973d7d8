import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { get, post } from "./client"

/** A server that cards tell; `made_at` null: nobody made a secret for it. */
type Receiver = { host: string; made_at: string | null; made_by: string | null }

const key = ["marketing", "receivers"] as const
const path = "/admin/marketing/webhook-calls/secret"

export const useReceiver = (url: string) =>
  useQuery({
    queryKey: [...key, url],
    queryFn: ({ signal }) => get<{ receiver: Receiver | null }>(path, { url }, signal),
  })

export const useMakeReceiverSecret = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (url: string) => post<{ receiver: Receiver; secret: string }>(path, { url }),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
}
