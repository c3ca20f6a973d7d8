import { useQuery } from "@tanstack/react-query"
import { get } from "./client"

export type Overview = {
  as_of: string
  days: number
  money: { currency: string; period: "now" | "before"; net: number; orders: number }[]
  trend: { day: string; currency: string; net: number; orders: number }[]
  counts: {
    customers: number
    segments: number
    plans: number
    running: number
    messages: number
    unknown_sends: number
    parked: number
    coupons_used: number
    coupons_open: number
    points_open: number
  }
  plans: { id: string; name: string; state: string; inside: number; covered: number; buyers: number }[]
}

export const useOverview = (days: number) =>
  useQuery({
    queryKey: ["marketing", "overview", days],
    queryFn: ({ signal }) =>
      get<{ overview: Overview }>("/admin/marketing/reports/overview", { days }, signal),
  })
