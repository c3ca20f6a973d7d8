import type { CompileContext } from "./compile-context"
import { propertyMatch, propertyNumber, textMatch } from "./compile-match"
import type { ChainedStep, DidCondition, Match, Scalar } from "./conditions"
import { asksProduct, isFlag, looksAtLines, type ProductKey, type SourceName, sourceOf } from "./sources"

/**
 * Where occurrences are read from. The columns stand inside one select over `from`, `groupBy` makes rows into occurrences.
 * `pid` and `at` are those of each row; `whole` has what the rows of one occurrence share, read after grouping.
 */
export type OccurrencesSql = {
  from: string
  where: string[]
  groupBy: string
  pid: string
  at: string
  /** When it was paid; of what is not paid, the same as `at`. */
  paid: string
  amount: string
  quantity: string
  whole: { at: string; currency: string }
  property: (name: string) => string
  /** An index has all of these rows, but for the quantity, person by person. */
  by_person?: boolean
  /** The same of single rows, where several make an occurrence: enough for sums, and to count the different ones. */
  rows?: Pick<OccurrencesSql, "amount" | "quantity" | "whole"> & { one: string }
  /** Of single rows: what those of one occurrence share. */
  one?: string
}

type Alias = "a" | "b"
/** `timed`: is it asked when they were? */
type Make = (step: ChainedStep, alias: Alias, context: CompileContext, timed: boolean) => OccurrencesSql

/** The occurrences of something done, narrowed by its `where`, under an alias of their own. */
export const occurrencesOf = (
  step: ChainedStep | DidCondition,
  alias: Alias,
  context: CompileContext,
  timed = true,
): OccurrencesSql => SOURCES[sourceOf(step.did)](step, alias, context, timed)

const orders: Make = (step, a, context, timed) => {
  const keys = Object.keys(step.where ?? {})
  return looksAtLines(keys) ? orderLines(step, a, context, timed) : wholeOrders(step, a, context, timed)
}

const wholeOrders: Make = ({ did, where }, a, context) => ({
  from: `marketing_order ${a}`,
  where: [
    ...(did === "purchase" ? [`${a}.purchase`] : []),
    ...narrow({ did, where }, (key) => `${a}.${orderColumn(key)}`, `${a}.oid`, context),
  ],
  groupBy: "",
  pid: `${a}.pid`,
  at: `${a}.placed_at`,
  paid: `${a}.paid_at`,
  amount: did === "purchase" ? `${a}.net` : `${a}.total`,
  quantity: `${a}.quantity`,
  whole: { at: `${a}.placed_at`, currency: `${a}.currency` },
  by_person: did === "purchase" && Object.keys(where ?? {}).every((key) => key === "currency"),
  property: noProperty,
})

const orderLines: Make = ({ did, where = {} }, a, context) => {
  const ofOrder = Object.keys(where).some(isOfOrder)
  const column = (key: string) => `${a}${isOfOrder(key) ? "o" : ""}.${orderColumn(key)}`
  return {
    from: `marketing_order_line ${a}${ofOrder ? ` join marketing_order ${a}o on ${a}o.oid = ${a}.oid` : ""}`,
    where: [
      ...(did === "purchase" ? [`${a}.purchase`] : []),
      ...narrow({ did, where }, column, `${a}.product`, context),
    ],
    groupBy: ` group by ${a}.oid, ${a}.pid`,
    pid: `${a}.pid`,
    at: `${a}.placed_at`,
    paid: `(select paid_at from marketing_order where oid = ${a}.oid)`,
    amount: did === "purchase" ? `sum(${a}.net)` : `sum(${a}.amount)`,
    quantity: `sum(${a}.quantity)`,
    whole: { at: `min(${a}.placed_at)`, currency: `min(${a}.currency)` },
    property: noProperty,
    rows: {
      one: `${a}.oid`,
      amount: did === "purchase" ? `${a}.net` : `${a}.amount`,
      quantity: `${a}.quantity`,
      whole: { at: `${a}.placed_at`, currency: `${a}.currency` },
    },
  }
}

/** Lines do not hold these themselves. */
const isOfOrder = (key: string): boolean =>
  key === "sales_channel_id" || key === "source" || key === "discounted"

const refunds: Make = ({ did, where = {} }, a, context) => {
  const ofOrder = Object.keys(where).some((key) => key !== "currency")
  const column = (key: string) => (key === "currency" ? `${a}.currency` : `${a}o.${orderColumn(key)}`)
  return {
    from: `marketing_refund ${a}${ofOrder ? ` join marketing_order ${a}o on ${a}o.oid = ${a}.oid` : ""}`,
    where: narrow({ did, where }, column, `${a}.oid`, context),
    groupBy: "",
    pid: `${a}.pid`,
    at: `${a}.at`,
    paid: `${a}.at`,
    amount: `${a}.amount`,
    quantity: "0",
    whole: { at: `${a}.at`, currency: `${a}.currency` },
    property: noProperty,
  }
}

