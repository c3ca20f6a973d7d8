import type { Totals } from "../core/rules/totals"
import { totalField } from "./total"

type Coupon = { state: string; expires_at: Date | null }
const couponsOf = (row: Record<string, unknown>) => (row.coupons ?? []) as Coupon[]
const usable = (row: Record<string, unknown>) =>
  couponsOf(row).filter(({ state }) => ["free", "held"].includes(state))

const source = {
  there: "exists (select 1 from marketing_coupon)",
  otherwise: {
    en: "Nobody has had a coupon yet: make a coupon under Benefits and grant it.",
    zhCN: "尚未发放过优惠券：请在“权益”中创建并发放。",
  },
}

const counted = (only: Totals["only"]): Totals => ({
  from: "marketing_coupon h",
  pid: "h.pid",
  value: () => "count(*)",
  only,
})

/** Coupons in a customer's hands; which ones is asked by `holds`. */
export const couponFields = [
  totalField({
    id: "coupons.free",
    family: "coupons",
    source,
    label: { en: "Coupons that can be used now", zhCN: "当前可用优惠券数" },
    moments: {
      from: "(select pid, expires_at from marketing_coupon where state in ('free', 'held')) h",
      pid: "h.pid",
      at: "h.expires_at",
      memory: (row) => usable(row).flatMap(({ expires_at }) => expires_at ?? []),
    },
    totals: counted(
      ({ bind, now }) =>
        `h.state in ('free', 'held') and (h.expires_at is null or h.expires_at > ${bind(now.toISOString())}::timestamptz)`,
    ),
    memory: (row, { now }) => usable(row).filter(({ expires_at }) => !expires_at || expires_at > now).length,
  }),
  totalField({
    id: "coupons.used",
    family: "coupons",
    source,
    label: { en: "Coupons used", zhCN: "已用优惠券数" },
    totals: counted(() => "h.state = 'used'"),
    memory: (row) => couponsOf(row).filter(({ state }) => state === "used").length,
  }),
]
