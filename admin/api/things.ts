import { useQuery } from "@tanstack/react-query"
import { get, type Query } from "./client"

/** A thing of the core that a rule or a form can point at. */
export type Thing = { id: string; name: string }
export type ThingSource = "product" | "category" | "segment" | "plan" | "coupon_template"

type Source = { path: string; list: string; name: string; fields?: string }

const SOURCES: Record<ThingSource, Source> = {
  product: { path: "/admin/products", list: "products", name: "title", fields: "id,title" },
  category: {
    path: "/admin/product-categories",
    list: "product_categories",
    name: "name",
    fields: "id,name",
  },
  segment: { path: "/admin/marketing/segments", list: "segments", name: "name" },
  plan: { path: "/admin/marketing/plans", list: "plans", name: "name" },
  coupon_template: { path: "/admin/marketing/coupon-templates", list: "coupon_templates", name: "name" },
}

// What one can still choose from by eye; beyond it one searches.
const LONGEST_LIST = 100

type Row = Record<string, unknown> & { id: string }

async function find(source: ThingSource, query: Query, signal: AbortSignal): Promise<Thing[]> {
  const { path, list, name, fields } = SOURCES[source]
  const answer = await get<Record<string, Row[]>>(path, { limit: LONGEST_LIST, fields, ...query }, signal)
  return (answer[list] ?? []).map((row) => ({ id: row.id, name: String(row[name] ?? row.id) }))
}

export const useThings = (source: ThingSource, q: string, enabled = true) =>
  useQuery({
    queryKey: ["marketing", "things", source, q],
    queryFn: ({ signal }) => find(source, { q: q || undefined }, signal),
    enabled,
    staleTime: 30_000,
  })

/** Names for ids that are already chosen; an id that is gone keeps standing there as itself. */
export const useThingNames = (source: ThingSource, ids: string[]) =>
  useQuery({
    queryKey: ["marketing", "names", source, ids],
    queryFn: async ({ signal }) => {
      const things = await Promise.all(ids.map((id) => nameOf(source, id, signal)))
      return Object.fromEntries(things.map((thing) => [thing.id, thing.name]))
    },
    enabled: ids.length > 0,
    staleTime: 5 * 60_000,
  })

async function nameOf(source: ThingSource, id: string, signal: AbortSignal): Promise<Thing> {
  const { path, name, fields } = SOURCES[source]
  try {
    const answer = await get<Record<string, Row>>(`${path}/${id}`, { fields }, signal)
    const row = Object.values(answer)[0]
    return { id, name: String(row?.[name] ?? id) }
  } catch (error) {
    if (signal.aborted) throw error
    return { id, name: id }
  }
}
