import type { Sql } from "../../database"
import { rowTable } from "../../row-table"

export type CouponState = "free" | "held" | "reserved" | "used" | "revoked" | "expired"

export type NewCoupon = {
  key: string
  template_no: number
  pid: number
  expires_at: Date | null
  plan_no?: number
  run_no?: number
  node?: string
  granted_by?: string
  reason?: string
}

/**
 * Gives coupons, each key once, as many as the templates' limits leave; in the order they were asked for. Answers the coupons
 * of all keys that have one now, from before or from now; who is missing met an empty budget. The caller holds the
 * templates' locks: that makes the count exact and the look for known keys final, however many give at once.
 */
export const insertCoupons = (
  tx: Sql,
  coupons: NewCoupon[],
  now: Date,
): Promise<{ key: string; id: number; fresh: boolean }[]> => {
  const asked = rowTable(
    coupons,
    {
      key: "text",
      template_no: "int",
      pid: "int",
      expires_at: "timestamptz",
      plan_no: "int",
      run_no: "int",
      node: "text",
      granted_by: "text",
      reason: "text",
    },
    { first: 2, ordinality: true },
  )
  return tx.rows(
    `with asked as materialized (
       select * from ${asked.from}
     ), known as (
       select key, id from marketing_coupon where key = any (array(select key from asked))
     ), fresh as (
       select asked.*, row_number() over (partition by template_no order by ordinality) as nth
       from asked where not exists (select 1 from known where known.key = asked.key)
     ), given as (
       insert into marketing_coupon
         (key, template_no, pid, granted_at, expires_at, plan_no, run_no, node, granted_by, reason)
       select f.key, f.template_no, f.pid, $1, f.expires_at, f.plan_no, f.run_no, f.node, f.granted_by, f.reason
       from fresh f join marketing_coupon_template t on t.no = f.template_no
       where t.grant_limit is null or f.nth <= t.grant_limit - t.granted
       returning key, id, template_no
     ), counted as (
       update marketing_coupon_template t set granted = t.granted + g.n
       from (select template_no, count(*)::integer as n from given group by template_no) g where t.no = g.template_no
     )
     select key, id, true as fresh from given union all select key, id, false from known`,
    [now, ...asked.values],
  )
}
