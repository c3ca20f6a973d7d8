import type { Hint } from "./hint"

type Field = "id" | "order_id" | "customer_id"

// What each event of the store names. Payloads hold ids only; several are thin or partly empty, so each may name nothing.
const NAMES: Record<string, { source: Hint["source"]; field: Field }[]> = {
  ...naming("customer", "id", ["customer.created", "customer.updated", "customer.deleted"]),
  // Guests are made inside the cart's workflow, which speaks only for the module.
  ...naming("customer", "id", [
    "customer.customer.created",
    "customer.customer.updated",
    "customer.customer.deleted",
  ]),
  ...naming("customer_address", "id", [
    "customer.customer-address.created",
    "customer.customer-address.updated",
    "customer.customer-address.deleted",
  ]),
  ...naming("customer_group_customer", "id", [
    "customer.customer-group-customer.created",
    "customer.customer-group-customer.deleted",
  ]),
  ...naming("customer_group", "id", ["customer.customer-group.deleted"]),
  ...naming("cart", "id", [
    "cart.created",
    "cart.updated",
    "cart.customer_updated",
    "cart.region_updated",
    "cart.customer_transferred",
  ]),
  ...naming("order", "id", [
    "order.placed",
    "order.updated",
    "order.completed",
    "order.canceled",
    "order.archived",
  ]),
  ...naming("order", "order_id", [
    "order.fulfillment_created",
    "order.fulfillment_canceled",
    "order.return_requested",
    "order.return_received",
    "order.claim_created",
    "order.exchange_created",
    "order-edit.requested",
    "order-edit.confirmed",
    "order-edit.canceled",
  ]),
  ...naming("fulfillment", "id", ["shipment.created", "delivery.created"]),
  ...naming("payment", "id", ["payment.captured", "payment.refunded"]),
  ...naming("product", "id", ["product.created", "product.updated", "product.deleted"]),
  ...naming("product_category", "id", [
    "product-category.created",
    "product-category.updated",
    "product-category.deleted",
  ]),
  ...naming("product_collection", "id", ["product-collection.deleted"]),
  ...naming("product_type", "id", ["product-type.deleted"]),
  ...naming("product_tag", "id", ["product-tag.deleted"]),
  ...naming("product_variant", "id", [
    "product-variant.created",
    "product-variant.updated",
    "product-variant.deleted",
  ]),
  // Prices and reservations have no workflow that speaks for them: only the modules do.
  ...naming("price", "id", ["pricing.price.created", "pricing.price.updated", "pricing.price.deleted"]),
  ...naming("price_list", "id", ["pricing.price-list.updated", "pricing.price-list.deleted"]),
  ...naming("inventory_level", "id", [
    "inventory-level.created",
    "inventory-level.updated",
    "inventory-level.deleted",
    "inventory.inventory-level.created",
    "inventory.inventory-level.updated",
    "inventory.inventory-level.deleted",
  ]),
  ...naming("reservation", "id", [
    "inventory.reservation-item.created",
    "inventory.reservation-item.updated",
    "inventory.reservation-item.deleted",
  ]),
}

function naming(source: Hint["source"], field: Field, events: string[]) {
  return Object.fromEntries(events.map((event) => [event, [{ source, field }]]))
}

/** The events of the store that we listen to. */
export const MEDUSA_EVENTS = Object.keys(NAMES)

/** What an event says to look at again. Nothing, when it names nothing: the reconciler finds that later. */
export function hintsOf(name: string, data: unknown): Hint[] {
  return [data].flat().flatMap((one) => {
    const payload = typeof one === "object" && one !== null ? (one as Record<string, unknown>) : {}
    return (NAMES[name] ?? []).flatMap(({ source, field }) =>
      [payload[field] ?? (field === "id" ? payload.ids : undefined)]
        .flat()
        .flatMap((id) => (typeof id === "string" && id ? [{ source, source_id: id }] : [])),
    )
  })
}
