import type { ZodType } from "zod"
import { Refused } from "../core/problem"

/** What was sent, in the shape the schema asks for; everything else is refused with the place and the reason. */
export function readBody<T>(schema: ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body ?? {})
  if (read.success) return read.data
  throw new Refused(
    read.error.issues.map((issue) => ({
      code: "body/invalid",
      path: issue.path.join("."),
      message: issue.message,
    })),
  )
}
