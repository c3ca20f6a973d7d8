import type { Shop } from "./furnish"
import { money, type Row } from "./insert-rows"
import type { Person } from "./people"
import type { Cart } from "./year"

/** A customer with an address; friends of the house are in a group. Facts about a person live in the metadata. */
export function personRows(person: Person, shop: Shop): Record<string, Row[]> {
  const at = { created_at: person.joined.toISOString(), updated_at: person.joined.toISOString() }
  const key = person.id.slice("cus_".length)
  return {
    customer: [
      {
        id: person.id,
        first_name: person.first_name,
        last_name: person.last_name,
        email: person.email,
        phone: person.phone,
        has_account: person.account,
        metadata: {
          gender: person.gender,
          birthday: person.birthday,
          language: person.language,
          source: person.source,
        },
        ...at,
      },
    ],
    customer_address: [
      {
        id: `cuaddr_${key}`,
        customer_id: person.id,
        is_default_shipping: true,
        is_default_billing: true,
        first_name: person.first_name,
        last_name: person.last_name,
        address_1: person.address_1,
        city: person.city,
        country_code: person.country,
        postal_code: person.postal_code,
        phone: person.phone,
        ...at,
      },
    ],
    customer_group_customer:
      person.habit === "loyal"
        ? [{ id: `cusgc_${key}`, customer_id: person.id, customer_group_id: shop.group_id, ...at }]
        : [],
  }
}

/** An open cart as the storefront left it. */
export function cartRows(cart: Cart, number: number, shop: Shop): Record<string, Row[]> {
  const key = `demo${String(number).padStart(6, "0")}`
  const at = { created_at: cart.at.toISOString(), updated_at: cart.at.toISOString() }
  return {
    cart: [
      {
        id: `cart_${key}`,
        region_id: shop.region_id,
        customer_id: cart.person.id,
        sales_channel_id: shop.sales_channel_id,
        email: cart.person.email,
        currency_code: "eur",
        ...at,
      },
    ],
    cart_line_item: cart.lines.map(({ ware, quantity }, line) => ({
      id: `cali_${key}_${line}`,
      cart_id: `cart_${key}`,
      title: ware.title,
      subtitle: ware.variant,
      quantity,
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
      ...at,
    })),
  }
}
