import { randomUUID } from "node:crypto"
import { createRequire } from "node:module"
import type { IAuthModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { Express } from "express"
import request from "supertest"

// Through require, so that the workflows are the very ones the store registered.
const flows = createRequire(import.meta.url)(
  "@medusajs/medusa/core-flows",
) as typeof import("@medusajs/medusa/core-flows")

export type Shop = {
  region_id: string
  currency: string
  sales_channel_id: string
  publishable_key: string
  shipping_option_id: string
  product_id: string
  /** 66.00 EUR without tax; with one of it and the 5.50 of shipping a cart is 71.50. */
  variant_id: string
}

export type Shopper = { customer_id: string; email: string; token: string }

/** A small real shop: one region, channel, product, shipping option and the system payment provider. Once per store. */
export function openShop(container: MedusaContainer): Promise<Shop> {
  const shared = globalThis as typeof globalThis & { __shop?: Promise<Shop> }
  shared.__shop ??= furnish(container)
  return shared.__shop
}

/** The store was emptied: the next one asked for its shop and staff furnishes it anew. */
export function closeShop(): void {
  Object.assign(globalThis, { __shop: undefined, __staff: undefined })
}

async function furnish(container: MedusaContainer): Promise<Shop> {
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const run = async <T>(
    flow: (c: MedusaContainer) => { run: (given: { input: never }) => Promise<{ result: unknown }> },
    input: unknown,
  ) => (await flow(container).run({ input: input as never })).result as T

  const [channel] = await run<{ id: string }[]>(flows.createSalesChannelsWorkflow as never, {
    salesChannelsData: [{ name: "Web" }],
  })
  const [region] = await run<{ id: string }[]>(flows.createRegionsWorkflow as never, {
    regions: [
      { name: "Europe", currency_code: "eur", countries: ["de"], payment_providers: ["pp_system_default"] },
    ],
  })
  const [key] = await run<{ id: string; token: string }[]>(flows.createApiKeysWorkflow as never, {
    api_keys: [{ title: "Web", type: "publishable", created_by: "" }],
  })
  await run(flows.linkSalesChannelsToApiKeyWorkflow as never, { id: key!.id, add: [channel!.id] })

  const [location] = await run<{ id: string }[]>(flows.createStockLocationsWorkflow as never, {
    locations: [{ name: "Warehouse" }],
  })
  await run(flows.linkSalesChannelsToStockLocationWorkflow as never, {
    id: location!.id,
    add: [channel!.id],
  })
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location!.id },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
  })
  const [profile] = await run<{ id: string }[]>(flows.createShippingProfilesWorkflow as never, {
    data: [{ name: "Parcel", type: "default" }],
  })
  const fulfillment = container.resolve(Modules.FULFILLMENT)
  const set = await fulfillment.createFulfillmentSets({
    name: "Delivery",
    type: "shipping",
    service_zones: [{ name: "Germany", geo_zones: [{ type: "country", country_code: "de" }] }],
  })
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location!.id },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  })
  const [option] = await run<{ id: string }[]>(flows.createShippingOptionsWorkflow as never, [
    {
      name: "Standard",
      price_type: "flat",
      provider_id: "manual_manual",
      service_zone_id: set.service_zones[0]!.id,
      shipping_profile_id: profile!.id,
      type: { label: "Standard", description: "In some days", code: "standard" },
      prices: [{ currency_code: "eur", amount: 5.5 }],
      rules: [],
    },
  ])
  const [product] = await run<{ id: string; variants: { id: string }[] }[]>(
    flows.createProductsWorkflow as never,
    {
      products: [
        {
          title: "Lamp",
          status: "published",
          shipping_profile_id: profile!.id,
          options: [{ title: "Colour", values: ["Red"] }],
          variants: [
            {
              title: "Red",
              options: { Colour: "Red" },
              manage_inventory: false,
              prices: [{ currency_code: "eur", amount: 66 }],
            },
          ],
          sales_channels: [{ id: channel!.id }],
        },
      ],
    },
  )
  return {
    region_id: region!.id,
    currency: "eur",
    sales_channel_id: channel!.id,
    publishable_key: key!.token,
    shipping_option_id: option!.id,
    product_id: product!.id,
    variant_id: product!.variants[0]!.id,
  }
}

