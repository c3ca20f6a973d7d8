import type { Sql } from "../../database"

export type CartRow = {
  cart_id: string
  pid: number
  currency: string
  total: number
  created_at: Date
  updated_at: Date
}

export type CartLineRow = {
  cart_id: string
  line: number
  pid: number
  product: number
  variant_id: string | null
  quantity: number
  amount: number
  currency: string
}

/** Of these carts only `open` stay, as they are given. Lines go with their cart. */
export async function replaceCarts(
  tx: Sql,
  cartIds: string[],
  open: CartRow[],
  lines: CartLineRow[],
): Promise<void> {
  await tx.run("delete from marketing_cart where cart_id = any($1) and not cart_id = any($2)", [
    cartIds,
    open.map((cart) => cart.cart_id),
  ])
  await tx.run(
    `insert into marketing_cart as c (cart_id, pid, currency, total, created_at, updated_at)
     select cart_id, pid, currency, total, created_at, updated_at from jsonb_populate_recordset(null::marketing_cart, $1)
     on conflict (cart_id) do update
       set (pid, currency, total, updated_at) = (excluded.pid, excluded.currency, excluded.total, excluded.updated_at)
     where (c.pid, c.currency, c.total, c.updated_at)
       is distinct from (excluded.pid, excluded.currency, excluded.total, excluded.updated_at)`,
    [JSON.stringify(open)],
  )
  await tx.run(
    `with data as materialized (
       select cart_id, line, pid, product, variant_id, quantity, amount, currency
         from jsonb_populate_recordset(null::marketing_cart_line, $2)),
     gone as (
       delete from marketing_cart_line l
        where l.cart_id = any($1)
          and not exists (select 1 from data d where d.cart_id = l.cart_id and d.line = l.line))
     insert into marketing_cart_line as l (cart_id, line, pid, product, variant_id, quantity, amount, currency)
     select cart_id, line, pid, product, variant_id, quantity, amount, currency from data
     on conflict (cart_id, line) do update
       set (pid, product, variant_id, quantity, amount, currency)
         = (excluded.pid, excluded.product, excluded.variant_id, excluded.quantity, excluded.amount, excluded.currency)
     where (l.pid, l.product, l.variant_id, l.quantity, l.amount, l.currency)
       is distinct from (excluded.pid, excluded.product, excluded.variant_id, excluded.quantity, excluded.amount, excluded.currency)`,
    [cartIds, JSON.stringify(lines)],
  )
}

/** Carts that became orders. */
export const dropCarts = (tx: Sql, cartIds: string[]) =>
  tx.run("delete from marketing_cart where cart_id = any($1)", [cartIds])

/** Which of these events somebody has already, at whatever moment. Looks only from the given moment on. */
export const selectKnownKeys = async (
  tx: Sql,
  asked: { pid: number; name: string; key: string; from: Date }[],
): Promise<Set<string>> => {
  const rows = await tx.rows<{ key: string }>(
    `select a.key from jsonb_to_recordset($1) as a(pid int, name text, key text, "from" timestamptz)
      where exists (
        select 1 from marketing_event e
         where e.pid = a.pid and e.name = a.name and e.at >= a."from" and e.key = a.key)`,
    [JSON.stringify(asked)],
  )
  return new Set(rows.map((row) => row.key))
}
