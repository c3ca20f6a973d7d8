/**
 * Our handlers of the core's checkout hooks, for stores that have handlers of their own and call ours from them
 * (plugin option `checkout_hooks: false`).
 */
export { carriedCoupons, clampAtPayment, clampBeforePayment, coupons, reserve, unreserve } from "./hooks"
