import type { IAuthModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  createCustomerGroupsWorkflow,
  createPromotionsWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createUsersWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"
import { codes } from "./catalogue"

export type Shop = {
  region_id: string
  sales_channel_id: string
  location_id: string
  shipping_profile_id: string
  shipping_option_id: string
  group_id: string
  /** Promotion ids by code. */
  promotions: Record<string, string>
}

export const countries = ["de", "at", "fr", "nl", "it", "es"]

/** What a store needs before anyone can buy, through Medusa's own workflows. Each piece is made when it is missing. */
export async function furnish(container: MedusaContainer): Promise<Shop> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const find = async (entity: string, filters: Record<string, unknown>) =>
    (await query.graph({ entity, fields: ["id"], filters })).data[0]?.id as string | undefined
  const first = async (made: Promise<{ result: { id: string }[] }>) => (await made).result[0]!.id

  const sales_channel_id =
    (await find("sales_channel", { name: "Web shop" })) ??
    (await first(
      createSalesChannelsWorkflow(container).run({
        input: { salesChannelsData: [{ name: "Web shop", description: "The shop on the web" }] },
      }),
    ))
  const region_id =
    (await find("region", { name: "Europe" })) ??
    (await first(
      createRegionsWorkflow(container).run({
        input: {
          regions: [
            { name: "Europe", currency_code: "eur", countries, payment_providers: ["pp_system_default"] },
          ],
        },
      }),
    ))
  await nameStore(container, { sales_channel_id, region_id })
  if (!(await find("api_key", { title: "Web shop" }))) {
    const key = await first(
      createApiKeysWorkflow(container).run({
        input: { api_keys: [{ title: "Web shop", type: "publishable", created_by: "" }] },
      }),
    )
    await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id: key, add: [sales_channel_id] } })
  }
  let location_id = await find("stock_location", { name: "Warehouse" })
  if (!location_id) {
    location_id = await first(
      createStockLocationsWorkflow(container).run({
        input: {
          locations: [
            {
              name: "Warehouse",
              address: { address_1: "Harbour Quay 1", city: "Hamburg", country_code: "de" },
            },
          ],
        },
      }),
    )
    await linkSalesChannelsToStockLocationWorkflow(container).run({
      input: { id: location_id, add: [sales_channel_id] },
    })
    await link.create({
      [Modules.STOCK_LOCATION]: { stock_location_id: location_id },
      [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
    })
  }
  const shipping_profile_id =
    (await find("shipping_profile", { name: "Parcel" })) ??
    (await first(
      createShippingProfilesWorkflow(container).run({
        input: { data: [{ name: "Parcel", type: "default" }] },
      }),
    ))
  const shipping_option_id =
    (await find("shipping_option", { name: "Parcel" })) ??
    (await openDelivery(container, location_id, shipping_profile_id))
  const group_id =
    (await find("customer_group", { name: "Friends of the house" })) ??
    (await first(
      createCustomerGroupsWorkflow(container).run({
        input: { customersData: [{ name: "Friends of the house" }] },
      }),
    ))
  const promotions: Record<string, string> = {}
  for (const { code, percent } of codes)
    promotions[code] = (await find("promotion", { code })) ?? (await offer(container, code, percent))
  return {
    region_id,
    sales_channel_id,
    location_id,
    shipping_profile_id,
    shipping_option_id,
    group_id,
    promotions,
  }
}

async function nameStore(
  container: MedusaContainer,
  given: { sales_channel_id: string; region_id: string },
): Promise<void> {
  await updateStoresWorkflow(container).run({
    input: {
      selector: {},
      update: {
        name: "House & Garden",
        default_sales_channel_id: given.sales_channel_id,
        default_region_id: given.region_id,
        supported_currencies: [{ currency_code: "eur", is_default: true }],
      },
    },
  })
}

async function openDelivery(container: MedusaContainer, location: string, profile: string): Promise<string> {
  const fulfillment = container.resolve(Modules.FULFILLMENT)
  const [known] = await fulfillment.listFulfillmentSets(
    { name: "Delivery" },
    { relations: ["service_zones"] },
  )
  const set =
    known ??
    (await fulfillment.createFulfillmentSets({
      name: "Delivery",
      type: "shipping",
      service_zones: [
        {
          name: "Europe",
          geo_zones: countries.map((country_code) => ({ type: "country" as const, country_code })),
        },
      ],
    }))
  if (!known) {
    await container.resolve(ContainerRegistrationKeys.LINK).create({
      [Modules.STOCK_LOCATION]: { stock_location_id: location },
      [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
    })
  }
  const { result } = await createShippingOptionsWorkflow(container).run({
    input: [
      {
        name: "Parcel",
        price_type: "flat",
        provider_id: "manual_manual",
        service_zone_id: set.service_zones[0]!.id,
        shipping_profile_id: profile,
        type: { label: "Parcel", description: "At the door in three days", code: "parcel" },
        prices: [{ currency_code: "eur", amount: 4.9 }],
        rules: [
          { attribute: "enabled_in_store", operator: "eq", value: "true" },
          { attribute: "is_return", operator: "eq", value: "false" },
        ],
      },
    ],
  })
  return result[0]!.id
}

async function offer(container: MedusaContainer, code: string, percent: number): Promise<string> {
  const { result } = await createPromotionsWorkflow(container).run({
    input: {
      promotionsData: [
        {
          code,
          type: "standard",
          status: "active",
          is_automatic: false,
          application_method: {
            type: "percentage",
            target_type: "items",
            allocation: "across",
            value: percent,
            currency_code: "eur",
          },
        },
      ],
    },
  })
  return result[0]!.id
}

/** What the accounts of the demo are opened with; `npm run demo` prints it. */
const PASSWORD = "demo-demo"

/** The account that the demo prints. */
export async function hireAdmin(container: MedusaContainer): Promise<void> {
  const email = "admin@demo.test"
  const users = container.resolve(Modules.USER)
  const [known] = await users.listUsers({ email })
  const user =
    known ??
    (
      await createUsersWorkflow(container).run({
        input: { users: [{ email, first_name: "Demo", last_name: "Admin" }] },
      })
    ).result[0]!
  await openAccount(container, email, { user_id: user.id })
}

/** A login by e-mail and password for a user or a customer; one that is there stays as it is. */
export async function openAccount(
  container: MedusaContainer,
  email: string,
  actor: { user_id: string } | { customer_id: string },
): Promise<void> {
  const auth = container.resolve<IAuthModuleService>(Modules.AUTH)
  const [identity] = await auth.listProviderIdentities({ entity_id: email, provider: "emailpass" })
  if (identity) return
  const registered = await auth.register("emailpass", { body: { email, password: PASSWORD } } as never)
  await auth.updateAuthIdentities({ id: registered.authIdentity!.id, app_metadata: actor })
}
