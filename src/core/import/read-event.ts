import { SHOP_FACTS } from "../rules/sources"
import { refuseLine } from "./problems"
import { readMoney } from "./read-purchase"
import { type Reading, Rejected, readCurrency, readEmail, readInstant, refuseLong, show } from "./values"

/** Names by which rules ask for orders, carts and customers of the store itself; an event of this name would pass for one. */
const OF_THE_STORE: readonly string[] = [...SHOP_FACTS, "order_paid", "order_cancelled", "customer_created"]

/** Something somebody did elsewhere. */
export type ImportedEvent = {
  external_id?: string
  email?: string
  visitor?: string
  name: string
  at: Date
  product?: string
  amount?: number
  currency?: string
  props: Record<string, string>
}

export function readEvent(
  known: Record<string, string>,
  props: Record<string, string>,
  { zone, now }: Reading,
): ImportedEvent {
  refuseLong(known)
  if (!known.customer_id && !known.email && !known.visitor_id) {
    throw new Rejected(refuseLine("import/nobody", "", { columns: "customer_id, e-mail or visitor_id" }))
  }
  const name = known.event ?? ""
  if (!/^[a-z][a-z0-9_.:-]{0,79}$/i.test(name)) {
    throw new Rejected(refuseLine("import/event", "event"))
  }
  if (OF_THE_STORE.includes(name.toLowerCase()))
    throw new Rejected(refuseLine("import/event-of-store", "event", { value: show(name) }))
  if (!known.at) throw new Rejected(refuseLine("import/empty", "at", { column: "at" }))
  const currency = known.currency ? readCurrency("currency", known.currency) : undefined
  if (known.amount && !currency) throw new Rejected(refuseLine("import/amount-without-currency", "amount"))
  return {
    external_id: known.customer_id,
    email: known.email ? readEmail("email", known.email) : undefined,
    visitor: known.visitor_id,
    name: name.toLowerCase(),
    at: readInstant("at", known.at, { zone, now }),
    product: known.product,
    amount: known.amount ? readMoney("amount", known.amount, currency!) : undefined,
    currency,
    props,
  }
}
