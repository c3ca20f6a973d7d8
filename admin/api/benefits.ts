import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { get, post } from "./client"
import type { ListAsk, Page } from "./lists"

export type Discount =
  | { type: "percent"; percent: number }
  | { type: "amount"; amount: number; currency: string }
  | { type: "free_shipping" }

export type Scope = { type: "order" } | { type: "products" | "categories"; ids: string[] }

/** Amounts in minor units. */
export type CouponValue = {
  discount: Discount
  scope: Scope
  minimum: { amount: number; currency: string } | null
}

export type CouponState = "free" | "held" | "reserved" | "used" | "revoked" | "expired"

export type CouponTemplate = {
  id: string
  name: string
  code: string
  promotion_id: string
  valid_days: number | null
  valid_until: string | null
  value: CouponValue
  grant_limit: number | null
  granted: number
  coupons: Record<CouponState, number>
  state: "active" | "ended"
  /** What became of the promotion that computes the discount. */
  promotion: "active" | "inactive" | "gone"
  created_at: string
}

export type Coupon = {
  id: number
  customer_id: string
  state: CouponState
  template: { id: string; name: string; code: string; value: CouponValue }
  order_id: string | null
  granted_at: string
  expires_at: string | null
  used_at: string | null
  reason: string | null
}

export type PointsEntry = {
  id: number
  kind: "grant" | "redeem" | "reverse" | "expire" | "adjust"
  points: number
  at: string
  expires_at: string | null
  note: string | null
  actor: string | null
  order_id: string | null
}

export type PointsAccount = {
  balance: number
  held: number
  available: number
  expiring: { expires_at: string; points: number }[]
  point_value: Record<string, number>
}

const templates = ["marketing", "coupon-templates"] as const
const customer = ["marketing", "customer"] as const

export const useCouponTemplates = (ask: ListAsk) =>
  useQuery({
    queryKey: [...templates, "list", ask],
    queryFn: ({ signal }) =>
      get<{ coupon_templates: CouponTemplate[] } & Page>("/admin/marketing/coupon-templates", ask, signal),
    placeholderData: keepPreviousData,
  })

export type CouponTemplateDraft = {
  name: string
  code?: string
  discount: Discount
  scope?: Scope
  minimum?: { amount: number; currency: string } | null
  valid_days?: number | null
  grant_limit?: number | null
}

export const useSaveCouponTemplate = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (draft: CouponTemplateDraft) =>
      post<{ coupon_template: CouponTemplate }>("/admin/marketing/coupon-templates", draft),
    onSuccess: () => queries.invalidateQueries({ queryKey: templates }),
  })
}

export const useEndCouponTemplate = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => post<unknown>(`/admin/marketing/coupon-templates/${id}/end`),
    onSuccess: () => queries.invalidateQueries({ queryKey: templates }),
  })
}

export const usePoints = (customer_id: string) =>
  useQuery({
    queryKey: [...customer, customer_id, "points"],
    queryFn: ({ signal }) =>
      get<{ account: PointsAccount }>(`/admin/marketing/points/accounts/${customer_id}`, {}, signal),
    enabled: customer_id !== "",
  })

export const usePointEntries = (customer_id: string, ask: ListAsk) =>
  useQuery({
    queryKey: [...customer, customer_id, "entries", ask],
    queryFn: ({ signal }) =>
      get<{ entries: PointsEntry[] } & Page>(
        "/admin/marketing/points/entries",
        { customer_id, ...ask },
        signal,
      ),
    enabled: customer_id !== "",
    placeholderData: keepPreviousData,
  })

/** `key` is made once for a form, so that one sent twice counts once. */
export type Adjustment = { amount: number; reason: string; key: string; expires_in_days?: number | null }

export const useAdjustPoints = (customer_id: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: Adjustment) =>
      post<unknown>("/admin/marketing/points/adjust", { customer_id, ...change }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...customer, customer_id] }),
  })
}

/** `key` is made once for a form, so that one sent twice counts once. */
export type Grant = { template_id: string; reason: string; key: string }

export const useGrantCoupon = (customer_id: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ template_id, ...grant }: Grant) =>
      post<unknown>(`/admin/marketing/coupon-templates/${template_id}/grant`, { customer_id, ...grant }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...customer, customer_id] }),
  })
}

export const useRevokeCoupon = (customer_id: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reason }: { id: number; reason: string }) =>
      post<unknown>(`/admin/marketing/coupons/${id}/revoke`, { reason }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...customer, customer_id] }),
  })
}
