import { codes } from "./catalogue"
import type { Chance } from "./chance"
import type { Person } from "./people"

/** A variant on a shelf, as the store made it. Money in minor units of EUR. */
export type Ware = {
  product_id: string
  variant_id: string
  title: string
  variant: string
  handle: string
  shelf: number
  price: number
}

export type Order = {
  person: Person
  at: Date
  lines: { ware: Ware; quantity: number; discount: number }[]
  shipping: number
  code: string | null
  state: "delivered" | "shipped" | "paid" | "unpaid" | "cancelled"
  /** Paid with points: the hold on the cart that became this order, and what it pays in minor units. */
  points?: { hold_id: number; cart_id: string; amount: number }
  /** Given back, in minor units, and when. */
  refund: { amount: number; at: Date } | null
}

/** An order that answers an offer: delivered by now, with the offer's share off. */
export function answer(
  chance: Chance,
  given: { person: Person; at: Date },
  wares: Ware[],
  offer: { code: string; percent: number },
): Order {
  const lines = basket(chance, given.person, wares, byShelf(wares)).map((line) => ({
    ...line,
    discount: Math.round((line.ware.price * line.quantity * offer.percent) / 100),
  }))
  return { ...given, lines, shipping: SHIPPING, code: offer.code, state: "delivered", refund: null }
}

/** What is paid for an order that costs nothing else, before points. */
export const payableOf = ({ lines, shipping }: Order): number =>
  lines.reduce((sum, line) => sum + line.ware.price * line.quantity - line.discount, shipping)

export type Cart = { person: Person; at: Date; lines: { ware: Ware; quantity: number }[] }

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Orders a month from January on: weddings and gardens in spring, gifts before Christmas, a thin summer. */
const months = [7, 6.5, 8, 9, 9.5, 8, 6, 6.5, 8, 8.5, 12, 14]
const hours = [1, 1, 0, 0, 0, 1, 3, 6, 8, 9, 9, 9, 10, 9, 8, 8, 8, 9, 11, 13, 15, 14, 9, 4]
const FREE_SHIPPING_FROM = 7500
const SHIPPING = 490

export function makeOrders(chance: Chance, people: Person[], wares: Ware[], today: Date): Order[] {
  const shelfWares = byShelf(wares)
  const orders = people.flatMap((person) =>
    Array.from({ length: person.orders }, () => makeOrder(chance, person, wares, shelfWares, today)),
  )
  return orders.sort((a, b) => a.at.getTime() - b.at.getTime())
}

function makeOrder(chance: Chance, person: Person, wares: Ware[], shelfWares: Ware[][], today: Date): Order {
  const at = moment(chance, person.span, today)
  const lines = basket(chance, person, wares, shelfWares)
  const offer = codeOf(chance, at, person)
  const discounted = lines.map((line) => ({
    ...line,
    discount: offer ? Math.round((line.ware.price * line.quantity * offer.percent) / 100) : 0,
  }))
  const goods = discounted.reduce((sum, l) => sum + l.ware.price * l.quantity - l.discount, 0)
  const shipping = goods >= FREE_SHIPPING_FROM ? 0 : SHIPPING
  const age = (today.getTime() - at.getTime()) / DAY_MS
  const state = stateOf(chance, age)
  return {
    person,
    at,
    lines: discounted,
    shipping,
    code: offer?.code ?? null,
    state,
    refund: state === "delivered" ? refundOf(chance, discounted, goods + shipping, at, today) : null,
  }
}

/** A moment in the person's part of the year; busy months and evenings come more often. */
function moment(chance: Chance, [from, to]: Person["span"], today: Date): Date {
  for (;;) {
    const share = from + chance.next() * (to - from)
    const day = new Date(today.getTime() - (1 - share) * 365 * DAY_MS)
    if (chance.next() * 14 > months[day.getUTCMonth()]!) continue
    const midnight = Math.floor(day.getTime() / DAY_MS) * DAY_MS
    const at = midnight + chance.weighted(hours) * HOUR_MS + chance.whole(0, HOUR_MS - 1)
    if (at < today.getTime() - HOUR_MS) return new Date(at)
  }
}

function basket(chance: Chance, person: Person, wares: Ware[], shelfWares: Ware[][]) {
  const lines = new Map<string, { ware: Ware; quantity: number }>()
  const size = 1 + chance.weighted([48, 28, 14, 7, 3])
  while (lines.size < size) {
    const ware = chance.happens(0.7)
      ? chance.pick(shelfWares[chance.pick(person.likes)]!)
      : chance.pick(wares)
    lines.set(ware.variant_id, { ware, quantity: ware.price > 9000 ? 1 : 1 + chance.weighted([78, 16, 6]) })
  }
  return [...lines.values()]
}

function codeOf(chance: Chance, at: Date, person: Person) {
  const month = at.getUTCMonth()
  if (at.getTime() - person.joined.getTime() < 21 * DAY_MS && chance.happens(0.35)) return codes[0]
  if ((month === 6 || month === 7) && chance.happens(0.3)) return codes[1]
  if (month === 10 && at.getUTCDate() > 20 && chance.happens(0.5)) return codes[2]
  return null
}

function stateOf(chance: Chance, ageDays: number): Order["state"] {
  // Whoever thinks better of it does so on the same day.
  if (chance.happens(0.05) && ageDays >= 1) return "cancelled"
  if (ageDays < 2) return chance.happens(0.25) ? "unpaid" : "paid"
  if (ageDays < 5) return "shipped"
  return "delivered"
}

/** One order in twenty comes back whole, one in ten in part: a line, paid back after some days. */
function refundOf(
  chance: Chance,
  lines: Order["lines"],
  total: number,
  at: Date,
  today: Date,
): Order["refund"] {
  const days = chance.whole(5, 24)
  const back = new Date(at.getTime() + days * DAY_MS + chance.whole(0, 8) * HOUR_MS)
  const kind = chance.weighted([85, 10, 5])
  if (kind === 0 || back >= today) return null
  const line = chance.pick(lines)
  const part = line.ware.price * line.quantity - line.discount
  return { amount: kind === 2 ? total : part, at: back }
}

/** Carts of the last two weeks that nobody finished. */
export function makeCarts(
  chance: Chance,
  people: Person[],
  wares: Ware[],
  today: Date,
  count: number,
): Cart[] {
  const shelfWares = byShelf(wares)
  const owners = new Set<Person>()
  const active = people.filter(
    (person) => person.account && person.joined < new Date(today.getTime() - 15 * DAY_MS),
  )
  while (owners.size < count) owners.add(chance.pick(active))
  return [...owners].map((person) => ({
    person,
    at: new Date(today.getTime() - Math.round(chance.next() * 14 * DAY_MS) - HOUR_MS),
    lines: basket(chance, person, wares, shelfWares),
  }))
}

function byShelf(wares: Ware[]): Ware[][] {
  const shelves: Ware[][] = []
  for (const ware of wares) {
    const shelf = shelves[ware.shelf] ?? []
    shelf.push(ware)
    shelves[ware.shelf] = shelf
  }
  return shelves
}
