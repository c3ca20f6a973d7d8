import type { Database, Sql } from "../../src/modules/marketing/database"
import type { Shop } from "./furnish"
import { insertRows, type Row } from "./insert-rows"
import { orderRows } from "./order-rows"
import type { Person } from "./people"
import { cartRows, personRows } from "./people-rows"
import type { Cart, Order } from "./year"

export type Life = { people: Person[]; orders: Order[]; carts: Cart[] }

/** A table comes after those it points at. */
const tables = [
  ...["customer", "customer_address", "customer_group_customer", "cart", "cart_line_item"],
  ...["order_address", "order", "order_line_item", "order_item", "order_line_item_adjustment"],
  ...["order_shipping_method", "order_shipping", "order_summary", "order_cart"],
  ...["payment_collection", "payment_session", "payment", "order_payment_collection"],
  ...["capture", "refund", "order_transaction", "order_credit_line"],
  ...["fulfillment", "fulfillment_item", "order_fulfillment"],
]

/**
 * Writes people, orders and carts straight into the core's tables: 9,000 orders take seconds instead of the half
 * hour that checkouts would. The demo is the only place that may do so; it fills an empty store. All or nothing.
 */
export async function liveAYear(database: Database, shop: Shop, life: Life): Promise<void> {
  const rows = new Map<string, Row[]>(tables.map((table) => [table, []]))
  const collect = (made: Record<string, Row[]>) => {
    for (const [table, more] of Object.entries(made)) rows.get(table)!.push(...more)
  }
  for (const person of life.people) collect(personRows(person, shop))
  life.orders.forEach((order, index) => {
    collect(orderRows(order, index + 1, shop))
  })
  life.carts.forEach((cart, index) => {
    collect(cartRows(cart, index + 1, shop))
  })
  await writeRows(database, rows)
  await database.transaction(async (tx) => {
    // A tenth of the usual sample tells the planner enough about tables of this size.
    await tx.run("set local default_statistics_target = 10")
    await tx.run(`analyze ${tables.map((table) => `"${table}"`).join(", ")}`)
  })
}

/** Orders that come later in the telling, though not in the year. Answers their ids. */
export async function addOrders(database: Database, shop: Shop, orders: Order[]): Promise<string[]> {
  const last = await database.one<{ n: number }>(`select max(display_id) as n from "order"`)
  const rows = new Map<string, Row[]>(tables.map((table) => [table, []]))
  orders.forEach((order, index) => {
    for (const [table, more] of Object.entries(orderRows(order, last!.n + index + 1, shop)))
      rows.get(table)!.push(...more)
  })
  const ids = rows.get("order")!.map((row) => String(row.id))
  await writeRows(database, rows)
  return ids
}

const writeRows = (database: Database, rows: Map<string, Row[]>) =>
  database.transaction(async (tx) => {
    for (const table of tables) await insertRows(tx, table, rows.get(table)!)
    await numberOrders(tx)
  })

/** Orders are numbered as they were placed, and the next real one gets the next number. */
const numberOrders = (tx: Sql) =>
  tx.rows(
    `with numbered as (select id, row_number() over (order by created_at, id) as n from "order"),
          renumbered as (update "order" o set display_id = n from numbered where numbered.id = o.id and o.display_id <> n)
     select setval(pg_get_serial_sequence('"order"', 'display_id'), max(n)) from numbered`,
  )

/** The shop stood a while before the year began. */
export const dateShelves = (database: Database, opened: Date) =>
  database.transaction(async (tx) => {
    for (const table of ["product", "product_variant", "product_category"])
      await tx.run(`update ${table} set created_at = $1, updated_at = $1`, [opened])
  })
