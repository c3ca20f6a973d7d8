import { own } from "../core/own"
import type { Rule } from "../core/rules/schema"
import { type Totals, totalsSql } from "../core/rules/totals"
import { addDays, dayOf, daysBetween } from "../core/time/zone"
import { defineField, type FieldDefinition } from "../extension/field"
import { column } from "./column"

type Today = { now: Date; zone: string }

const daysSinceLast = defineField({
  id: "purchase.days_since_last",
  family: "purchase",
  label: { en: "Days since the last purchase", zhCN: "距上次购买天数" },
  unit: { en: "days", zhCN: "天" },
  type: "number",
  turns: "daily",
  sql: ({ bind, now, zone }) =>
    `(${bind(dayOf(now, zone))}::date - (p.last_purchase_at at time zone ${bind(zone)}::text)::date)`,
  memory: (row, { now, zone }) =>
    row.last_purchase_at instanceof Date
      ? daysBetween(dayOf(row.last_purchase_at, zone), dayOf(now, zone))
      : null,
  as_condition: daysAsLast,
})

/** So many days lie within the calendar. */
const MOST_DAYS = 36_500

/** The same asked of the last purchase's moment, which has statistics and needs no day reckoned of everybody's. */
function daysAsLast({ op, value }: { op: string; value?: unknown }, { now, zone }: Today): Rule | null {
  const days = [value].flat()
  if (!days.every((n) => Number.isInteger(n) && Math.abs(Number(n)) <= MOST_DAYS)) return null
  const [low, high = low] = days as number[]
  const ago = (n: number) => addDays(dayOf(now, zone), -n)
  const last = (op: string, value: unknown): Rule => ({ fact: "purchase.last_at", op, value })
  const rules: Record<string, () => Rule> = {
    gt: () => last("before", ago(low!)),
    gte: () => last("before", ago(low! - 1)),
    lt: () => last("after", ago(low!)),
    lte: () => last("after", ago(low! + 1)),
    eq: () => last("on", ago(low!)),
    ne: () => ({ any: [last("before", ago(low!)), last("after", ago(low!))] }),
    between: () => last("between", [ago(high!), ago(low!)]),
  }
  return own(rules, op)?.() ?? null
}

const daysBetweenPurchases = defineField({
  id: "purchase.days_between",
  family: "purchase",
  label: { en: "Days between purchases", zhCN: "复购周期（天）" },
  explanation: { en: "On average; unknown before the second purchase", zhCN: "平均值；第二次购买前未知" },
  unit: { en: "days", zhCN: "天" },
  type: "number",
  sql: () =>
    "case when p.purchases > 1 then extract(epoch from p.last_purchase_at - p.first_purchase_at) / (86400 * (p.purchases - 1)) end",
  memory: ({ purchases, first_purchase_at, last_purchase_at }) =>
    Number(purchases) > 1 && first_purchase_at instanceof Date && last_purchase_at instanceof Date
      ? (last_purchase_at.getTime() - first_purchase_at.getTime()) / (86_400_000 * (Number(purchases) - 1))
      : null,
})

const ORDERED = {
  there: "exists (select 1 from marketing_order)",
  otherwise: {
    en: "No order has been seen yet: orders of the store appear by themselves, others by importing purchases.",
    zhCN: "尚无订单：商店订单会自动出现，其他订单可通过导入购买记录获得。",
  },
}

type Refund = { order_id: string; amount: number; currency: string }
const refundsOf = (row: Record<string, unknown>) => (row.refunds ?? []) as Refund[]

const keptPurchases = defineField({
  id: "purchase.count_without_refund",
  family: "purchase",
  label: { en: "Purchases without a refund", zhCN: "无退款购买次数" },
  type: "number",
  sql: () => "(p.purchases - p.refunded_purchases)",
  memory: (row) => {
    const refunded = new Set(refundsOf(row).map(({ order_id }) => order_id))
    return ((row.bought ?? []) as { order_id: string }[]).filter((o) => !refunded.has(o.order_id)).length
  },
})

