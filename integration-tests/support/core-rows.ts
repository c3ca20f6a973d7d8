import type { Database } from "../../src/modules/marketing/database"

/**
 * The store's own rows, written by hand as the core writes them (a new copy of every part of an order for each version),
 * so that a thousand histories take seconds. Amounts are decimal texts as in the core, e.g. "12.50".
 */
export function coreShop(database: Database) {
  let count = 0
  const next = (prefix: string) => `${prefix}_${String(++count).padStart(8, "0")}`

  async function add(table: string, rows: Record<string, unknown>[]): Promise<void> {
    if (rows.length === 0) return
    const raw = await database.rows<{ name: string }>(
      "select substr(column_name, 5) as name from information_schema.columns where table_name = $1 and column_name like 'raw\\_%'",
      [table],
    )
    const whole = rows.map((row) => ({
      ...row,
      ...Object.fromEntries(
        raw.flatMap(({ name }) =>
          row[name] == null ? [] : [[`raw_${name}`, { value: String(row[name]), precision: 20 }]],
        ),
      ),
    }))
    const columns = Object.keys(whole[0]!)
      .map((column) => `"${column}"`)
      .join(", ")
    await database.run(
      `insert into "${table}" (${columns}) select ${columns} from jsonb_populate_recordset(null::"${table}", $1)`,
      [JSON.stringify(whole)],
    )
  }

  return {
    add,
    next,

    async customer(given: Record<string, unknown> = {}): Promise<string> {
      const id = next("cus")
      const at = given.created_at ?? "2025-01-01T00:00:00Z"
      await add("customer", [
        { id, email: `${id}@example.test`, has_account: true, created_at: at, updated_at: at, ...given },
      ])
      return id
    },

    async product(title: string, categoryIds: string[] = []): Promise<string> {
      const id = next("prod")
      await add("product", [{ id, title, handle: id }])
      await add(
        "product_category_product",
        categoryIds.map((product_category_id) => ({ product_id: id, product_category_id })),
      )
      return id
    },

    async category(name: string, above?: { id: string; mpath: string }) {
      const id = next("pcat")
      const mpath = above ? `${above.mpath}.${id}` : id
      await add("product_category", [{ id, name, handle: id, mpath, parent_category_id: above?.id ?? null }])
      return { id, mpath }
    },

    /** An order with a payment collection and an authorised payment; nothing is captured yet. */
    async order(given: {
      customer_id: string | null
      at: string | Date
      currency?: string
      cart_id?: string
      shipping?: string
      credit?: { amount: string; reference: string; reference_id?: string }
      lines: {
        product_id: string | null
        price: string
        quantity: number
        tax?: string
        tax_inclusive?: boolean
        discount?: { amount: string; code: string; tax_inclusive?: boolean }
      }[]
    }): Promise<{ order_id: string; payment_id: string; line_ids: string[] }> {
      const [order_id, collection, payment_id] = [next("order"), next("pay_col"), next("pay")]
      const currency_code = given.currency ?? "eur"
      const stamp = { created_at: given.at, updated_at: given.at }
      await add("order", [
        {
          id: order_id,
          version: 1,
          customer_id: given.customer_id,
          currency_code,
          status: "pending",
          ...stamp,
        },
      ])
      const lines = given.lines.map((line) => ({ ...line, id: next("ordli") }))
      await add(
        "order_line_item",
        lines.map((line) => ({
          id: line.id,
          title: `Line ${line.id}`,
          product_id: line.product_id,
          unit_price: line.price,
          is_tax_inclusive: line.tax_inclusive ?? false,
          ...stamp,
        })),
      )
      await add(
        "order_item",
        lines.map((line) => ({
          id: next("orditem"),
          order_id,
          item_id: line.id,
          version: 1,
          quantity: line.quantity,
          unit_price: line.price,
          fulfilled_quantity: 0,
          shipped_quantity: 0,
          return_requested_quantity: 0,
          return_received_quantity: 0,
          return_dismissed_quantity: 0,
          written_off_quantity: 0,
          ...stamp,
        })),
      )
      await add(
        "order_line_item_tax_line",
        lines.flatMap((line) =>
          line.tax ? [{ id: next("ordlitxl"), code: "vat", rate: line.tax, item_id: line.id }] : [],
        ),
      )
      await add(
        "order_line_item_adjustment",
        lines.flatMap((line) =>
          line.discount
            ? [
                {
                  id: next("ordliadj"),
                  item_id: line.id,
                  version: 1,
                  amount: line.discount.amount,
                  code: line.discount.code,
                  promotion_id: `promo_${line.discount.code}`,
                  is_tax_inclusive: line.discount.tax_inclusive ?? false,
                },
              ]
            : [],
        ),
      )
      if (given.shipping) {
        const method = next("ordsm")
        await add("order_shipping_method", [{ id: method, name: "Standard", amount: given.shipping }])
        await add("order_shipping", [
          { id: next("ordspmv"), order_id, shipping_method_id: method, version: 1 },
        ])
      }
      if (given.credit)
        await add("order_credit_line", [{ id: next("ordcl"), order_id, version: 1, ...given.credit }])
      if (given.cart_id)
        await add("order_cart", [{ id: next("ordercart"), order_id, cart_id: given.cart_id }])
      await add("payment_collection", [{ id: collection, currency_code, amount: "0" }])
      await add("order_payment_collection", [
        { id: next("ordpay"), order_id, payment_collection_id: collection },
      ])
      await add("payment", [
        {
          id: payment_id,
          amount: "0",
          currency_code,
          provider_id: "pp_system_default",
          payment_collection_id: collection,
          payment_session_id: next("payses"),
        },
      ])
      return { order_id, payment_id, line_ids: lines.map((line) => line.id) }
    },

    async capture(order: { order_id: string; payment_id: string }, amount: string, at: string | Date) {
      const id = next("capt")
      const stamp = { created_at: at, updated_at: at }
      await add("capture", [{ id, amount, payment_id: order.payment_id, ...stamp }])
      await add("order_transaction", [
        {
          id: next("ordtrx"),
          order_id: order.order_id,
          amount,
          currency_code: "eur",
          reference: "capture",
          reference_id: id,
          ...stamp,
        },
      ])
    },

    /** As the core does it: the money goes out, and the order gets a new version with a credit line. */
    async refund(order: { order_id: string; payment_id: string }, amount: string, at: string | Date) {
      const id = next("ref")
      const stamp = { created_at: at, updated_at: at }
      await add("refund", [{ id, amount, payment_id: order.payment_id, ...stamp }])
      await add("order_transaction", [
        {
          id: next("ordtrx"),
          order_id: order.order_id,
          amount: `-${amount}`,
          currency_code: "eur",
          reference: "refund",
          reference_id: id,
          ...stamp,
        },
      ])
      const version = await this.newVersion(order.order_id, at)
      await add("order_credit_line", [
        {
          id: next("ordcl"),
          order_id: order.order_id,
          version,
          amount,
          reference: "payment_collection",
          reference_id: "any",
        },
      ])
      return id
    },

    async cancel(order: { order_id: string }, at: string | Date) {
      await database.run(
        `update "order" set status = 'canceled', canceled_at = $2, updated_at = $2 where id = $1`,
        [order.order_id, at],
      )
    },

    async receiveReturn(order: { order_id: string }, lineId: string, quantity: number, at: string | Date) {
      const version = await this.newVersion(order.order_id, at)
      await database.run(
        "update order_item set return_received_quantity = return_received_quantity + $3 where item_id = $1 and version = $2",
        [lineId, version, quantity],
      )
    },

    async newVersion(orderId: string, at: string | Date): Promise<number> {
      const row = await database.one<{ version: number }>(
        `update "order" set version = version + 1, updated_at = $2 where id = $1 returning version`,
        [orderId, at],
      )
      const version = row!.version
      for (const [table, own] of [
        ["order_item", "order_id = $1"],
        ["order_shipping", "order_id = $1"],
        ["order_credit_line", "order_id = $1"],
        [
          "order_line_item_adjustment",
          "item_id in (select item_id from order_item where order_id = $1 and version = $2::int)",
        ],
      ] as const)
        await database.run(
          `insert into ${table}
           select (jsonb_populate_record(t, jsonb_build_object('id', t.id || '_' || $2::text, 'version', $2::int))).*
             from ${table} t where ${own} and version = $2::int - 1`,
          [orderId, version],
        )
      return version
    },
  }
}
