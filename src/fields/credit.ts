import type { CreditFacts } from "../core/rules/snapshot"
import { defineField, type FieldDefinition } from "../extension/field"
import type { Labels } from "../extension/labels"
import { totalField } from "./total"

const FAMILY = "credit"
const creditsOf = (row: Record<string, unknown>) => (row.credits ?? []) as CreditFacts[]

const source = {
  there: "exists (select 1 from marketing_store_credit)",
  otherwise: {
    en: "This store keeps no store credit: install @medusajs/loyalty-plugin and give somebody some.",
    zhCN: "本店未启用储值：请安装 @medusajs/loyalty-plugin 并为客户充值。",
  },
}

const topUps = totalField({
  id: "credit.top_ups",
  family: FAMILY,
  source,
  label: { en: "Store credit top-ups", zhCN: "储值充值次数" },
  explanation: { en: "In all currencies", zhCN: "所有货币合计" },
  totals: { from: "marketing_store_credit c", pid: "c.pid", value: () => "sum(c.top_ups)" },
  memory: (row) => creditsOf(row).reduce((sum, credit) => sum + credit.top_ups, 0),
})

/** What does not depend on a currency. */
export const creditFields = [topUps]

const amountIn =
  (name: "balance" | "topped_up", label: (currency: string) => Labels) =>
  (currency: string): FieldDefinition =>
    defineField({
      id: `${FAMILY}.${name}.${currency}`,
      family: FAMILY,
      source,
      label: label(currency.toUpperCase()),
      type: "money",
      currency,
      totals: {
        from: "marketing_store_credit c",
        where: ({ bind }) => `c.currency = ${bind(currency)}::text`,
        pid: "c.pid",
        value: () => `c.${name}`,
        single: true,
      },
      sql: ({ bind }) =>
        `coalesce((select c.${name} from marketing_store_credit c where c.pid = p.pid and c.currency = ${bind(currency)}::text), 0)`,
      memory: (row) => creditsOf(row).find((credit) => credit.currency === currency)?.[name] ?? 0,
    })

/** Store credit that can be spent now; of somebody without an account it is 0. */
export const creditIn = amountIn("balance", (currency) => ({
  en: `Store credit, ${currency}`,
  zhCN: `储值余额（${currency}）`,
}))

/** All that was ever paid in, whoever paid it; what was spent is not taken off. */
export const toppedUpIn = amountIn("topped_up", (currency) => ({
  en: `Store credit paid in, ${currency}`,
  zhCN: `累计充值金额（${currency}）`,
}))
