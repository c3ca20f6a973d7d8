import type { Database } from "../../src/modules/marketing/database"
import { coreShop } from "./core-rows"

/** A catalogue in the store's own rows: variants with prices, price lists, stock at one place of one sales channel, promotions. */
export function coreCatalog(database: Database) {
  const shop = coreShop(database)
  const { add, next } = shop
  const CHANNEL = "sc_shop"
  const PLACE = "sloc_shop"

  const priceOf = (variant_id: string, currency: string, list: string | null = null) =>
    database.one<{ id: string }>(
      `select p.id from price p join product_variant_price_set l on l.price_set_id = p.price_set_id
        where l.variant_id = $1 and p.currency_code = $2 and p.price_list_id is not distinct from $3`,
      [variant_id, currency, list],
    )

  return {
    ...shop,

    /** A published product with one variant. `pieces` null: its stock is not counted. */
    async sells(title: string, prices: Record<string, string>, pieces: number | null = null) {
      const product_id = await shop.product(title)
      await database.run("update product set status = 'published' where id = $1", [product_id])
      const [variant_id, price_set_id, item] = [next("variant"), next("pset"), next("iitem")]
      await add("product_variant", [
        {
          id: variant_id,
          title: "One size",
          product_id,
          allow_backorder: false,
          manage_inventory: pieces !== null,
          created_at: "2025-01-01T00:00:00Z",
          updated_at: "2025-01-01T00:00:00Z",
        },
      ])
      const stamps = { created_at: "2025-01-01T00:00:00Z", updated_at: "2025-01-01T00:00:00Z" }
      await add("price_set", [{ id: price_set_id, ...stamps }])
      await add("product_variant_price_set", [{ id: next("pvps"), variant_id, price_set_id, ...stamps }])
      await add(
        "price",
        Object.entries(prices).map(([currency_code, amount]) => ({
          id: next("price"),
          price_set_id,
          currency_code,
          amount,
          ...stamps,
        })),
      )
      await add("inventory_item", [{ id: item, requires_shipping: true, ...stamps }])
      await add("product_variant_inventory_item", [
        { id: next("pvitem"), variant_id, inventory_item_id: item, required_quantity: 1, ...stamps },
      ])
      await add("inventory_level", [
        {
          id: next("ilev"),
          inventory_item_id: item,
          location_id: PLACE,
          stocked_quantity: pieces ?? 0,
          reserved_quantity: 0,
          incoming_quantity: 0,
          ...stamps,
        },
      ])
      await add("product_sales_channel", [
        { id: next("prodsc"), product_id, sales_channel_id: CHANNEL, ...stamps },
      ])
      await database.run(
        `insert into sales_channel_stock_location (id, sales_channel_id, stock_location_id) values ('scloc_1', $1, $2)
         on conflict do nothing`,
        [CHANNEL, PLACE],
      )
      return { product_id, variant_id, price_set_id, item }
    },

    /** So many published products with one variant each, at one price. */
    async sellsMany(heads: number, currency: string, amount: string) {
      const made = await database.rows<{ product_id: string; variant_id: string; price_set_id: string }>(
        `with n as (select lpad(n::text, 6, '0') as n from generate_series(1, $1::int) n),
         made_product as (
           insert into product (id, title, handle, status, created_at, updated_at)
           select 'prod_many' || n, 'Thing ' || n, 'thing-' || n, 'published', '2025-01-01', '2025-01-01' from n returning id),
         made_variant as (
           insert into product_variant (id, title, product_id, allow_backorder, manage_inventory, created_at, updated_at)
           select 'variant_many' || n, 'One size', 'prod_many' || n, false, false, '2025-01-01', '2025-01-01' from n),
         made_set as (
           insert into price_set (id, created_at, updated_at) select 'pset_many' || n, '2025-01-01', '2025-01-01' from n),
         linked as (
           insert into product_variant_price_set (id, variant_id, price_set_id, created_at, updated_at)
           select 'pvps_many' || n, 'variant_many' || n, 'pset_many' || n, '2025-01-01', '2025-01-01' from n),
         priced as (
           insert into price (id, price_set_id, currency_code, amount, raw_amount, created_at, updated_at)
           select 'price_many' || n, 'pset_many' || n, $2, $3::numeric, jsonb_build_object('value', $3::text), '2025-01-01', '2025-01-01' from n)
         select 'prod_many' || n as product_id, 'variant_many' || n as variant_id, 'pset_many' || n as price_set_id from n order by 1`,
        [heads, currency, amount],
      )
      return made
    },

    async costs(variant_id: string, currency: string, amount: string) {
      const price = await priceOf(variant_id, currency)
      await database.run("update price set amount = $2 where id = $1", [price!.id, amount])
    },

    /** What it costs in one region, with or without a price list. */
    async costsIn(
      region: string,
      {
        price_set_id,
        currency,
        amount,
        list,
      }: { price_set_id: string; currency: string; amount: string; list?: string },
    ) {
      const stamps = { created_at: "2025-01-01T00:00:00Z", updated_at: "2025-01-01T00:00:00Z" }
      const id = next("price")
      await add("price", [
        {
          id,
          price_set_id,
          currency_code: currency,
          amount,
          price_list_id: list ?? null,
          rules_count: 1,
          ...stamps,
        },
      ])
      await add("price_rule", [
        {
          id: next("prule"),
          price_id: id,
          attribute: "region_id",
          operator: "eq",
          value: region,
          priority: 0,
          ...stamps,
        },
      ])
      return {
        now: (cheaper: string) => database.run("update price set amount = $2 where id = $1", [id, cheaper]),
      }
    },

    /** A price list over one variant, for everybody or for one customer group. */
    async priceList(given: {
      price_set_id: string
      currency: string
      amount: string
      type?: "sale" | "override"
      starts_at?: string
      ends_at?: string
      group?: string
      /** Only for so many pieces, or more. */
      from_pieces?: number
    }) {
      const id = next("plist")
      const { price_set_id, currency, amount, type = "sale", starts_at, ends_at, group } = given
      const stamps = { created_at: "2025-01-01T00:00:00Z", updated_at: "2025-01-01T00:00:00Z" }
      await add("price_list", [
        {
          id,
          title: id,
          description: id,
          type,
          status: "active",
          starts_at,
          ends_at,
          rules_count: group ? 1 : 0,
          ...stamps,
        },
      ])
      if (group)
        await add("price_list_rule", [
          {
            id: next("prule"),
            price_list_id: id,
            attribute: "customer.groups.id",
            value: [group],
            ...stamps,
          },
        ])
      await add("price", [
        {
          id: next("price"),
          price_set_id,
          currency_code: currency,
          amount,
          price_list_id: id,
          min_quantity: given.from_pieces,
          ...stamps,
        },
      ])
      return id
    },

    /** So many lie there, of which so many are reserved. */
    has: (item: string, stocked: number, reserved = 0) =>
      database.run(
        "update inventory_level set stocked_quantity = $2, reserved_quantity = $3 where inventory_item_id = $1",
        [item, stocked, reserved],
      ),

    async promotion(given: {
      code: string
      starts_at?: string
      product_ids?: string[]
      status?: string
      rules?: { attribute: string; operator?: string; values: string[] }[]
      currency?: string
      type?: "standard" | "buyget"
      target_type?: "items" | "order" | "shipping_methods"
      limit?: number
      used?: number
    }) {
      const [id, campaign, method] = [next("promo"), next("procamp"), next("proappmet")]
      const stamps = { created_at: "2025-01-01T00:00:00Z", updated_at: "2025-01-01T00:00:00Z" }
      await add("promotion_campaign", [
        {
          id: campaign,
          name: campaign,
          campaign_identifier: campaign,
          starts_at: given.starts_at,
          ...stamps,
        },
      ])
      await add("promotion", [
        {
          id,
          code: given.code,
          is_automatic: true,
          type: given.type ?? "standard",
          limit: given.limit,
          status: given.status ?? "active",
          is_tax_inclusive: false,
          used: given.used ?? 0,
          campaign_id: campaign,
          ...stamps,
        },
      ])
      await add("promotion_application_method", [
        {
          id: method,
          promotion_id: id,
          type: "percentage",
          target_type: given.target_type ?? "items",
          allocation: "each",
          value: "15",
          currency_code: given.currency,
          ...stamps,
        },
      ])
      const ask = async (link: string, own: object, attribute: string, values: string[], operator = "in") => {
        const rule = next("prorul")
        await add("promotion_rule", [{ id: rule, attribute, operator, ...stamps }])
        await add(
          "promotion_rule_value",
          values.map((value) => ({ id: next("prorulval"), promotion_rule_id: rule, value, ...stamps })),
        )
        await add(link, [{ ...own, promotion_rule_id: rule }])
      }
      if (given.product_ids)
        await ask(
          "application_method_target_rules",
          { application_method_id: method },
          "items.product.id",
          given.product_ids,
        )
      for (const { attribute, values, operator } of given.rules ?? [])
        await ask("promotion_promotion_rule", { promotion_id: id }, attribute, values, operator)
      return id
    },
  }
}
