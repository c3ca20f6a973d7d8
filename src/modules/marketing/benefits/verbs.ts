import { writeCoupons } from "./write-coupons"
import { writePoints } from "./write-points"

/** The verbs of this area by name, as the container registers them. */
export const benefitsVerbs = { writeCoupons, writePoints }
