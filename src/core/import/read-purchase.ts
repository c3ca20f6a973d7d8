import { toMinor } from "../money"
import { Rejected, readChoice, readEmail, readInstant, readInteger } from "./values"

/** One line of an order from elsewhere. Money in minor units. */
export type ImportedPurchase = {
  order_id: string
  external_id?: string
  email?: string
  placed_at: Date
  product: string
  category?: string
  quantity: number
  amount: number
  discount: number
  currency: string
  sales_channel?: string
  status: "paid" | "cancelled" | "refunded"
}

const STATUS = {
  paid: "paid",
  completed: "paid",
  captured: "paid",
  complete: "paid",
  fulfilled: "paid",
  cancelled: "cancelled",
  canceled: "cancelled",
  void: "cancelled",
  refunded: "refunded",
  returned: "refunded",
} as const

export function readPurchase(known: Record<string, string>, zone: string): ImportedPurchase {
  const must = (column: string): string => {
    const text = known[column]
    if (!text) throw new Rejected(column, "import/empty", `The line has no ${column}.`)
    return text
  }
  if (!known.customer_id && !known.email)
    throw new Rejected(null, "import/nobody", "The line names nobody: it has no customer_id or e-mail.")
  const currency = must("currency").toLowerCase()
  if (!/^[a-z]{3}$/.test(currency))
    throw new Rejected("currency", "import/currency", "A currency is three letters such as EUR.")
  return {
    order_id: must("order_id"),
    external_id: known.customer_id,
    email: known.email ? readEmail("email", known.email) : undefined,
    placed_at: readInstant("placed_at", must("placed_at"), zone),
    product: must("product"),
    category: known.category,
    quantity: known.quantity ? readInteger("quantity", known.quantity) : 1,
    amount: readMoney("amount", must("amount"), currency),
    discount: known.discount ? readMoney("discount", known.discount, currency) : 0,
    currency,
    sales_channel: known.sales_channel,
    status: known.status ? readChoice("status", known.status, STATUS) : "paid",
  }
}

/** Spreadsheets and statistics write tiny and huge numbers as 4.4e-16: still plain numbers. */
const SCIENTIFIC = /^[+-]?\d+(\.\d+)?e[+-]?\d{1,2}$/i

export function readMoney(column: string, text: string, currency: string): number {
  const minor = toMinor(SCIENTIFIC.test(text) ? Number(text) : text, currency)
  if (minor === null || minor < 0) {
    throw new Rejected(
      column,
      "import/money",
      `${JSON.stringify(text.slice(0, 40))} is not an amount such as 12.50.`,
    )
  }
  return minor
}
