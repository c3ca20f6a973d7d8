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
 * How a trigger lets people in. With `events`, somebody who did one of them is looked at when `delay` is over, and
 * comes in when `conditions` hold of them then. With `daily`, everybody whom the rule means on that day comes in.
 */
export type Starts<S> = {
  /** Names of events; "segment_entered:<id>" and "segment_left:<id>" are told by the module. */
  events?: (settings: S) => string[]
  matches?: (settings: S, event: HeardEvent) => boolean
  /** Milliseconds from the event to the look. Default: none. */
  delay?: (settings: S) => number
  /** Whether the delay begins anew when the same person does it again before it is over. Default: no. */
  restarts?: (settings: S) => boolean
  /** In it `since: "entered"` is the moment of the event. Null: everybody comes in. */
  conditions?: (settings: S) => Rule | null
  daily?: (settings: S) => Daily
}
