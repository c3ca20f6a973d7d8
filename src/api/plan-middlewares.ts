import type { MiddlewareRoute } from "@medusajs/framework/http"

/** 500 nodes with a written e-mail each; the schema of the canvas bounds what is kept. */
const LARGEST_PLAN = "8mb"

export const planMiddlewares: MiddlewareRoute[] = [
  { matcher: "/admin/marketing/canvas*", methods: ["POST"], bodyParser: { sizeLimit: LARGEST_PLAN } },
  { matcher: "/admin/marketing/plans*", methods: ["POST"], bodyParser: { sizeLimit: LARGEST_PLAN } },
]
