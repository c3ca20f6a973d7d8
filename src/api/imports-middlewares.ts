import os from "node:os"
import { authenticate, type MiddlewareRoute } from "@medusajs/framework/http"
import multer from "multer"

/** Uploads go to the temporary folder first, never into memory; a file larger than this is cut off before it fills the disk. */
const upload = multer({
  storage: multer.diskStorage({ destination: os.tmpdir() }),
  limits: { fileSize: 2 ** 30, files: 1, fields: 20 },
})

export const importsMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/admin/marketing/imports",
    methods: ["POST"],
    middlewares: [authenticate("user", ["session", "bearer", "api-key"]), upload.single("file") as never],
  },
  {
    matcher: "/admin/marketing/segments/:id/import",
    methods: ["POST"],
    middlewares: [authenticate("user", ["session", "bearer", "api-key"]), upload.single("file") as never],
  },
]
