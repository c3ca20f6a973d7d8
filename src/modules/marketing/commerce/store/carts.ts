import type { Sql } from "../../database"

export type CartRow = {
  cart_id: string
  customer_id: string
  currency: string
  created_at: Date
  /** Moves with the cart and with each of its lines. */
  updated_at: Date
  open: boolean
  /** Total of delivery, with tax. */
  shipping: string
  credit: string
  checkout_at: Date | null
}

/** Carts that belong to somebody: a customer, or a guest who left an e-mail. Anonymous and deleted ones are left out. */
export const selectCarts = (sql: Sql, ids: string[]) =>
  sql.rows<CartRow>(
    `select c.id as cart_id, c.customer_id, lower(c.currency_code) as currency, c.created_at,
            greatest(c.updated_at, changed.at) as updated_at, c.completed_at is null as open,
            delivery.amount::text as shipping, credit.amount::text as credit,
            least(delivery.first_at, payment.first_at) as checkout_at
       from cart c
      cross join lateral (
        select max(greatest(li.updated_at, li.deleted_at)) as at from cart_line_item li where li.cart_id = c.id) changed
      cross join lateral (
        select coalesce(
                 sum(m.amount * case when m.is_tax_inclusive then 1 else tax.factor end - cut.subtotal * tax.factor)
                   filter (where m.deleted_at is null), 0) as amount,
               min(m.created_at) as first_at
          from cart_shipping_method m
         cross join lateral (
           select 1 + coalesce(sum(t.rate::numeric), 0) / 100 as factor
             from cart_shipping_method_tax_line t where t.shipping_method_id = m.id and t.deleted_at is null) tax
         cross join lateral (
           select coalesce(sum(a.amount), 0) as subtotal
             from cart_shipping_method_adjustment a where a.shipping_method_id = m.id and a.deleted_at is null) cut
         where m.cart_id = c.id) delivery
      cross join lateral (
        select coalesce(sum(l.amount), 0) as amount from credit_line l where l.cart_id = c.id and l.deleted_at is null) credit
      cross join lateral (
        select min(p.created_at) as first_at from cart_payment_collection p where p.cart_id = c.id) payment
      where c.id = any($1) and c.customer_id is not null and c.deleted_at is null
      order by c.id`,
    [ids],
  )

export type CartLineRow = {
  cart_id: string
  product_id: string | null
  variant_id: string | null
  title: string
  quantity: number
  amount: string
}

/** Lines with the total that the core gives an item: after discount, with tax. */
export const selectCartLines = (sql: Sql, ids: string[]) =>
  sql.rows<CartLineRow>(
    `select li.cart_id, li.product_id, li.variant_id, li.title, li.quantity,
            (li.quantity * li.unit_price * case when li.is_tax_inclusive then 1 else tax.factor end - cut.amount)::text as amount
       from cart_line_item li
      cross join lateral (
        select 1 + coalesce(sum(t.rate::numeric), 0) / 100 as factor
          from cart_line_item_tax_line t where t.item_id = li.id and t.deleted_at is null) tax
      cross join lateral (
        select coalesce(sum(case when a.is_tax_inclusive then a.amount else a.amount * tax.factor end), 0) as amount
          from cart_line_item_adjustment a where a.item_id = li.id and a.deleted_at is null) cut
      where li.cart_id = any($1) and li.deleted_at is null
      order by li.cart_id, li.created_at, li.id`,
    [ids],
  )
