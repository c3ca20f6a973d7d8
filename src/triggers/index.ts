import type { AnyTrigger } from "../extension/trigger"
import { anniversary, birthday, couponExpiring, pointsExpiring } from "./days"
import { didSomething } from "./did-something"
import { segmentEntered, segmentLeft } from "./segment-change"

/** The built-in triggers, in the order of the palette. */
export const triggers: AnyTrigger[] = [
  didSomething,
  segmentEntered,
  segmentLeft,
  birthday,
  anniversary,
  couponExpiring,
  pointsExpiring,
]
