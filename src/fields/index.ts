import type { FieldDefinition } from "../extension/field"
import { cartFields } from "./cart"
import { couponFields } from "./coupons"
import { lifecycleFields } from "./lifecycle"
import { pointsFields } from "./points"
import { profileFields } from "./profile"
import { purchaseFields } from "./purchase"
import { relationFields } from "./relation"

export { type Attribute, attributeField } from "./attribute"
export { consentTo } from "./consent"
export { averageIn, refundedIn, totalIn } from "./purchase"

/** The built-in fields, in the order of the palette. Currencies, channels and attributes of a store bring more. */
export const fields: FieldDefinition[] = [
  ...profileFields,
  ...relationFields,
  ...purchaseFields,
  ...cartFields,
  ...lifecycleFields,
  ...pointsFields,
  ...couponFields,
]
