import type { Shop } from "./furnish"
import { decimal, exact, money, type Row, stamps } from "./insert-rows"
import { creditRows, paymentRows } from "./payment-rows"
import { type Order, payableOf } from "./year"

const HOUR_MS = 3_600_000

/** All rows of an order in the core's tables, as Medusa's own checkout, payment and fulfilment would have left them. */
export function orderRows(order: Order, number: number, shop: Shop): Record<string, Row[]> {
  const id = `order_demo${String(number).padStart(7, "0")}`
  const key = id.slice("order_".length)
  const placed = stamps(order.at)
  const after = (hours: number) => new Date(order.at.getTime() + hours * HOUR_MS).toISOString()
  const total = payableOf(order) - (order.points?.amount ?? 0)
  const sent = order.state === "delivered" || order.state === "shipped"
  const delivered = order.state === "delivered"
  const refunded = order.refund?.amount ?? 0
  const { person } = order
  const promotion = shop.promotions[order.code ?? ""] ?? null

  return {
    order_address: [
      {
        id: `ordaddr_${key}`,
        customer_id: person.id,
        first_name: person.first_name,
        last_name: person.last_name,
        address_1: person.address_1,
        city: person.city,
        country_code: person.country,
        postal_code: person.postal_code,
        phone: person.phone,
        ...placed,
      },
    ],
    order: [
      {
        id,
        region_id: shop.region_id,
        display_id: number,
        customer_id: person.id,
        version: 1,
        sales_channel_id: shop.sales_channel_id,
        status: order.state === "cancelled" ? "canceled" : "pending",
        is_draft_order: false,
        email: person.email,
        currency_code: "eur",
        shipping_address_id: `ordaddr_${key}`,
        billing_address_id: `ordaddr_${key}`,
        canceled_at: order.state === "cancelled" ? after(7) : null,
        ...placed,
      },
    ],
    order_line_item: order.lines.map(({ ware }, line) => ({
      id: `ordli_${key}_${line}`,
      title: ware.title,
      subtitle: ware.variant,
      variant_id: ware.variant_id,
      product_id: ware.product_id,
      product_title: ware.title,
      product_handle: ware.handle,
      variant_title: ware.variant,
      requires_shipping: true,
      is_discountable: true,
      is_tax_inclusive: false,
      is_custom_price: false,
      is_giftcard: false,
      ...money("unit_price", ware.price),
      ...placed,
    })),
    order_item: order.lines.map(({ quantity }, line) => {
      const of = (share: boolean) => String(share ? quantity : 0)
      return {
        id: `orditem_${key}_${line}`,
        order_id: id,
        version: 1,
        item_id: `ordli_${key}_${line}`,
        ...exact("quantity", String(quantity)),
        ...exact("fulfilled_quantity", of(sent)),
        ...exact("shipped_quantity", of(sent)),
        ...exact("delivered_quantity", of(delivered)),
        ...exact("return_requested_quantity", "0"),
        ...exact("return_received_quantity", "0"),
        ...exact("return_dismissed_quantity", "0"),
        ...exact("written_off_quantity", "0"),
        ...placed,
      }
    }),
    order_line_item_adjustment: order.lines.flatMap(({ discount }, line) =>
      discount === 0
        ? []
        : [
            {
              id: `ordliadj_${key}_${line}`,
              item_id: `ordli_${key}_${line}`,
              promotion_id: promotion,
              code: order.code,
              version: 1,
              is_tax_inclusive: false,
              ...money("amount", discount),
              ...placed,
            },
          ],
    ),
    order_shipping_method: [
      {
        id: `ordsm_${key}`,
        name: "Parcel",
        shipping_option_id: shop.shipping_option_id,
        is_tax_inclusive: false,
        is_custom_amount: false,
        ...money("amount", order.shipping),
        ...placed,
      },
    ],
    order_shipping: [
      { id: `ordspmv_${key}`, order_id: id, version: 1, shipping_method_id: `ordsm_${key}`, ...placed },
    ],
    ...(order.points ? pointsRows(order, order.points, { id, key, shop }) : {}),
    order_summary: [
      { id: `ordsum_${key}`, order_id: id, version: 1, totals: summary(order, total), ...placed },
    ],
    ...paymentRows(order, { id, key, total, refunded, after }),
    order_credit_line: creditRows(order, id, key),
    ...(sent ? fulfillmentRows(order, { id, key, shop, after }) : {}),
  }
}

/** The cart on which the points lay before it became the order. */
function pointsRows(
  order: Order,
  { cart_id }: NonNullable<Order["points"]>,
  { id, key, shop }: { id: string; key: string; shop: Shop },
): Record<string, Row[]> {
  const placed = stamps(order.at)
  return {
    cart: [
      {
        id: cart_id,
        region_id: shop.region_id,
        customer_id: order.person.id,
        sales_channel_id: shop.sales_channel_id,
        email: order.person.email,
        currency_code: "eur",
        completed_at: placed.created_at,
        ...placed,
      },
    ],
    order_cart: [{ id: `ordcart_${key}`, order_id: id, cart_id, ...placed }],
  }
}

function fulfillmentRows(
  order: Order,
  { id, key, shop, after }: { id: string; key: string; shop: Shop; after: (hours: number) => string },
): Record<string, Row[]> {
  const placed = stamps(order.at)
  return {
    fulfillment: [
      {
        id: `ful_${key}`,
        location_id: shop.location_id,
        provider_id: "manual_manual",
        shipping_option_id: shop.shipping_option_id,
        requires_shipping: true,
        packed_at: after(8),
        shipped_at: after(26),
        delivered_at: order.state === "delivered" ? after(74) : null,
        data: {},
        ...placed,
      },
    ],
    fulfillment_item: order.lines.map(({ ware, quantity }, line) => ({
      id: `fulit_${key}_${line}`,
      fulfillment_id: `ful_${key}`,
      line_item_id: `ordli_${key}_${line}`,
      title: ware.title,
      sku: "",
      barcode: "",
      ...exact("quantity", String(quantity)),
      ...placed,
    })),
    order_fulfillment: [{ id: `ordful_${key}`, order_id: id, fulfillment_id: `ful_${key}`, ...placed }],
  }
}

function summary(order: Order, total: number): Row {
  const paid = order.state === "unpaid" || order.state === "cancelled" ? 0 : total
  const refunded = order.refund?.amount ?? 0
  const credit = refunded + (order.points?.amount ?? 0)
  const now = total - refunded
  return Object.assign(
    {},
    ...Object.entries({
      paid_total: paid,
      refunded_total: refunded,
      credit_line_total: credit,
      accounting_total: now,
      current_order_total: now,
      original_order_total: total,
      transaction_total: paid - refunded,
      pending_difference: now - (paid - refunded),
    }).map(([name, minor]) => {
      const value = decimal(minor)
      return { [name]: Number(value), [`raw_${name}`]: { value, precision: 20 } }
    }),
  )
}
