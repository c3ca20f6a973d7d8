import { dayOf, daysBetween } from "../core/time/zone"
import { defineField, type FieldDefinition } from "../extension/field"
import { column } from "./column"

const daysSinceLast = defineField({
  id: "purchase.days_since_last",
  family: "purchase",
  label: { en: "Days since the last purchase", zhCN: "距上次购买天数" },
  unit: { en: "days", zhCN: "天" },
  type: "number",
  sql: ({ bind, now, zone }) =>
    `(${bind(dayOf(now, zone))}::date - (p.last_purchase_at at time zone ${bind(zone)}::text)::date)`,
  memory: (row, { now, zone }) =>
    row.last_purchase_at instanceof Date
      ? daysBetween(dayOf(row.last_purchase_at, zone), dayOf(now, zone))
      : null,
})

/** What somebody bought in a lifetime: paid and not cancelled. */
export const purchaseFields = [
  column("purchase", "count", "number", ["Purchases", "购买次数"], { column: "purchases" }),
  column("orders", "count", "number", ["Orders placed", "下单次数"], { column: "orders" }),
  column("purchase", "first_at", "date", ["First purchase", "首次购买时间"], { column: "first_purchase_at" }),
  column("purchase", "last_at", "date", ["Last purchase", "最近购买时间"], { column: "last_purchase_at" }),
  daysSinceLast,
]

/** What was bought, less refunds, in one currency; of no purchase it is 0. */
export const totalIn = (currency: string): FieldDefinition =>
  defineField({
    id: `purchase.total.${currency}`,
    family: "purchase",
    label: {
      en: `Purchases in total, ${currency.toUpperCase()}`,
      zhCN: `累计购买金额（${currency.toUpperCase()}）`,
    },
    type: "money",
    currency,
    sql: ({ bind }) => `coalesce(${sumIn(bind(currency), "sum(o.net)")}, 0)`,
    memory: (row) => sumOf(netsIn(row, currency)),
    as_condition: asMeasure("amount", currency),
  })

/** A purchase's average amount in one currency; of no purchase it is unknown. */
export const averageIn = (currency: string): FieldDefinition =>
  defineField({
    id: `purchase.average.${currency}`,
    family: "purchase",
    label: {
      en: `Average purchase, ${currency.toUpperCase()}`,
      zhCN: `平均购买金额（${currency.toUpperCase()}）`,
    },
    type: "money",
    currency,
    sql: ({ bind }) => sumIn(bind(currency), "avg(o.net)"),
    memory: (row) => {
      const nets = netsIn(row, currency)
      return nets.length === 0 ? null : sumOf(nets) / nets.length
    },
    as_condition: asMeasure("average", currency),
  })

/** Sums over orders are faster per set of people than per person. */
const asMeasure =
  (measure: "amount" | "average", currency: string): FieldDefinition["as_condition"] =>
  ({ op, value }) =>
    op === "known" || op === "unknown" ? null : { did: "purchase", [measure]: { [op]: value, currency } }

const sumIn = (currency: string, what: string): string =>
  `(select ${what} from marketing_order o where o.pid = p.pid and o.purchase and o.currency = ${currency}::text)`

const netsIn = (row: Record<string, unknown>, currency: string): number[] =>
  ((row.bought ?? []) as { currency: string; net: number }[])
    .filter((order) => order.currency === currency)
    .map((order) => order.net)

const sumOf = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0)
