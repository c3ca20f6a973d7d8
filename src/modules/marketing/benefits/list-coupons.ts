import type { Clock } from "../clock"
import type { Database } from "../database"
import type { CouponState } from "./store/coupons"
import type { CouponValue } from "./store/templates"

export type Coupon = {
  id: number
  customer_id: string
  /** `held` lies on a cart; a coupon whose time is over is `expired`, also before it was noted. */
  state: CouponState
  template: { id: string; name: string; code: string; value: CouponValue }
  cart_id: string | null
  order_id: string | null
  granted_at: Date
  expires_at: Date | null
  used_at: Date | null
  granted_by: string | null
  reason: string | null
}

/** Coupons, newest first: of a customer, of a template, in some states. */
export const listCoupons =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (asked: {
    id?: number
    customer_id?: string
    template_id?: string
    states?: CouponState[]
    offset: number
    limit: number
  }): Promise<{ coupons: Coupon[]; count: number }> => {
    const now = await clock.now()
    const from = `
      from marketing_coupon c
      cross join lateral (
        select case when c.state in ('free', 'held') and c.expires_at <= $1 then 'expired' else c.state end as state
      ) seen`
    const where = `
      where ($2::text is null or c.pid = (select pid from marketing_profile where customer_id = $2))
        and ($3::text is null or c.template_no = (select no from marketing_coupon_template where id = $3))
        and ($4::text[] is null or seen.state = any($4)) and ($5::bigint is null or c.id = $5)`
    const values = [
      now,
      asked.customer_id ?? null,
      asked.template_id ?? null,
      asked.states ?? null,
      asked.id ?? null,
    ]
    // By number, which rises with time: its index has the newest without sorting all of the store's.
    const coupons = await database.rows<Coupon>(
      `select c.id, p.customer_id, seen.state, c.cart_id, c.order_id, c.granted_at, c.expires_at, c.used_at,
         c.granted_by, c.reason,
         jsonb_build_object('id', t.id, 'name', t.name, 'code', t.code, 'value', t.value) as template
       ${from}
         join marketing_coupon_template t on t.no = c.template_no
         join marketing_profile p on p.pid = c.pid
       ${where} order by c.id desc offset $6 limit $7`,
      [...values, asked.offset, asked.limit],
    )
    const counted = await database.one<{ count: number }>(`select count(*) as count ${from} ${where}`, values)
    return { coupons, count: counted!.count }
  }

export type ListCoupons = ReturnType<typeof listCoupons>
