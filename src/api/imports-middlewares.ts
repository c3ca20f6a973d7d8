import { authenticate, type MiddlewareRoute } from "@medusajs/framework/http"
import { takeUpload } from "./take-upload"

const upload = takeUpload()

export const importsMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/admin/marketing/imports",
    methods: ["POST"],
    middlewares: [authenticate("user", ["session", "bearer", "api-key"]), upload],
  },
  {
    matcher: "/admin/marketing/segments/:id/import",
    methods: ["POST"],
    middlewares: [authenticate("user", ["session", "bearer", "api-key"]), upload],
  },
]
