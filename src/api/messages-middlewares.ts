import { authenticate, type MiddlewareRoute } from "@medusajs/framework/http"

/** Who a shopper is comes from the session or token, never from the request. */
export const messagesMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store/marketing/me", middlewares: [authenticate("customer", ["session", "bearer"])] },
  { matcher: "/store/marketing/me/inbox*", middlewares: [authenticate("customer", ["session", "bearer"])] },
]