const carts: Make = (step, a, context, timed) => ({
  from: `marketing_cart_line ${a}${timed ? ` join marketing_cart ${a}c on ${a}c.cart_id = ${a}.cart_id` : ""}`,
  where: narrow(step, (key) => `${a}.${orderColumn(key)}`, `${a}.product`, context),
  groupBy: ` group by ${a}.cart_id, ${a}.pid`,
  pid: `${a}.pid`,
  at: `${a}c.updated_at`,
  paid: `${a}c.updated_at`,
  amount: `sum(${a}.amount)`,
  quantity: `sum(${a}.quantity)`,
  whole: { at: `min(${a}c.updated_at)`, currency: `min(${a}.currency)` },
  property: noProperty,
  rows: {
    one: `${a}.cart_id`,
    amount: `${a}.amount`,
    quantity: `${a}.quantity`,
    whole: { at: `${a}c.updated_at`, currency: `${a}.currency` },
  },
})

const events: Make = ({ did, where = {} }, a, context) => {
  const property = (name: string) => propertyNumber(`${a}.props`, context.bind(name))
  return {
    from: `marketing_event ${a}`,
    where: [
      `${a}.name = ${context.bind(did)}::text`,
      `${a}.pid is not null`,
      ...narrow(
        { did, where },
        (key) => (key === "currency" ? `${a}.currency` : null),
        `${a}.product`,
        context,
        `${a}.props`,
      ),
    ],
    groupBy: "",
    pid: `${a}.pid`,
    at: `${a}.at`,
    paid: `${a}.at`,
    amount: `${a}.amount`,
    // Bound only when it is read: PostgreSQL refuses a value that the text does not use.
    get quantity() {
      return property("quantity")
    },
    whole: { at: `${a}.at`, currency: `${a}.currency` },
    property,
  }
}

const SOURCES: Record<SourceName, Make> = {
  purchase: orders,
  order_placed: orders,
  refund: refunds,
  cart_open: carts,
  event: events,
}

// Identifiers never come from a rule: a key picks one of these.
const COLUMNS: Record<string, string> = {
  variant_id: "variant_id",
  sales_channel_id: "sales_channel_id",
  currency: "currency",
  source: "source",
  discounted: "discount",
}
function orderColumn(key: string): string {
  const column = COLUMNS[key]
  if (!column) throw new Error("An unchecked rule was compiled: unknown key of where.")
  return column
}

const noProperty = (): string => {
  throw new Error("An unchecked rule was compiled: only events have properties.")
}

/** `where` as conditions. Products are looked up first, all product keys on the same product. */
function narrow(
  { did, where }: ChainedStep,
  column: (key: string) => string | null,
  product: string,
  context: CompileContext,
  props?: string,
): string[] {
  const products: [ProductKey, Match][] = []
  const others: string[] = []
  for (const [key, given] of Object.entries(where ?? {})) {
    const match = asMatch(given)
    if (asksProduct(did, key)) products.push([key, match])
    else {
      const known = column(key)
      if (known && isFlag(did, key)) others.push(`${known} ${match.is ? ">" : "="} 0`)
      else if (known) others.push(...textMatch(known, match, context.bind))
      else if (props) others.push(...propertyMatch(props, key, match, context.bind))
    }
  }
  if (products.length > 0)
    others.unshift(
      `${product} ${context.products((bind) => products.flatMap(([key, match]) => productMatch(key, match, bind)).join(" and "))}`,
    )
  return others
}

/** `"prod_a"` is short for `{ "is": "prod_a" }`. */
export const asMatch = (given: Match | Scalar): Match => (typeof given === "object" ? given : { is: given })

const LISTS: Partial<Record<ProductKey, string>> = { category_id: "m.category_ids", tag_id: "m.tag_ids" }

function productMatch(key: ProductKey, match: Match, bind: CompileContext["bind"]): string[] {
  const list = LISTS[key]
  if (!list)
    return [
      ...textMatch(`m.${key}`, match, bind),
      // A rule that names a deleted product means nothing by it; a deleted one is still another than those it excludes.
      ...(key === "product_id" && (match.is ?? match.in) !== undefined ? ["m.deleted_at is null"] : []),
    ]
  const wanted = [match.is, ...(match.in ?? [])].filter((v) => v !== undefined)
  const unwanted = [match.is_not, ...(match.not_in ?? [])].filter((v) => v !== undefined)
  return [
    ...(match.is !== undefined ? [`${list} && ${bind([match.is])}::text[]`] : []),
    ...(match.in !== undefined ? [`${list} && ${bind(match.in)}::text[]`] : []),
    ...(unwanted.length > 0 ? [`not (${list} && ${bind(unwanted)}::text[])`] : []),
    ...(wanted.length + unwanted.length === 0 ? ["false"] : []),
  ]
}
