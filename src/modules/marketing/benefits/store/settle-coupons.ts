import type { Sql } from "../../database"

/** What settling needs of an order. */
export type OrderClaims = {
  order_id: string
  cart_id: string | null
  pid: number
  placed_at: Date
  cancelled: boolean
  /** Promotions that gave this order a discount. */
  promotion_ids: string[]
}

const ORDERS = `orders as (
  select * from jsonb_to_recordset($1) as o(
    order_id text, cart_id text, pid integer, placed_at timestamptz, cancelled boolean, promotion_ids text[]))`

/** Coupons that lay on a cart which is an order now: used when the order has the discount, else free again. */
export const spendCartCoupons = (tx: Sql, orders: OrderClaims[]): Promise<number> =>
  tx.run(
    `with ${ORDERS}, settled as (
       select c.id, o.order_id, o.placed_at, t.promotion_id = any(o.promotion_ids) and not o.cancelled as used
       from orders o
       join marketing_coupon c on c.cart_id = o.cart_id and c.state in ('held', 'reserved')
       join marketing_coupon_template t on t.no = c.template_no
     )
     update marketing_coupon c set
       state = case when s.used then 'used' else 'free' end,
       order_id = case when s.used then s.order_id end,
       used_at = case when s.used then s.placed_at end,
       cart_id = case when s.used then c.cart_id end,
       held_at = null, reserved_at = null
     from settled s where c.id = s.id`,
    [JSON.stringify(orders)],
  )

/** An order with a discount of ours that no coupon stands for (hooks off, freed after a crash) takes one the person has. */
export const spendLooseCoupons = (tx: Sql, orders: OrderClaims[]): Promise<number> =>
  tx.run(
    `with ${ORDERS}, bare as (
       select o.order_id, o.placed_at, o.pid, t.no as template_no,
         row_number() over (partition by o.pid, t.no order by o.placed_at, o.order_id) as nth
       from orders o join marketing_coupon_template t on t.promotion_id = any(o.promotion_ids)
       where not o.cancelled and not exists (
         select 1 from marketing_coupon c where c.order_id = o.order_id and c.template_no = t.no)
     ), loose as (
       select c.id, c.pid, c.template_no,
         row_number() over (partition by c.pid, c.template_no order by c.expires_at nulls last, c.id) as nth
       from marketing_coupon c where c.state = 'free' and (c.pid, c.template_no) in (select pid, template_no from bare)
     )
     update marketing_coupon c set state = 'used', order_id = b.order_id, used_at = b.placed_at
     from bare b join loose l using (pid, template_no, nth) where c.id = l.id`,
    [JSON.stringify(orders)],
  )

/** A cancelled order gives its coupons back, when they are still valid. */
export const restoreCoupons = (tx: Sql, order_ids: string[], now: Date): Promise<number> =>
  tx.run(
    `update marketing_coupon set
       state = case when expires_at <= $2 then 'expired' else 'free' end,
       order_id = null, cart_id = null, used_at = null
     where order_id = any($1) and state = 'used'`,
    [order_ids, now],
  )
