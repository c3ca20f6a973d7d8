import { adjustPoints } from "./adjust-points"
import { hadPoints, linkHold, readHold, refitHold, voidHold } from "./change-hold"
import { checkChosenCoupons } from "./check-chosen-coupons"
import { closeDeparted } from "./close-departed"
import { expireCoupons } from "./expire-coupons"
import { expirePoints } from "./expire-points"
import { findPerson } from "./find-person"
import { followPromotions } from "./follow-promotions"
import { foreseeGifts } from "./foresee-gifts"
import { grantCoupon } from "./grant-coupons"
import { cartOfCoupon, couponsOfOrder, couponsOnCart, holdCoupon, releaseCoupon } from "./hold-coupon"
import { holdPoints } from "./hold-points"
import { couponTemplateExists, getCouponTemplate, listCouponTemplates } from "./list-coupon-templates"
import { listCoupons } from "./list-coupons"
import { listPointEntries } from "./list-point-entries"
import { moveBenefits } from "./move-benefits"
import { readCustomerSummary } from "./read-customer-summary"
import { readLiability } from "./read-liability"
import { readPoints } from "./read-points"
import { readTimeline } from "./read-timeline"
import { releaseHolds } from "./release-holds"
import { reserveForCart, unreserveForCart } from "./reserve-for-cart"
import { revokeCoupon } from "./revoke-coupon"
import {
  changeCouponTemplate,
  checkCouponTemplate,
  endCouponTemplate,
  forgetCouponTemplate,
  saveCouponTemplate,
} from "./save-coupon-template"
import { settleOrders } from "./settle-orders"
import { takeBack } from "./take-back"
import { valueGifts } from "./value-gifts"
import { warnOfAccount } from "./warn-of-account"
import { writeBlocks } from "./write-blocks"
import { writeCoupons } from "./write-coupons"
import { writePoints } from "./write-points"

/** The verbs of this area by name, as the container registers them. */
export const benefitsVerbs = {
  adjustPoints,
  changeCouponTemplate,
  checkChosenCoupons,
  checkCouponTemplate,
  closeDeparted,
  couponTemplateExists,
  cartOfCoupon,
  couponsOfOrder,
  couponsOnCart,
  endCouponTemplate,
  followPromotions,
  expireCoupons,
  expirePoints,
  findPerson,
  foreseeGifts,
  forgetCouponTemplate,
  getCouponTemplate,
  grantCoupon,
  hadPoints,
  holdCoupon,
  holdPoints,
  linkHold,
  listCouponTemplates,
  listCoupons,
  listPointEntries,
  moveBenefits,
  readCustomerSummary,
  readHold,
  readLiability,
  readPoints,
  readTimeline,
  refitHold,
  releaseCoupon,
  releaseHolds,
  reserveForCart,
  revokeCoupon,
  saveCouponTemplate,
  settleOrders,
  unreserveForCart,
  voidHold,
  takeBack,
  valueGifts,
  warnOfAccount,
  writeBlocks,
  writeCoupons,
  writePoints,
}
