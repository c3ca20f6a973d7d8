import { problemsOf } from "../../../core/problem"

/** What this area refuses, and in which words. */
export const refuseBenefit = problemsOf({
  "points/not-enough": {
    message: "{asked} points were asked for, but only {available} are available.",
    hint: "Ask for fewer points.",
  },
  "points/nothing-to-pay": { message: "There is nothing in this cart that points could pay." },
  "points/no-value": {
    message: "Points have no value in {currency} in this store.",
    hint: "Set the plugin option point_value for this currency.",
  },
  "points/gone": {
    message: "The points on this cart are no longer available.",
    hint: "Take them off the cart, or put on as many as there are.",
  },
  "points/other-currency": {
    message: "The points on this cart were put on it in another currency than {currency}.",
    hint: "Take them off the cart and put them on again.",
  },
  "points/zero": { message: "An adjustment of 0 points changes nothing." },
  "coupon/not-free": {
    message: "This coupon cannot be used: it is {state}.",
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
  "coupon/moved": {
    message: "This coupon was laid on another cart at the same moment: it lies there now.",
    hint: "Lay it on this cart again to have it here.",
  },
  "coupon/budget-empty": {
    message: "Only {left} coupons of this template are left to grant; {asked} were asked for.",
    hint: "Raise the template's grant limit, or grant fewer.",
  },
  "template/ended": { message: 'The coupon template "{name}" has ended.' },
  "template/promotion-gone": {
    message: 'The promotion behind "{name}" was deleted: its coupons give nothing any more.',
    hint: "Make another coupon template.",
  },
  "template/promotion-inactive": {
    message: 'The promotion behind "{name}" is switched off: its coupons give nothing now.',
    hint: "Switch the promotion on again, or make another coupon template.",
  },
  "template/coupon-past": {
    message: 'The last day of the coupons of "{name}" is over: nobody could use one.',
    hint: "Give the coupon template a later last day, or choose another.",
  },
  "template/coupon-currency": {
    message: 'The coupons of "{name}" need {currency}, in which this store does not sell any more.',
    hint: "Choose another coupon template, or sell in this currency again.",
  },
  "template/coupon-for-nothing": {
    message: 'All that the coupons of "{name}" are for was deleted: they give nothing.',
    hint: "Choose another coupon template.",
  },
  "template/coupon-for-less": {
    message: 'Of what the coupons of "{name}" are for, {gone} were deleted.',
    hint: "Choose another coupon template, or leave it when the rest is enough.",
    severity: "warning",
  },
  "template/unknown-currency": {
    message: "This store does not sell in {currency}.",
    hint: "Choose a currency of the store.",
  },
  "template/unknown-thing": {
    message: "There is no {kind} {id} in this store.",
    hint: "Take it out, or choose another.",
  },
  "template/code-taken": {
    message: "The code {code} is taken by another promotion.",
    hint: "Choose another code, or leave it empty to have one made.",
  },
  "template/limit-below-granted": {
    message: "{granted} coupons are already granted: the limit cannot be lower.",
  },
  "template/until-past": { message: "The last day of validity is in the past." },
  "customer/no-account": {
    message:
      "This person has no account in the store and cannot redeem coupons or points before they have one.",
    hint: "When they have registered, move their benefits to that account.",
    severity: "warning",
  },
  "customer/account-elsewhere": {
    message: "This person has no account and cannot redeem; an account with the same e-mail is {accounts}.",
    hint: "Move the benefits to that account, or give them there.",
    severity: "warning",
  },
  "customer/has-account": {
    message: "This customer has an account of their own: their benefits stay with it.",
  },
  "customer/other-email": {
    message: "The two customers do not have the same e-mail.",
    hint: "Benefits move only between a person without an account and the account with the same e-mail.",
  },
  "customer/blocked": {
    message: "A plan keeps this customer from getting coupons and points.",
    hint: "Lift the block by a plan with the card “Benefits blocked”, or wait until it ends.",
  },
  "customer/unknown": { message: "There is no customer {customer_id}." },
})
