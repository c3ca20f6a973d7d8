import type { MiddlewareRoute } from "@medusajs/framework/http"

/** A rule of 200 conditions with a list of 10,000 ids fits; the rule's own limits bound the rest. */
const LARGEST_RULE = "2mb"

export const audienceMiddlewares: MiddlewareRoute[] = [
  { matcher: "/admin/marketing/rules*", methods: ["POST"], bodyParser: { sizeLimit: LARGEST_RULE } },
  { matcher: "/admin/marketing/segment*", methods: ["POST"], bodyParser: { sizeLimit: LARGEST_RULE } },
]
