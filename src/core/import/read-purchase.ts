import { fromMinor, minorDigits, toMinor } from "../money"
import { refuseLine } from "./problems"
import {
  type Reading,
  Rejected,
  readChoice,
  readCurrency,
  readEmail,
  readInstant,
  readInteger,
  refuseLong,
  show,
} from "./values"

/** One line of an order from elsewhere. Money in minor units. Absent: the line does not say. */
export type ImportedPurchase = {
  order_id: string
  /** Which line of the order it is, for the other system. */
  line_id?: string
  external_id?: string
  email?: string
  placed_at: Date
  product: string
  category?: string
  quantity?: number
  amount: number
  discount?: number
  currency: string
  sales_channel?: string
  status?: PurchaseStatus
}
export type PurchaseStatus = "paid" | "cancelled" | "refunded"

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

export function readPurchase(known: Record<string, string>, { zone, now }: Reading): ImportedPurchase {
  refuseLong(known)
  const must = (column: string): string => {
    const text = known[column]
    if (!text) throw new Rejected(refuseLine("import/empty", column, { column }))
    return text
  }
  if (!known.customer_id && !known.email)
    throw new Rejected(refuseLine("import/nobody", "", { columns: "customer_id or e-mail" }))
  const currency = readCurrency("currency", must("currency"))
  return {
    order_id: must("order_id"),
    line_id: known.line_id,
    external_id: known.customer_id,
    email: known.email ? readEmail("email", known.email) : undefined,
    placed_at: readInstant("placed_at", must("placed_at"), { zone, now }),
    product: must("product"),
    category: known.category,
    quantity: known.quantity ? readInteger("quantity", known.quantity) : undefined,
    amount: readMoney("amount", must("amount"), currency),
    discount: known.discount ? readMoney("discount", known.discount, currency) : undefined,
    currency,
    sales_channel: known.sales_channel,
    status: known.status ? readChoice("status", known.status, STATUS) : undefined,
  }
}

/** Spreadsheets and statistics write tiny and huge numbers as 4.4e-16: still plain numbers. */
const SCIENTIFIC = /^[+-]?\d+(\.\d+)?e[+-]?\d{1,2}$/i

/** In minor units: what a computer adds to or takes from a decimal number by itself, as in 12.499999999999998. */
const NOISE = 0.0001

/** Minor units of one line; a larger one is a typing error, and sums of them must stay exact. */
const MOST_MONEY = 100_000_000_000

export function readMoney(column: string, text: string, currency: string): number {
  const minor = toMinor(SCIENTIFIC.test(text) ? Number(text) : text, currency)
  if (minor === null || minor < 0) {
    throw new Rejected(refuseLine("import/money", column, { value: show(text) }))
  }
  const digits = minorDigits(currency)
  if (Math.abs(Number(text) * 10 ** digits - minor) > NOISE)
    throw new Rejected(
      refuseLine("import/decimals", column, { value: show(text), currency: currency.toUpperCase(), digits }),
    )
  if (minor > MOST_MONEY)
    throw new Rejected(refuseLine("import/most-money", column, { most: fromMinor(MOST_MONEY, currency) }))
  return minor
}
