import type { ChainedStep, Match, Scalar } from "./conditions"
import { holds } from "./measures"
import type { CustomerSnapshot, LineFacts, ProductFacts } from "./snapshot"
import { asksProduct, isProductKey, looksAtLines } from "./sources"

/** One time that a customer did something. */
export type Occurrence = {
  id: string
  at: Date
  /** When it was paid; of what is not paid, the same as `at`. */
  paid: Date
  amount: number | null
  quantity: number | null
  currency: string | null
  property: (name: string) => unknown
}

/** All times a customer did it, narrowed by `where`; of lines only the matching ones count. */
export function occurrencesIn(step: ChainedStep, customer: CustomerSnapshot): Occurrence[] {
  if (step.did === "purchase" || step.did === "order_placed") return orders(step, customer)
  if (step.did === "refund")
    return customer.refunds
      .filter((refund) => whole(step, refund))
      .map((r) => made(r.refund_id, r.at, r.amount, 0, r.currency))
  if (step.did === "cart_open")
    return customer.carts
      .filter((cart) => whole(step, cart))
      .flatMap((cart) => {
        const lines = cart.lines.filter((line) => lineFits(step, line))
        return lines.length === 0
          ? []
          : [made(cart.cart_id, cart.updated_at, sum(lines, "amount"), sum(lines, "quantity"), cart.currency)]
      })
  return customer.events
    .filter((event) => event.name === step.did)
    .filter((event) =>
      each(step, (key, match) => {
        if (asksProduct(step.did, key)) return productFits(event.product, key, match)
        return key === "currency" ? fits(event.currency, match) : fits(own(event.props, key), match)
      }),
    )
    .map((event) => ({
      ...made(event.key, event.at, event.amount, asNumber(own(event.props, "quantity")), event.currency),
      property: (name) => own(event.props, name),
    }))
}

function orders(step: ChainedStep, customer: CustomerSnapshot): Occurrence[] {
  const paid = step.did === "purchase"
  const byLines = looksAtLines(Object.keys(step.where ?? {}))
  return customer.orders
    .filter((order) => (order.purchase || !paid) && whole(step, order))
    .flatMap((order) => {
      const settled = { paid: order.paid_at ?? order.placed_at }
      if (!byLines) {
        const amount = paid ? order.net : order.total
        return [
          { ...made(order.order_id, order.placed_at, amount, order.quantity, order.currency), ...settled },
        ]
      }
      const lines = order.lines.filter((line) => lineFits(step, line))
      if (lines.length === 0) return []
      const amount = sum(lines, paid ? "net" : "amount")
      const quantity = sum(lines, "quantity")
      return [{ ...made(order.order_id, order.placed_at, amount, quantity, order.currency), ...settled }]
    })
}

const made = (
  id: string,
  at: Date,
  amount: number | null,
  quantity: number | null,
  currency: string | null,
) => ({
  id,
  at,
  paid: at,
  amount,
  quantity,
  currency,
  property: () => undefined as unknown,
})

const sum = (lines: LineFacts[], what: "amount" | "net" | "quantity"): number =>
  lines.reduce((total, line) => total + line[what], 0)

const own = (props: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(props, key) ? props[key] : undefined
export const asNumber = (value: unknown): number | null => (typeof value === "number" ? value : null)

const each = ({ where }: ChainedStep, ask: (key: string, match: Match) => boolean): boolean =>
  Object.entries(where ?? {}).every(([key, given]) =>
    ask(key, typeof given === "object" ? given : { is: given }),
  )

/** The keys about the order or cart itself. */
const whole = (step: ChainedStep, row: object): boolean =>
  each(step, (key, match) =>
    isProductKey(key) || key === "variant_id" ? true : fits((row as Record<string, unknown>)[key], match),
  )

const lineFits = (step: ChainedStep, line: LineFacts): boolean =>
  each(step, (key, match) => {
    if (key === "variant_id") return fits(line.variant_id, match)
    return isProductKey(key) ? productFits(line.product, key, match) : true
  })

function productFits(product: ProductFacts | null, key: string, match: Match): boolean {
  if (!product) return false
  if (key === "product_id" && product.deleted && (match.is ?? match.in) !== undefined) return false
  if (key !== "category_id" && key !== "tag_id") return fits(product[key as "product_id"], match)
  const ids: Scalar[] = key === "category_id" ? product.category_ids : product.tag_ids
  const any = (wanted: Scalar[]) => wanted.some((id) => ids.includes(id))
  return (
    (match.is === undefined || any([match.is])) &&
    (match.in === undefined || any(match.in)) &&
    (match.is_not === undefined || !any([match.is_not])) &&
    (match.not_in === undefined || !any(match.not_in))
  )
}

/** A value against all operators of one key; what is unknown fits nothing. */
function fits(value: unknown, match: Match): boolean {
  if (value === null || value === undefined) return false
  const one = value as Scalar
  const text = typeof value === "string" ? value : null
  const { is, is_not, in: any, not_in, contains, starts_with, ends_with, ...numbers } = match
  const compared = Object.values(numbers).some((n) => n !== undefined)
  return (
    (is === undefined || one === is) &&
    (is_not === undefined || one !== is_not) &&
    (any === undefined || any.includes(one)) &&
    (not_in === undefined || !not_in.includes(one)) &&
    (contains === undefined || (text?.includes(contains) ?? false)) &&
    (starts_with === undefined || (text?.startsWith(starts_with) ?? false)) &&
    (ends_with === undefined || (text?.endsWith(ends_with) ?? false)) &&
    (!compared || (typeof value === "number" && holds(value, numbers)))
  )
}
