import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Problem } from "../../src/core/problem"
import type { AttributeValue } from "../../src/core/profile/attribute-type"
import type { RelatedPerson } from "../../src/core/profile/relation"
import type { Coupon, PointsAccount } from "./benefits"
import { get, post } from "./client"
import type { Page } from "./lists"

/** What staff may say of a customer. Days are "YYYY-MM-DD". */
export type CustomerProfile = Record<Exclude<(typeof PROFILE)[number], "growth_value">, string | null> & {
  growth_value: number | null
}
export const PROFILE = [
  "gender",
  "birthday",
  "language",
  "source",
  "tier",
  "growth_value",
  "member_since",
  "membership_expires_at",
  "home_store",
  "rep",
  "referrer",
] as const

/** What marketing knows of one customer. */
export type CustomerSummary = CustomerProfile & {
  customer_id: string
  relations: RelatedPerson[]
  tags: string[]
  attributes: Record<string, AttributeValue>
  orders: number
  purchases: number
  last_purchase_at: string | null
  points: PointsAccount
  /** Those that can still be used. */
  coupons: Coupon[]
  coupon_count: number
  email: string | null
  has_account: boolean
  /** What staff should know before they give something, e.g. that it could not be redeemed. */
  warnings: Problem[]
}

/** Null forgets, absent stays. */
export type ProfileChange = Partial<CustomerProfile> & {
  relations?: RelatedPerson[]
  attributes?: Record<string, AttributeValue | null>
}

/** One thing that happened to or with a customer. */
export type Moment = {
  at: string
  kind: "event" | "order" | "message" | "coupon" | "points"
  what: string
  ref: string
  detail: Record<string, unknown>
}

/** What a customer answered to a channel. `proof` says how it was given. */
export type Consent = {
  channel: string
  topic: string
  state: "yes" | "no" | "pending"
  at: string
  proof: Record<string, unknown>
}

export type FoundCustomer = { id: string; email: string; first_name: string | null; last_name: string | null }

export const useCustomer = (id: string) =>
  useQuery({
    queryKey: ["customers", id, "name"],
    queryFn: ({ signal }) =>
      get<{ customer: FoundCustomer }>(
        `/admin/customers/${id}`,
        { fields: "id,email,first_name,last_name" },
        signal,
      ),
    enabled: id !== "",
    retry: false,
  })

export const useCustomerSummary = (customer_id: string) =>
  useQuery({
    queryKey: ["marketing", "customer", customer_id, "summary"],
    queryFn: ({ signal }) =>
      get<{ customer: CustomerSummary }>(`/admin/marketing/customers/${customer_id}`, {}, signal),
    enabled: customer_id !== "",
    retry: false,
  })

export const useChangeProfile = (customer_id: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: ProfileChange) =>
      post<{ customer: CustomerSummary }>(`/admin/marketing/customers/${customer_id}/profile`, change),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["marketing", "customer", customer_id] }),
  })
}

export const useTimeline = (customer_id: string, limit: number) =>
  useQuery({
    queryKey: ["marketing", "customer", customer_id, "timeline", limit],
    queryFn: ({ signal }) =>
      get<{ timeline: Moment[] } & Page>(
        `/admin/marketing/customers/${customer_id}/timeline`,
        { limit },
        signal,
      ),
    placeholderData: keepPreviousData,
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

export const useConsents = (customer_id: string) =>
  useQuery({
    queryKey: ["marketing", "customer", customer_id, "consents"],
    queryFn: ({ signal }) =>
      get<{ consents: Consent[] }>("/admin/marketing/consents", { customer_id }, signal),
    enabled: customer_id !== "",
    retry: false,
  })

export const useSetConsent = (customer_id: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ channel, state, note }: { channel: string; state: "yes" | "no"; note: string }) =>
      post<{ consents: Consent[] }>("/admin/marketing/consents", {
        customer_id,
        channel,
        state,
        proof: { how: note },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["marketing", "customer", customer_id] }),
  })
}