/** Where somebody ordered first or last, whether paid or not; unknown without an order. */
const channel = (which: "first" | "last", label: [string, string]) =>
  column("orders", `${which}_channel`, "text", label, { ids_of: "sales_channel", source: ORDERED })

/** What somebody bought in a lifetime: paid and not cancelled. */
export const purchaseFields = [
  column("purchase", "count", "number", ["Purchases", "购买次数"], { column: "purchases" }),
  column("orders", "count", "number", ["Orders placed", "下单次数"], { column: "orders" }),
  channel("first", ["Sales channel of the first order", "首单销售渠道"]),
  channel("last", ["Sales channel of the last order", "末单销售渠道"]),
  column("purchase", "first_at", "date", ["First purchase", "首次购买时间"], { column: "first_purchase_at" }),
  column("purchase", "last_at", "date", ["Last purchase", "最近购买时间"], { column: "last_purchase_at" }),
  daysSinceLast,
  daysBetweenPurchases,
  keptPurchases,
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
    explanation: { en: "What they spent in all, less refunds", zhCN: "累计消费金额，已扣除退款" },
    type: "money",
    currency,
    totals: totalsIn(currency, "t.net"),
    sql: (context) => `coalesce(${ofPerson(totalsIn(currency, "t.net"))(context)}, 0)`,
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
    explanation: { en: "What they spent per purchase, less refunds", zhCN: "每次购买的平均消费，已扣除退款" },
    type: "money",
    currency,
    totals: totalsIn(currency, AVERAGE),
    unknown_without_rows: true,
    sql: ofPerson(totalsIn(currency, AVERAGE)),
    memory: (row) => {
      const nets = netsIn(row, currency)
      return nets.length === 0 ? null : sumOf(nets) / nets.length
    },
    as_condition: asMeasure("average", currency),
  })

/** What was given back in one currency, of any order; of no refund it is 0. */
export const refundedIn = (currency: string): FieldDefinition =>
  defineField({
    id: `purchase.refunded.${currency}`,
    family: "purchase",
    label: {
      en: `Refunds in total, ${currency.toUpperCase()}`,
      zhCN: `累计退款金额（${currency.toUpperCase()}）`,
    },
    type: "money",
    currency,
    totals: refundsIn(currency),
    sql: (context) => `coalesce(${ofPerson(refundsIn(currency))(context)}, 0)`,
    memory: (row) => sumOf(refundsOf(row).flatMap((r) => (r.currency === currency ? [r.amount] : []))),
    as_condition: asMeasure("amount", currency, "refund"),
  })

/** Sums are faster per set of people than per person, and several of them are read at once. */
const asMeasure =
  (measure: "amount" | "average", currency: string, did = "purchase"): FieldDefinition["as_condition"] =>
  ({ op, value }) =>
    op === "known" || op === "unknown" ? null : { did, [measure]: { [op]: value, currency } }

const AVERAGE = "t.net::numeric / t.purchases"

const totalsIn = (currency: string, value: string): Totals => ({
  from: "marketing_customer_total t",
  where: ({ bind }) => `t.currency = ${bind(currency)}::text`,
  pid: "t.pid",
  value: () => value,
  single: true,
})

const refundsIn = (currency: string): Totals => ({
  from: "marketing_refund r",
  where: ({ bind }) => `r.currency = ${bind(currency)}::text`,
  pid: "r.pid",
  value: () => "sum(r.amount)",
})

const ofPerson =
  (totals: Totals): FieldDefinition["sql"] =>
  (context) =>
    `(select x.value from (${totalsSql(totals, context)}) x where x.pid = p.pid)`

const netsIn = (row: Record<string, unknown>, currency: string): number[] =>
  ((row.bought ?? []) as { currency: string; net: number }[])
    .filter((order) => order.currency === currency)
    .map((order) => order.net)

const sumOf = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0)
