import { authenticate, type MiddlewareRoute } from "@medusajs/framework/http"

/**
 * Anybody may tell what they do; whoever is signed in is known by the session or token, wholly proved (a second factor
 * included), never by the body. The route reads the body itself, so that floods are turned away before it is parsed.
 */
export const eventsMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/store/marketing/events",
    methods: ["POST"],
    bodyParser: false,
    middlewares: [
      authenticate("customer", ["session", "bearer"], { allowUnauthenticated: true, requireMfa: true }),
    ],
  },
]
