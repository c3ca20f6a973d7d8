import { problemsOf } from "../../../core/problem"

/** What this area refuses, and in which words. */
export const refuseBenefit = problemsOf({
  "points/not-enough": {
    message: (v) => `${v.asked} points were asked for, but only ${v.available} are available.`,
    hint: "Ask for fewer points.",
  },
  "points/nothing-to-pay": { message: "There is nothing in this cart that points could pay." },
  "points/no-value": {
    message: (v) => `Points have no value in ${String(v.currency).toUpperCase()} in this store.`,
    hint: "Set the plugin option point_value for this currency.",
  },
  "points/gone": {
    message: "The points on this cart are no longer available.",
    hint: "Take them off the cart, or put on as many as there are.",
  },
  "points/zero": { message: "An adjustment of 0 points changes nothing." },
  "coupon/not-free": {
    message: (v) => `This coupon cannot be used: it is ${v.state}.`,
    hint: "Choose another coupon.",
  },
  "coupon/unavailable": {
    message: "A coupon on this cart can no longer be used.",
    hint: "Take it off the cart.",
  },
  "coupon/not-applicable": {
    message: "This coupon does not apply to what is in the cart.",
    hint: "See the coupon's minimum and the products it is for.",
  },
  "coupon/budget-empty": {
    message: (v) => `Only ${v.left} coupons of this template are left to grant; ${v.asked} were asked for.`,
    hint: "Raise the template's grant limit, or grant fewer.",
  },
  "template/ended": { message: (v) => `The coupon template "${v.name}" has ended.` },
  "template/code-taken": {
    message: (v) => `The code ${v.code} is taken by another promotion.`,
    hint: "Choose another code, or leave it empty to have one made.",
  },
  "template/limit-below-granted": {
    message: (v) => `${v.granted} coupons are already granted: the limit cannot be lower.`,
  },
  "template/until-past": { message: "The last day of validity is in the past." },
  "customer/unknown": { message: (v) => `There is no customer ${v.customer_id}.` },
})
