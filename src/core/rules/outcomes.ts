/** What a plan can have done to somebody, as a rule asks for it. */
export const PLAN_OUTCOMES = [
  "entered",
  "received",
  "failed",
  "opened",
  "clicked",
  "coupon_used",
  "converted",
  "held_out",
] as const

/** Those of a message, which went by a channel. */
export const MESSAGE_OUTCOMES: readonly string[] = ["received", "failed", "opened", "clicked"]

/** What can have become of a coupon, as a rule asks for it; "usable" is one that has not run out, free or held by a cart. */
export const COUPON_STATES = ["usable", "free", "held", "reserved", "used", "revoked", "expired"] as const
