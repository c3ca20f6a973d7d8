import type { Sql } from "../../database"

// The core copies items, shipping, credit lines and adjustments for every version of an order: each join here says
// `version = order.version`, or a refunded order would count three times.

export type HeadRow = {
  order_id: string
  cart_id: string | null
  customer_id: string | null
  currency: string
  sales_channel_id: string | null
  placed_at: Date
  cancelled_at: Date | null
}

/** Real orders among these ids; drafts are not orders yet. A deleted order counts as cancelled. */
export const selectHeads = (sql: Sql, ids: string[]) =>
  sql.rows<HeadRow>(
    `select o.id as order_id, link.cart_id, o.customer_id, lower(o.currency_code) as currency, o.sales_channel_id,
            o.created_at as placed_at,
            coalesce(o.canceled_at, case when o.status = 'canceled' then o.updated_at end, o.deleted_at) as cancelled_at
       from "order" o
       left join lateral (
         select c.cart_id from order_cart c
          where c.order_id = o.id and c.deleted_at is null order by c.created_at, c.cart_id limit 1) link on true
      where o.id = any($1) and not o.is_draft_order and o.status <> 'draft'
      order by o.id`,
    [ids],
  )

export type LineRow = {
  order_id: string
  line_id: string
  product_id: string | null
  variant_id: string | null
  title: string
  quantity: string
  amount: string
  /** The same before anything was returned. */
  ordered: string
  discount: string
}

/**
 * Lines with the total that the core's `decorateCartTotals` gives an item: gross price less discounts, both with tax,
 * for the units not returned. Written without dividing by the tax rate, so that it stays exact.
 */
export const selectLines = (sql: Sql, ids: string[]) =>
  sql.rows<LineRow>(
    `select o.id as order_id, li.id as line_id, li.product_id, li.variant_id, li.title, kept.quantity::text as quantity,
            case when oi.quantity = 0 then '0' else ((gross.amount - cut.amount) * kept.quantity / oi.quantity)::text end as amount,
            (gross.amount - cut.amount)::text as ordered,
            case when oi.quantity = 0 then '0' else (cut.amount * kept.quantity / oi.quantity)::text end as discount
       from "order" o
       join order_item oi on oi.order_id = o.id and oi.version = o.version and oi.deleted_at is null
       join order_line_item li on li.id = oi.item_id
      cross join lateral (
        select 1 + coalesce(sum(t.rate), 0) / 100 as factor
          from order_line_item_tax_line t where t.item_id = li.id and t.deleted_at is null) tax
      cross join lateral (
        select coalesce(sum(case when a.is_tax_inclusive then a.amount else a.amount * tax.factor end), 0) as amount
          from order_line_item_adjustment a
         where a.item_id = li.id and a.version = oi.version and a.deleted_at is null) cut
      cross join lateral (
        select oi.quantity * coalesce(oi.unit_price, li.unit_price) * case when li.is_tax_inclusive then 1 else tax.factor end as amount) gross
      cross join lateral (
        select oi.quantity - coalesce(oi.return_received_quantity, 0) - coalesce(oi.return_dismissed_quantity, 0) as quantity) kept
      where o.id = any($1)
      order by o.id, li.created_at, li.id`,
    [ids],
  )

export const selectShipping = (sql: Sql, ids: string[]) =>
  sql.rows<{ order_id: string; amount: string; discount: string }>(
    `select o.id as order_id, sum(gross.amount - cut.amount)::text as amount, sum(cut.amount)::text as discount
       from "order" o
       join order_shipping s on s.order_id = o.id and s.version = o.version and s.deleted_at is null
       join order_shipping_method m on m.id = s.shipping_method_id
      cross join lateral (
        select 1 + coalesce(sum(t.rate), 0) / 100 as factor
          from order_shipping_method_tax_line t where t.shipping_method_id = m.id and t.deleted_at is null) tax
      cross join lateral (
        select coalesce(sum(a.amount), 0) * tax.factor as amount
          from order_shipping_method_adjustment a
         where a.shipping_method_id = m.id and a.version = s.version and a.deleted_at is null) cut
      cross join lateral (
        select m.amount * case when m.is_tax_inclusive then 1 else tax.factor end as amount) gross
      where o.id = any($1)
      group by o.id`,
    [ids],
  )

export type CreditRow = {
  order_id: string
  id: string
  reference: string | null
  reference_id: string | null
  amount: string
  metadata: Record<string, unknown> | null
  refund: boolean
}

/**
 * Credit lines. A refund that gives back more than a return owes is booked by the core as a credit line too, under
 * the payment collection or under the refund's reason: `refund` tells them apart.
 */
export const selectCredits = (sql: Sql, ids: string[]) =>
  sql.rows<CreditRow>(
    `select o.id as order_id, c.id, c.reference, c.reference_id, c.amount::text as amount, c.metadata,
            coalesce(c.reference, '') = 'payment_collection'
              or exists (select 1 from refund_reason r where r.code = c.reference_id and r.label = c.reference) as refund
       from "order" o
       join order_credit_line c on c.order_id = o.id and c.version = o.version and c.deleted_at is null
      where o.id = any($1)
      order by o.id, c.created_at, c.id`,
    [ids],
  )

export const selectAdjustments = (sql: Sql, ids: string[]) =>
  sql.rows<{ order_id: string; promotion_id: string | null; code: string | null; amount: string }>(
    `select order_id, promotion_id, code, sum(amount)::text as amount
       from (
         select o.id as order_id, a.promotion_id, a.code, a.amount
           from "order" o
           join order_item oi on oi.order_id = o.id and oi.version = o.version and oi.deleted_at is null
           join order_line_item_adjustment a on a.item_id = oi.item_id and a.version = oi.version and a.deleted_at is null
          where o.id = any($1)
          union all
         select o.id, a.promotion_id, a.code, a.amount
           from "order" o
           join order_shipping s on s.order_id = o.id and s.version = o.version and s.deleted_at is null
           join order_shipping_method_adjustment a
             on a.shipping_method_id = s.shipping_method_id and a.version = s.version and a.deleted_at is null
          where o.id = any($1)) cut
      group by order_id, promotion_id, code
      order by order_id, promotion_id, code`,
    [ids],
  )

/**
 * Money in (positive) and out (negative). The payment tables are the truth: `order_transaction` skips the second refund
 * that a cancellation makes on one payment, because it is keyed by the payment there. Transactions count only where no
 * payment stands behind them, as in orders that were brought over from another shop.
 */
export const selectMovements = (sql: Sql, ids: string[]) =>
  sql.rows<{ order_id: string; id: string; amount: string; at: Date }>(
    `with paid as materialized (
       select l.order_id, p.id as payment_id, p.payment_collection_id, p.payment_session_id
         from order_payment_collection l
         join payment p on p.payment_collection_id = l.payment_collection_id and p.deleted_at is null
        where l.order_id = any($1) and l.deleted_at is null)
     select order_id, c.id, c.amount::text as amount, c.created_at as at
       from paid join capture c on c.payment_id = paid.payment_id and c.deleted_at is null
      union all
     select order_id, r.id, (-r.amount)::text, r.created_at
       from paid join refund r on r.payment_id = paid.payment_id and r.deleted_at is null
      union all
     select t.order_id, t.id, t.amount::text, t.created_at
       from order_transaction t
      where t.order_id = any($1) and t.deleted_at is null
        and not exists (
          select 1 from paid
           where paid.order_id = t.order_id
             and (t.reference in ('capture', 'refund')
               or t.reference_id in (paid.payment_id, paid.payment_collection_id, paid.payment_session_id)))
      order by at, id`,
    [ids],
  )
