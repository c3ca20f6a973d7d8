import type { FieldDefinition } from "../extension/field"
import { behaviourFields } from "./behaviour"
import { cartFields } from "./cart"
import { couponFields } from "./coupons"
import { creditFields, creditIn, toppedUpIn } from "./credit"
import { lifecycleFields } from "./lifecycle"
import { pointsFields } from "./points"
import { profileFields } from "./profile"
import { averageIn, purchaseFields, refundedIn, totalIn } from "./purchase"
import { relationFields } from "./relation"

export { type Attribute, attributeField } from "./attribute"
export { consentTo } from "./consent"
export { expiringIn } from "./points"
export { totalIn } from "./purchase"

/** Amounts: one field of each for every currency, under this name and the currency's. */
export const moneyFields: Record<string, (currency: string) => FieldDefinition> = {
  "purchase.total": totalIn,
  "purchase.average": averageIn,
  "purchase.refunded": refundedIn,
  "credit.balance": creditIn,
  "credit.topped_up": toppedUpIn,
}

/** The built-in fields, in the order of the palette. Currencies, channels and attributes of a store bring more. */
export const fields: FieldDefinition[] = [
  ...profileFields,
  ...relationFields,
  ...purchaseFields,
  ...cartFields,
  ...behaviourFields,
  ...lifecycleFields,
  ...pointsFields,
  ...couponFields,
  ...creditFields,
]
