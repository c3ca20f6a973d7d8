import { authenticate, type MiddlewareRoute } from "@medusajs/framework/http"

/** A shopper's benefits are theirs alone: who they are comes from the session or token, never from the request. */
export const benefitsMiddlewares: MiddlewareRoute[] = [
  "/store/marketing/me/coupons",
  "/store/marketing/me/points",
  "/store/marketing/me/points/entries",
  "/store/marketing/carts/:id/coupons",
  "/store/marketing/carts/:id/points",
].map((matcher) => ({ matcher, middlewares: [authenticate("customer", ["session", "bearer"])] }))
