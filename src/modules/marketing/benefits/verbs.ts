import { adjustPoints } from "./adjust-points"
import { linkHold, readHold, shrinkHold, voidHold } from "./change-hold"
import { expireCoupons } from "./expire-coupons"
import { expirePoints } from "./expire-points"
import { findPerson } from "./find-person"
import { couponsOnCart, holdCoupon, releaseCoupon } from "./hold-coupon"
import { holdPoints } from "./hold-points"
import { listPointEntries } from "./list-point-entries"
import { readPoints } from "./read-points"
import { releaseHolds } from "./release-holds"
import { reserveForCart, unreserveForCart } from "./reserve-for-cart"
import { settleOrders } from "./settle-orders"
import { writeCoupons } from "./write-coupons"
import { writePoints } from "./write-points"

/** The verbs of this area by name, as the container registers them. */
export const benefitsVerbs = {
  adjustPoints,
  couponsOnCart,
  expireCoupons,
  expirePoints,
  findPerson,
  holdCoupon,
  holdPoints,
  linkHold,
  listPointEntries,
  readHold,
  readPoints,
  releaseCoupon,
  releaseHolds,
  reserveForCart,
  settleOrders,
  shrinkHold,
  unreserveForCart,
  voidHold,
  writeCoupons,
  writePoints,
}
