import { fromMinor } from "../money"

/** The reference by which our credit lines are known on carts and orders; their `reference_id` is the hold's id. */
export const POINTS_REFERENCE = "marketing_points"

/** What is to be paid: rounded to minor units, and as the store's decimal text, which may hold fractions of a cent. */
export type Due = { minor: number; exact: string }

/**
 * What held points take off a cart, as decimal text: what they are worth. Where that covers the cart to the cent, it is what the
 * cart costs to the last digit, so that nothing is left to be paid and the cart never falls below zero: points are whole,
 * and the less than half a cent that rounding gives or takes goes with them.
 *
 * @example creditOf(591, { minor: 591, exact: "5.9143" }, "eur") // "5.9143"
 */
export const creditOf = (held: number, due: Due, currency: string): string =>
  held >= due.minor ? due.exact : fromMinor(held, currency)
