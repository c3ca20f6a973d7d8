import type { Rule } from "../core/rules/schema"

/** Something that one person did, as it was recorded. `amount` in minor units. */
export type HeardEvent = {
  name: string
  at: Date
  amount: number | null
  currency: string | null
  /** False for what a browser said. */
  trusted: boolean
  props: Record<string, unknown>
}

/** Whom a day means, e.g. by a birthday: asked once a day, and due at `time` ("10:00") of the clock named. */
export type Daily = {
  rule: Rule
  time: string
  zone: "store" | "customer"
  /** Who came in here within so many days does not come again. Default: nobody is kept out. */
  rest_days?: number
}

/**
 * News of the catalogue, and whom it concerns. `price`: lower than ever in the last 30 days, for everybody or for one customer group.
 * `stock`: more or fewer pieces than before. `promotion`: one that holds from now on. What it says stands in the event's `props`.
 */
export type CatalogWatch = {
  of: "price" | "stock" | "promotion"
  /**
   * Who had to do with the product within `within_days`: has it in an open cart; looked at it, or put it on a wish list where it still is,
   * and did not buy it since; bought it.
   */
  people: ("cart" | "viewed" | "wished" | "bought")[]
  within_days: number
  /** And everybody who is in this segment then. */
  segment_id?: string
  /** Who came in for the same product (or promotion) within so many days does not come again. */
  cool_down_days: number
}

/** What plans listen to for news of the catalogue. With a blank, so that no storefront can tell an event of this name. */
export const catalogEvent = (of: CatalogWatch["of"]): string => `catalog ${of}`

/**
 * How a trigger lets people in. With `events`, somebody who did one of them is looked at when `delay` is over, and
 * comes in when `conditions` hold of them then. With `daily`, everybody whom the rule means on that day comes in; with `catalog`,
 * everybody whom news of the catalogue concern.
 */
export type Starts<S> = {
  /** Names of events; "segment_entered:<id>" and "segment_left:<id>" are told by the module. */
  events?: (settings: S) => string[]
  matches?: (settings: S, event: HeardEvent) => boolean
  /** Milliseconds from the event to the look. Default: none. */
  delay?: (settings: S) => number
  /** Whether the delay begins anew when the same person does it again before it is over, whatever its properties. Default: no. */
  restarts?: (settings: S) => boolean
  /** In it `since: "entered"` is the moment of the event. Null: everybody comes in. */
  conditions?: (settings: S) => Rule | null
  daily?: (settings: S) => Daily
  /** News for which `matches` answers false concern nobody. */
  catalog?: (settings: S) => CatalogWatch
}
