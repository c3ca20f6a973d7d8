import type { AnyBenefit } from "../extension/benefit"
import { coupon } from "./coupon"
import { points } from "./points"

/** The built-in benefits, in the order of the palette. */
export const benefits: AnyBenefit[] = [coupon, points]