/** Someone who registers in the shop and is logged in. */
export async function registerShopper(app: Express, shop: Shop, name = "Ada"): Promise<Shopper> {
  const email = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.test`
  const password = "a-long-password"
  const registered = await request(app)
    .post("/auth/customer/emailpass/register")
    .send({ email, password })
    .expect(200)
  const made = await request(app)
    .post("/store/customers")
    .set("x-publishable-api-key", shop.publishable_key)
    .set("authorization", `Bearer ${registered.body.token}`)
    .send({ email, first_name: name, last_name: "Example" })
    .expect(200)
  const login = await request(app).post("/auth/customer/emailpass").send({ email, password }).expect(200)
  return { customer_id: made.body.customer.id, email, token: login.body.token }
}

/** Calls the storefront's API as a shopper, or as a guest without one. */
export const visit = (app: Express, shop: Shop, shopper?: Pick<Shopper, "token">) => {
  const dress = (call: request.Test) => {
    call.set("x-publishable-api-key", shop.publishable_key)
    return shopper ? call.set("authorization", `Bearer ${shopper.token}`) : call
  }
  return {
    get: (path: string) => dress(request(app).get(path)),
    post: (path: string, body: object = {}) => dress(request(app).post(path)).send(body),
    delete: (path: string, body?: object) => dress(request(app).delete(path)).send(body),
  }
}

/** A cart ready for payment: items, address, shipping. Without a shopper it is a guest's; `email` is what the guest types. */
export async function fillCart(
  app: Express,
  shop: Shop,
  given: { shopper?: Shopper; email?: string; quantity?: number } = {},
): Promise<string> {
  const store = visit(app, shop, given.shopper)
  const address = {
    first_name: "A",
    last_name: "B",
    address_1: "Street 1",
    city: "Berlin",
    postal_code: "10115",
    country_code: "de",
  }
  const cart = await store
    .post("/store/carts", {
      region_id: shop.region_id,
      email: given.email,
      shipping_address: address,
    })
    .expect(200)
  const id: string = cart.body.cart.id
  await store
    .post(`/store/carts/${id}/line-items`, { variant_id: shop.variant_id, quantity: given.quantity ?? 1 })
    .expect(200)
  await store.post(`/store/carts/${id}/shipping-methods`, { option_id: shop.shipping_option_id }).expect(200)
  return id
}

/** Opens a payment session for what the cart costs now. */
export async function openPayment(app: Express, shop: Shop, cart_id: string, shopper?: Shopper) {
  const store = visit(app, shop, shopper)
  const collection = await store.post("/store/payment-collections", { cart_id }).expect(200)
  await store
    .post(`/store/payment-collections/${collection.body.payment_collection.id}/payment-sessions`, {
      provider_id: "pp_system_default",
    })
    .expect(200)
}

/** Pays and places the order; answers the response of the completion, whatever it says. */
export async function checkout(app: Express, shop: Shop, cart_id: string, shopper?: Shopper) {
  await openPayment(app, shop, cart_id, shopper)
  return complete(app, shop, cart_id, shopper)
}

export const complete = (app: Express, shop: Shop, cart_id: string, shopper?: Shopper) =>
  visit(app, shop, shopper).post(`/store/carts/${cart_id}/complete`)

/** Someone of the staff, signed in to the admin. Once per store. */
export function hireStaff(
  app: Express,
  container: MedusaContainer,
): Promise<{ user_id: string; token: string }> {
  const shared = globalThis as typeof globalThis & { __staff?: Promise<{ user_id: string; token: string }> }
  shared.__staff ??= hire(app, container, "staff@example.test")
  return shared.__staff
}

/** Someone else of the staff. */
export async function hire(app: Express, container: MedusaContainer, email: string) {
  const password = "a-long-password"
  const { result } = await flows.createUsersWorkflow(container).run({ input: { users: [{ email }] } })
  const user_id = result[0]!.id
  const auth = container.resolve<IAuthModuleService>(Modules.AUTH)
  const registered = await auth.register("emailpass", { body: { email, password } } as never)
  await auth.updateAuthIdentities({
    id: registered.authIdentity!.id,
    app_metadata: { user_id },
  } as never)
  const login = await request(app).post("/auth/user/emailpass").send({ email, password }).expect(200)
  return { user_id, token: login.body.token as string }
}

/** Calls the admin API as staff. */
export const office = (app: Express, staff: { token: string }) => {
  const dress = (call: request.Test) => call.set("authorization", `Bearer ${staff.token}`)
  return {
    get: (path: string) => dress(request(app).get(path)),
    post: (path: string, body: object = {}) => dress(request(app).post(path)).send(body),
    delete: (path: string) => dress(request(app).delete(path)),
  }
}
