import { randomUUID } from "node:crypto"

export type Second = { port: number }
type Thing = { id: string }
/** Calls a running store; what is not 2xx throws what the store said. */
export type Call = <T>(route: string, body?: object) => Promise<T>

const password = "a-long-password"

const caller =
  (store: Second, headers: Record<string, string>): Call =>
  async <T>(route: string, body?: object) => {
    const answer = await ask(store, headers, route, body)
    if (answer.status >= 300) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body as T
  }

async function ask(store: Second, headers: Record<string, string>, route: string, body?: object) {
  const answer = await fetch(`http://localhost:${store.port}${route}`, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json", ...headers },
    body: body && JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as unknown }
}

export async function asOwner(store: Second, email: string): Promise<Call> {
  const { token } = await caller(store, {})<{ token: string }>("/auth/user/emailpass", { email, password })
  return caller(store, { authorization: `Bearer ${token}` })
}

export type SecondShop = { key: string; region_id: string; variant_id: string; option_id: string }

/** One region, channel, product of 66.00 EUR and delivery for 5.50, all through the admin's API. */
export async function furnish(owner: Call): Promise<SecondShop> {
  const channel = (await owner<{ sales_channel: Thing }>("/admin/sales-channels", { name: "Web" }))
    .sales_channel
  const { region } = await owner<{ region: Thing }>("/admin/regions", {
    name: "Europe",
    currency_code: "eur",
    countries: ["de"],
    payment_providers: ["pp_system_default"],
  })
  const { api_key } = await owner<{ api_key: Thing & { token: string } }>("/admin/api-keys", {
    title: "Web",
    type: "publishable",
  })
  await owner(`/admin/api-keys/${api_key.id}/sales-channels`, { add: [channel.id] })
  const { shipping_profile: parcel } = await owner<{ shipping_profile: Thing }>("/admin/shipping-profiles", {
    name: "Parcel",
    type: "parcel",
  })
  const { product } = await owner<{ product: { variants: [Thing] } }>("/admin/products", {
    title: "Lamp",
    status: "published",
    shipping_profile_id: parcel.id,
    options: [{ title: "Colour", values: ["Red"] }],
    variants: [
      {
        title: "Red",
        options: { Colour: "Red" },
        manage_inventory: false,
        prices: [{ currency_code: "eur", amount: 66 }],
      },
    ],
    sales_channels: [{ id: channel.id }],
  })
  const { shipping_option } = await owner<{ shipping_option: Thing }>("/admin/shipping-options", {
    name: "Standard",
    price_type: "flat",
    provider_id: "manual_manual",
    service_zone_id: await deliveryZone(owner, channel.id),
    shipping_profile_id: parcel.id,
    type: { label: "Standard", description: "In some days", code: "standard" },
    prices: [{ currency_code: "eur", amount: 5.5 }],
  })
  return {
    key: api_key.token,
    region_id: region.id,
    variant_id: product.variants[0].id,
    option_id: shipping_option.id,
  }
}

async function deliveryZone(owner: Call, channel_id: string): Promise<string> {
  const { stock_location } = await owner<{ stock_location: Thing }>("/admin/stock-locations", {
    name: "Warehouse",
  })
  const place = `/admin/stock-locations/${stock_location.id}`
  await owner(`${place}/sales-channels`, { add: [channel_id] })
  await owner(`${place}/fulfillment-providers`, { add: ["manual_manual"] })
  const placed = await owner<{ stock_location: { fulfillment_sets: [Thing] } }>(
    `${place}/fulfillment-sets?fields=*fulfillment_sets`,
    { name: "Delivery", type: "shipping" },
  )
  const zoned = await owner<{ fulfillment_set: { service_zones: [Thing] } }>(
    `/admin/fulfillment-sets/${placed.stock_location.fulfillment_sets[0].id}/service-zones`,
    { name: "Germany", geo_zones: [{ type: "country", country_code: "de" }] },
  )
  return zoned.fulfillment_set.service_zones[0].id
}

/** Somebody with an account, at the storefront. `ask` answers whatever the store says, also what is refused. */
export async function register(store: Second, shop: SecondShop, name: string) {
  const email = `${name}-${randomUUID().slice(0, 8)}@example.test`
  const key = { "x-publishable-api-key": shop.key }
  type Token = { token: string }
  const signIn = (route: string) => caller(store, {})<Token>(route, { email, password })
  const { token } = await signIn("/auth/customer/emailpass/register")
  const dressed = caller(store, { ...key, authorization: `Bearer ${token}` })
  const { customer } = await dressed<{ customer: Thing }>("/store/customers", { email })
  const login = await signIn("/auth/customer/emailpass")
  const headers = { ...key, authorization: `Bearer ${login.token}` }
  return {
    customer_id: customer.id,
    visit: caller(store, headers),
    ask: (route: string, body: object) => ask(store, headers, route, body),
  }
}
export type Visitor = Awaited<ReturnType<typeof register>>

/** A cart of 71.50 EUR, or 137.50 with two of it. */
export async function fillCart({ visit }: Visitor, shop: SecondShop, quantity = 1): Promise<string> {
  const shipping_address = {
    first_name: "A",
    last_name: "B",
    address_1: "Street 1",
    city: "Berlin",
    postal_code: "10115",
    country_code: "de",
  }
  const { cart } = await visit<{ cart: Thing }>("/store/carts", {
    region_id: shop.region_id,
    shipping_address,
  })
  await visit(`/store/carts/${cart.id}/line-items`, { variant_id: shop.variant_id, quantity })
  await visit(`/store/carts/${cart.id}/shipping-methods`, { option_id: shop.option_id })
  return cart.id
}

/** Opens a payment for what is left to pay. */
export async function openPayment({ visit }: Visitor, cart_id: string): Promise<void> {
  const { payment_collection } = await visit<{ payment_collection: Thing }>("/store/payment-collections", {
    cart_id,
  })
  await visit(`/store/payment-collections/${payment_collection.id}/payment-sessions`, {
    provider_id: "pp_system_default",
  })
}

type Completed = { type: string; order: Thing & { total: number; credit_line_total: number } }

/** Completes the cart twice at the same moment, as an impatient shopper does; answers the one order. */
export async function completeTwice({ ask }: Visitor, cart_id: string): Promise<Completed["order"]> {
  const complete = () => ask(`/store/carts/${cart_id}/complete`, {})
  const answers = await Promise.all([complete(), complete()])
  const orders = answers.flatMap(({ status, body }) => (status === 200 ? [(body as Completed).order] : []))
  const [order] = orders
  if (!order || orders.some(({ id }) => id !== order.id)) throw new Error(JSON.stringify(answers))
  return order
}
