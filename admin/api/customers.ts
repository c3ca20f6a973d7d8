import { useQuery } from "@tanstack/react-query"
import { get } from "./client"

export type Profile = {
  customer_id: string
  email: string | null
  tags: string[]
  orders: number
  purchases: number
  last_purchase_at: string | null
  segments?: { id: string; name: string }[]
  consents?: { channel: string; topic: string; state: string; at: string }[]
}

/** One thing that happened to a customer: an order, a message, a step of a plan, a coupon, points. */
export type Moment = {
  at: string
  kind: string
  name?: string
  text?: string
  plan_id?: string
  plan_name?: string
  order_id?: string
  detail?: Record<string, unknown>
}

export type FoundCustomer = { id: string; email: string; first_name: string | null; last_name: string | null }

export const useProfile = (customer_id: string) =>
  useQuery({
    queryKey: ["marketing", "customer", customer_id, "profile"],
    queryFn: ({ signal }) =>
      get<{ profile: Profile }>(`/admin/marketing/customers/${customer_id}/profile`, {}, signal),
    retry: false,
  })

export const useTimeline = (customer_id: string) =>
  useQuery({
    queryKey: ["marketing", "customer", customer_id, "timeline"],
    queryFn: ({ signal }) =>
      get<{ timeline: Moment[] }>(
        `/admin/marketing/customers/${customer_id}/timeline`,
        { limit: 10 },
        signal,
      ),
    retry: false,
  })

export const useFoundCustomers = (q: string) =>
  useQuery({
    queryKey: ["marketing", "customers", q],
    queryFn: ({ signal }) =>
      get<{ customers: FoundCustomer[] }>(
        "/admin/customers",
        { q, limit: 8, fields: "id,email,first_name,last_name" },
        signal,
      ),
    enabled: q.trim().length > 1,
  })
