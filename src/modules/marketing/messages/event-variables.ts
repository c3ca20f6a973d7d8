import { fromMinor } from "../../../core/money"
import type { EntryEvent } from "./store/people"

/** Amounts among what an event says, in minor units of its currency. */
const MONEY = ["old_price", "new_price", "amount_off"]

/** What let a person into a plan, as `{{ event.title }}` or `{{ event.new_price }}`: amounts as decimals, all that it says beside. */
export function eventVariables(event: EntryEvent | undefined): Record<string, unknown> | null {
  if (!event) return null
  const { props = {}, name, amount = null, currency = null } = event
  const decimal = (minor: unknown) =>
    currency && Number.isSafeInteger(minor) ? fromMinor(minor as number, currency) : minor
  return {
    ...props,
    ...Object.fromEntries(MONEY.flatMap((key) => (key in props ? [[key, decimal(props[key])]] : []))),
    name,
    amount: decimal(amount),
    currency: currency?.toUpperCase() ?? null,
  }
}

/** For previews: something became cheaper. */
export const EXAMPLE_EVENT: EntryEvent = {
  name: "catalog price",
  amount: 7900,
  currency: "eur",
  props: {
    title: "Leather boots",
    variant_title: "Size 38",
    handle: "leather-boots",
    old_price: 9900,
    new_price: 7900,
    percent: 20,
    available: 3,
  },
}
