import type { AnySegmentTemplate } from "../extension/segment-template"
import { birthdays } from "./birthdays"
import { cartsAndBrowsing } from "./carts-and-browsing"
import { channels } from "./channels"
import { coupons } from "./coupons"
import { lifecycle } from "./lifecycle"
import { loyalty } from "./loyalty"
import { newcomers } from "./newcomers"
import { pointsAndTiers } from "./points-and-tiers"
import { pricesAndDiscounts } from "./prices-and-discounts"
import { productsAndCategories } from "./products"
import { refunds } from "./refunds"
import { winningBack } from "./winning-back"

/** The built-in segment templates, in the order of the gallery. */
export const segmentTemplates: AnySegmentTemplate[] = [
  ...newcomers,
  ...loyalty,
  ...lifecycle,
  ...winningBack,
  ...birthdays,
  ...cartsAndBrowsing,
  ...productsAndCategories,
  ...coupons,
  ...pointsAndTiers,
  ...pricesAndDiscounts,
  ...refunds,
  ...channels,
]
