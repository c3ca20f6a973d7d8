import type { ShopEvent } from "../../src/ingest/shop-event"
import { shelves } from "./catalogue"
import type { Chance } from "./chance"
import type { Life } from "./live-a-year"
import type { Person } from "./people"
import type { Ware } from "./year"

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const searches = ["gift", "lamp", "blanket", "garden", "coffee", "towel", "vase", "pot", "kids", "oak"]

/** What a storefront would have told: visits, looks, searches, carts and checkouts, before every order and without one. */
export type Told = Omit<ShopEvent, "pid" | "product"> & { customer_id: string; product_id?: string }

export function makeBehaviour(chance: Chance, life: Life, wares: Ware[], today: Date): Told[] {
  const events: Told[] = []
  const say = (person: Person, at: Date, name: string, props: Record<string, unknown>, ware?: Ware) =>
    events.push({
      customer_id: person.id,
      product_id: ware?.product_id,
      at,
      key: `demo:${events.length}`,
      name,
      trusted: false,
      props,
    })

  const visit = (
    person: Person,
    end: Date,
    seen: Ware[],
    finish: "looked" | "carted" | "left" | "ordered",
  ) => {
    const begun = end.getTime() - chance.whole(8, 40) * MINUTE_MS
    let at = begun
    const next = () => {
      at = Math.min(at + chance.whole(1, 4) * MINUTE_MS, end.getTime() - 1000)
      return new Date(at)
    }
    say(person, next(), "page_viewed", { path: "/" })
    if (chance.happens(0.25)) say(person, next(), "searched", { query: chance.pick(searches) })
    for (const ware of seen) {
      say(
        person,
        next(),
        "product_viewed",
        { product_id: ware.product_id, category: shelves[ware.shelf]!.name },
        ware,
      )
      if (finish !== "looked") say(person, next(), "cart_updated", { product_id: ware.product_id }, ware)
    }
    if (finish === "ordered") say(person, next(), "checkout_started", {})
    // Went as far as the checkout, and not on.
    if (finish === "left") say(person, new Date(end.getTime() - 1000), "checkout_started", {})
    const seconds = Math.round((end.getTime() - begun) / 1000)
    say(person, new Date(end.getTime() - 500), "left_page", { path: "/", seconds })
  }

  for (const { person, at, lines } of life.orders)
    visit(
      person,
      at,
      lines.slice(0, 2).map((line) => line.ware),
      "ordered",
    )
  for (const [nth, { person, at, lines }] of life.carts.entries())
    visit(
      person,
      at,
      lines.map((line) => line.ware),
      nth % 3 === 0 ? "left" : "carted",
    )
  for (const person of life.people) {
    for (let visits = chance.weighted([30, 30, 20, 12, 8]); visits > 0; visits--) {
      const since = Math.max(person.joined.getTime(), today.getTime() - 365 * DAY_MS)
      const at = new Date(since + chance.next() * (today.getTime() - since))
      visit(person, at, [chance.pick(wares), chance.pick(wares)].slice(0, chance.whole(1, 2)), "looked")
    }
  }
  return events
}
