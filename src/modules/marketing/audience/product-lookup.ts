import type { CompileContext } from "../../../core/rules/compile-context"
import type { Sql } from "../database"
import { collectValues } from "./collect-values"

type Products = CompileContext["products"]

/** Larger sets stay a sub-query: a list of all of a catalogue would be sent along with every question. */
const MOST_PRODUCTS = 2_000

/** Products as PostgreSQL finds them while it answers. */
export const asSubQuery =
  (bind: CompileContext["bind"]): Products =>
  (predicate) =>
    `= any(array(select m.product from marketing_product m where ${predicate(bind)}))`

/**
 * Products are looked up before a rule is asked, because PostgreSQL plans well only for products that it sees: the most bought
 * one is in a tenth of all orders, the least bought in none. A rule is compiled once to `ask`, and once with the `answer`.
 */
export function productLookup(sql: Sql) {
  const asked = new Map<string, { text: string; values: unknown[] }>()
  const question = (predicate: Parameters<Products>[0]) => {
    const { values, bind } = collectValues()
    const text = `select m.product from marketing_product m where ${predicate(bind)}`
    return { key: JSON.stringify([text, values]), text, values }
  }

  const ask: Products = (predicate) => {
    const { key, ...query } = question(predicate)
    asked.set(key, query)
    return "= any('{}'::int[])"
  }

  const answer = async (bind: CompileContext["bind"]): Promise<Products> => {
    const found = new Map<string, number[]>()
    for (const [key, { text, values }] of asked) {
      const rows = await sql.rows<{ product: number }>(`${text} limit ${MOST_PRODUCTS + 1}`, values)
      found.set(
        key,
        rows.map((row) => row.product),
      )
    }
    return (predicate) => {
      const products = found.get(question(predicate).key)
      if (!products || products.length > MOST_PRODUCTS) return asSubQuery(bind)(predicate)
      return products.length === 1 ? `= ${bind(products[0])}::int` : `= any(${bind(products)}::int[])`
    }
  }

  return { ask, answer }
}
