import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { get, post } from "./client"
import type { CustomerSummary, FoundCustomer } from "./customers"

/** What went from a customer without an account to one with it. */
export type Moved = { coupons: number; points: number }

/** The customer with this e-mail and no account, e.g. a guest or somebody imported; null: there is none. */
export const useAccountless = (email: string | null) =>
  useQuery({
    queryKey: ["marketing", "accountless", email],
    queryFn: async ({ signal }) => {
      const spellings = [...new Set([email ?? "", email?.toLowerCase() ?? ""])]
      const found = await get<{ customers: FoundCustomer[] }>(
        "/admin/customers",
        { email: spellings, has_account: false, limit: 1, fields: "id,email,first_name,last_name" },
        signal,
      )
      return found.customers[0] ?? null
    },
    enabled: Boolean(email),
    retry: false,
  })

export const useMoveBenefits = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ from, to, reason }: { from: string; to: string; reason: string }) =>
      post<{ customer: CustomerSummary; moved: Moved }>(`/admin/marketing/customers/${to}/move-benefits`, {
        from_customer_id: from,
        reason,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["marketing", "customer"] }),
  })
}
