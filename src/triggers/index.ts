import type { AnyTrigger } from "../extension/trigger"
import { anniversary, birthday, couponExpiring, pointsExpiring } from "./days"
import { didSomething } from "./did-something"
import { priceDrop } from "./price-drop"
import { promotionStarted } from "./promotion-started"
import { segmentEntered, segmentLeft } from "./segment-change"
import { backInStock, lowStock } from "./stock"

/** The built-in triggers, in the order of the palette. */
export const triggers: AnyTrigger[] = [
  didSomething,
  segmentEntered,
  segmentLeft,
  birthday,
  anniversary,
  couponExpiring,
  pointsExpiring,
  priceDrop,
  backInStock,
  lowStock,
  promotionStarted,
]
