import type { Sql } from "../database"
import { groupBy } from "../group-by"
import { addDecimals, exactMinor, negated } from "./decimal"
import { selectCartLines, selectCarts } from "./store/carts"

/** A cart as it stands now, money in minor units. */
export type CoreCart = {
  cart_id: string
  customer_id: string
  currency: string
  total: number
  created_at: Date
  updated_at: Date
  /** Not an order yet. */
  open: boolean
  /** When delivery or payment was first chosen. */
  checkout_at: Date | null
  lines: {
    product_id: string | null
    variant_id: string | null
    title: string
    quantity: number
    amount: number
  }[]
}

/** Reads carts that belong to somebody; the others, and deleted ones, are left out. Read only. */
export const readCarts =
  () =>
  async (sql: Sql, ids: string[]): Promise<CoreCart[]> => {
    if (ids.length === 0) return []
    const heads = await selectCarts(sql, ids)
    const lines = groupBy(await selectCartLines(sql, ids), (line) => line.cart_id)
    return heads.map(({ shipping, credit, ...cart }) => {
      const own = lines.get(cart.cart_id) ?? []
      return {
        ...cart,
        total: exactMinor(
          addDecimals([...own.map((line) => line.amount), shipping, negated(credit)]),
          cart.currency,
        ),
        lines: own.map(({ cart_id: _, ...line }) => ({
          ...line,
          amount: exactMinor(line.amount, cart.currency),
        })),
      }
    })
  }

export type ReadCarts = ReturnType<typeof readCarts>
