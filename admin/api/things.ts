import { useQuery } from "@tanstack/react-query"
import { SHOP_THINGS } from "../../src/core/rules/sources"
import { useText } from "../i18n/use-text"
import { get, type Query } from "./client"

/** A thing of the core that a rule or a form can point at. */
export type Thing = { id: string; name: string; deleted?: boolean }
export type ThingSource =
  | "product"
  | "variant"
  | "category"
  | "collection"
  | "tag"
  | "type"
  | "segment"
  | "plan"
  | "coupon_template"
  | "message_template"
  | "sales_channel"
  | "stock_location"
  | "customer_group"
  | "customer"

type Row = Record<string, unknown> & { id: string }
type Source = { path: string; list: string; name: string | ((row: Row) => string); fields?: string }

/** A list of the core whose rows have one column for their name. */
const listed = (path: string, name: string, list = path.replaceAll("-", "_")): Source => ({
  path: `/admin/${path}`,
  list,
  name,
  fields: `id,${name}`,
})

const SOURCES: Record<ThingSource, Source> = {
  product: listed("products", "title"),
  variant: {
    path: "/admin/product-variants",
    list: "variants",
    name: ({ product, title }) => `${(product as { title?: string } | null)?.title ?? ""} · ${title}`,
    fields: "id,title,product.title",
  },
  category: listed("product-categories", "name"),
  collection: listed("collections", "title"),
  tag: listed("product-tags", "value"),
  type: listed("product-types", "value"),
  stock_location: listed("stock-locations", "name"),
  sales_channel: listed("sales-channels", "name"),
  customer_group: listed("customer-groups", "name"),
  customer: listed("customers", "email"),
  segment: { path: "/admin/marketing/segments", list: "segments", name: "name" },
  plan: { path: "/admin/marketing/plans", list: "plans", name: "name" },
  coupon_template: { path: "/admin/marketing/coupon-templates", list: "coupon_templates", name: "name" },
  message_template: { path: "/admin/marketing/templates", list: "templates", name: "name" },
}

// What one can still choose from by eye; beyond it one searches.
export const LONGEST_LIST = 100
/** So many the server names at once. */
const MOST_NAMES = 200

async function find(source: ThingSource, query: Query, signal: AbortSignal): Promise<Thing[]> {
  const { path, list, name, fields } = SOURCES[source]
  const answer = await get<Record<string, Row[]>>(path, { limit: LONGEST_LIST, fields, ...query }, signal)
  return (answer[list] ?? []).map((row) => ({
    id: row.id,
    name: typeof name === "string" ? String(row[name] ?? row.id) : name(row),
  }))
}

type Asked = { enabled?: boolean; only?: Query }

/** `only`: what else the list is asked for, e.g. a channel. */
export const useThings = (source: ThingSource, q: string, { enabled = true, only }: Asked = {}) =>
  useQuery({
    queryKey: ["marketing", "things", source, q, only],
    queryFn: ({ signal }) => find(source, { ...only, q: q || undefined }, signal),
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
const OURS: ReadonlySet<ThingSource> = new Set(["segment", "plan", "coupon_template", "message_template"])

/** Things of the shop of which the server knows what they were called before they were deleted. */
const SHOP: ReadonlySet<string> = new Set(SHOP_THINGS)

async function ourNames(source: ThingSource, ids: string[], signal: AbortSignal): Promise<Thing[]> {
  const { names } = await get<{ names: Thing[] }>("/admin/marketing/names", { [source]: ids }, signal)
  return ids.map((id) => names.find((one) => one.id === id) ?? { id, name: id })
}

/** What the core does not show any more is gone; so much is certain also where nobody knows its name. */
async function coreNames(source: ThingSource, ids: string[], signal: AbortSignal): Promise<Thing[]> {
  const found: Thing[] = []
  for (let from = 0; from < ids.length; from += LONGEST_LIST)
    found.push(...(await find(source, { id: ids.slice(from, from + LONGEST_LIST) }, signal)))
  const gone = ids.filter((id) => found.every((one) => one.id !== id))
  const named =
    gone.length > 0 && SHOP.has(source) ? await ourNames(source, gone.slice(0, MOST_NAMES), signal) : []
  const known = new Map([...named, ...found].map((one) => [one.id, one]))
  return ids.map((id) => ({ deleted: gone.includes(id), ...(known.get(id) ?? { id, name: id }) }))
}
