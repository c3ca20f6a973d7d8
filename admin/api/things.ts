import { useQuery } from "@tanstack/react-query"
import { useText } from "../i18n/use-text"
import { get, type Query } from "./client"

/** A thing of the core that a rule or a form can point at. */
export type Thing = { id: string; name: string; deleted?: boolean }
export type ThingSource =
  | "product"
  | "category"
  | "segment"
  | "plan"
  | "coupon_template"
  | "sales_channel"
  | "stock_location"
  | "customer"

type Source = { path: string; list: string; name: string; fields?: string }

const SOURCES: Record<ThingSource, Source> = {
  product: { path: "/admin/products", list: "products", name: "title", fields: "id,title" },
  category: {
    path: "/admin/product-categories",
    list: "product_categories",
    name: "name",
    fields: "id,name",
  },
  stock_location: {
    path: "/admin/stock-locations",
    list: "stock_locations",
    name: "name",
    fields: "id,name",
  },
  sales_channel: { path: "/admin/sales-channels", list: "sales_channels", name: "name", fields: "id,name" },
  customer: { path: "/admin/customers", list: "customers", name: "email", fields: "id,email" },
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

/** Names for ids that are already chosen, also of what is gone by now; an id that nobody knows stands there as itself. */
export const useThingNames = (source: ThingSource, ids: string[]) => {
  const { t } = useText()
  return useQuery({
    queryKey: ["marketing", "names", source, ids],
    queryFn: ({ signal }) => (OURS.has(source) ? ourNames : coreNames)(source, ids, signal),
    select: (things) =>
      Object.fromEntries(
        things.map(({ id, name, deleted }) => [id, deleted ? t("form.deleted", { name }) : name]),
      ),
    enabled: ids.length > 0,
    staleTime: 5 * 60_000,
  })
}

/** Things of marketing itself: the server remembers what they were called after they were deleted. */
const OURS: ReadonlySet<ThingSource> = new Set(["segment", "plan", "coupon_template"])

async function ourNames(source: ThingSource, ids: string[], signal: AbortSignal): Promise<Thing[]> {
  const { names } = await get<{ names: Thing[] }>("/admin/marketing/names", { [source]: ids }, signal)
  return ids.map((id) => names.find((one) => one.id === id) ?? { id, name: id })
}

const coreNames = (source: ThingSource, ids: string[], signal: AbortSignal): Promise<Thing[]> =>
  Promise.all(ids.map((id) => nameOf(source, id, signal)))

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
