import { authenticate, type MiddlewareRoute } from "@medusajs/framework/http"

export const messagesMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store/marketing/me/inbox*", middlewares: [authenticate("customer", ["session", "bearer"])] },
]
