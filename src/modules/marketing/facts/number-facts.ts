import type { Sql } from "../database"
import type { ProjectCustomers } from "./project-customers"
import type { ProjectProducts } from "./project-products"
import { selectProductNumbers, upsertProducts } from "./store/products"
import { insertGone, selectPids } from "./store/profiles"

type Named = { customer_id: string; lines: { product_id: string | null; title: string }[] }

/**
 * Our small numbers of the people and products that orders or carts name. What is not known yet is read from the
 * store first; what the store no longer has gets a stand-in, so that history stays whole.
 */
export const numberFacts =
  ({
    projectCustomers,
    projectProducts,
  }: {
    projectCustomers: ProjectCustomers
    projectProducts: ProjectProducts
  }) =>
  async (
    tx: Sql,
    facts: Named[],
    now: Date,
  ): Promise<{ pidOf: Map<string, number>; productOf: Map<string, number> }> => {
    const customers = [...new Set(facts.map((fact) => fact.customer_id))]
    const pidOf = await completed(
      customers,
      (ids) => selectPids(tx, ids),
      (ids) => projectCustomers(tx, ids, now),
      (ids) => insertGone(tx, ids, now),
    )
    const titles = new Map(
      facts
        .flatMap((fact) => fact.lines)
        .flatMap((l) => (l.product_id ? [[l.product_id, l.title] as const] : [])),
    )
    const productOf = await completed(
      [...titles.keys()],
      (ids) => selectProductNumbers(tx, ids),
      (ids) => projectProducts(tx, ids, now),
      (ids) =>
        upsertProducts(
          tx,
          ids.map((id) => ({
            product_id: id,
            title: titles.get(id)!,
            category_ids: [],
            collection_id: null,
            type_id: null,
            tag_ids: [],
            deleted_at: now,
          })),
          now,
        ),
    )
    return { pidOf, productOf }
  }

export type NumberFacts = ReturnType<typeof numberFacts>

/** Looks ids up, then tries each way in turn to make the missing ones known. */
async function completed(
  ids: string[],
  look: (ids: string[]) => Promise<Map<string, number>>,
  ...ways: ((ids: string[]) => Promise<unknown>)[]
): Promise<Map<string, number>> {
  const known = await look(ids)
  for (const way of ways) {
    const missing = ids.filter((id) => !known.has(id)).sort()
    if (missing.length === 0) break
    await way(missing)
    for (const [id, number] of await look(missing)) known.set(id, number)
  }
  return known
}
