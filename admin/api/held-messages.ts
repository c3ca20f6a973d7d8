import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { get, post } from "./client"
import type { NamedCard } from "./health"

/** A card whose text fails for nearly everybody; `people`: whose messages wait, as far as they were looked at. */
export type HeldMessages = NamedCard & { since: string; people: number }

const path = "/admin/marketing/held-messages"

export const useHeldMessages = (plan_id: string) =>
  useQuery({
    queryKey: ["marketing", "plans", "held", plan_id],
    queryFn: ({ signal }) => get<{ held_messages: HeldMessages[] }>(path, { plan_id }, signal),
    refetchInterval: 10_000,
  })

export const useReleaseMessages = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (asked: { plan_id: string; node: string }) =>
      post<{ released: number }>(`${path}/release`, asked),
    onSettled: () => queries.invalidateQueries({ queryKey: ["marketing"] }),
  })
}
