import { refuseLine } from "./problems"
import type { ImportedPurchase, PurchaseStatus } from "./read-purchase"
import { Rejected } from "./values"

/** A line of an imported order. Money in minor units. `said`: the mark of what the file's line said. */
export type OrderLine = {
  line: number
  key: string
  said: string
  quantity: number
  amount: number
  discount: number
  status: PurchaseStatus
  /** The file that is being read has spoken of it already. */
  met: boolean
}
export type Order = { order_id: string; who: string; currency: string; lines: OrderLine[] }
export type Sums = { quantity: number; amount: number }
export type Spoken = ImportedPurchase & { hash: string }

/** Line numbers are small integers, and an order that is longer is none. */
const MOST_LINES = 10_000
/** A person's pieces fit into an integer, and a thousand people's money into a safe one. */
const MOST_PIECES = 2_000_000_000
const MOST_MONEY = 100_000_000_000_000

/**
 * Which line of which order a file's line speaks of. The rule:
 *
 * - With a `line_id`, the line is that one of its order, in every file.
 * - Without, it is the line of the same order and product that this file has not spoken of yet: one that said exactly the
 *   same, else one of equal quantity and amount, else the next one. So a file that comes again, with more columns or with other
 *   amounts or a refund, corrects, and counts nothing twice.
 * - A file that speaks of a product of an order more often than we know adds lines.
 * - The same line twice in one file counts once; two pieces of one product are a quantity, two lines, or two line ids.
 *
 * What a line does not say stays as it is known.
 */
export class OrderBook {
  readonly #orders: Map<string, OpenOrder>
  readonly #sums: Map<string, Sums>
  readonly #touched = new Set<Order>()

  /** `sums`: what everybody has bought so far. */
  constructor(orders: Order[], sums: Map<string, Sums>) {
    this.#orders = new Map(orders.map((order) => [order.order_id, new OpenOrder(order)]))
    this.#sums = sums
  }

  /** The line that already says exactly this, when there is one; it now counts as spoken of. */
  repeats(line: Spoken): OrderLine | undefined {
    const open = this.#orders.get(line.order_id)
    const found = open?.alike(line).find((known) => known.said === line.hash)
    if (!open || !found) return undefined
    found.met = true
    this.#touched.add(open.order)
    return found
  }

  /** Adds or corrects; throws Rejected, and changes nothing, when the line contradicts its order or a sum grows absurd. */
  take(line: Spoken, who: string): OrderLine {
    const { order_id, currency } = line
    const open = this.#orders.get(order_id) ?? new OpenOrder({ order_id, who, currency, lines: [] })
    const before = open.lineFor(line, who)
    const after: OrderLine = {
      line: before?.line ?? open.last + 1,
      key: keyOf(line),
      said: line.hash,
      quantity: line.quantity ?? before?.quantity ?? 1,
      amount: line.amount,
      discount: line.discount ?? before?.discount ?? 0,
      status: line.status ?? before?.status ?? "paid",
      met: true,
    }
    if (after.line > MOST_LINES)
      throw new Rejected(refuseLine("import/order-lines", "order_id", { most: MOST_LINES }))
    this.#addUp(who, before, after)
    this.#orders.set(order_id, open)
    this.#touched.add(open.order)
    return before ? Object.assign(before, after) : open.add(after)
  }

  /** The orders that lines spoke of. */
  touched(): Order[] {
    return [...this.#touched]
  }

  sumsOf(who: string): Sums {
    return this.#sums.get(who) ?? { quantity: 0, amount: 0 }
  }

  #addUp(who: string, before: OrderLine | undefined, after: OrderLine): void {
    const sums = this.sumsOf(who)
    const quantity = sums.quantity + after.quantity - (before?.quantity ?? 0)
    const amount = sums.amount + after.amount - (before?.amount ?? 0)
    if (quantity > MOST_PIECES)
      throw new Rejected(refuseLine("import/most-pieces", "quantity", { most: MOST_PIECES }))
    if (amount > MOST_MONEY) throw new Rejected(refuseLine("import/most-sum", "amount"))
    this.#sums.set(who, { quantity, amount })
  }
}

const keyOf = (line: ImportedPurchase): string => (line.line_id ? `#${line.line_id}` : `=${line.product}`)

/** An order with its lines at hand by their keys. */
class OpenOrder {
  readonly order: Order
  readonly #alike = new Map<string, OrderLine[]>()
  last = 0

  constructor(order: Order) {
    this.order = order
    for (const line of order.lines) this.#index(line)
  }

  alike = (line: ImportedPurchase): OrderLine[] => this.#alike.get(keyOf(line)) ?? []

  /** The known line that is meant; throws when the line is not of this order at all. */
  lineFor(line: Spoken, who: string): OrderLine | undefined {
    const { order_id } = this.order
    const currency = this.order.currency.toUpperCase()
    if (this.order.who !== who)
      throw new Rejected(refuseLine("import/other-customer", "", { value: order_id }))
    if (this.order.currency !== line.currency)
      throw new Rejected(refuseLine("import/other-currency", "", { value: order_id, currency }))
    const alike = this.alike(line)
    if (line.line_id) return alike[0]
    const open = alike.filter((known) => !known.met)
    const equal = (l: OrderLine) => l.amount === line.amount && l.quantity === (line.quantity ?? l.quantity)
    return open.find(equal) ?? open[0]
  }

  add(line: OrderLine): OrderLine {
    this.order.lines.push(line)
    this.#index(line)
    return line
  }

  #index(line: OrderLine): void {
    const alike = this.#alike.get(line.key)
    if (alike) alike.push(line)
    else this.#alike.set(line.key, [line])
    this.last = Math.max(this.last, line.line)
  }
}
