import { z } from "zod"
import { Refused } from "../core/problem"

const revisionSchema = z.int().positive().optional()

/** Takes the caller's `revision` out of a body; the rest is the verb's to read. Throws Refused when it is no number. */
export function withRevision(body: unknown): { revision?: number; rest: unknown } {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return { rest: body }
  const { revision, ...rest } = body as Record<string, unknown>
  const read = revisionSchema.safeParse(revision)
  if (read.success) return { revision: read.data, rest }
  const message = "revision must be the whole number that came with the plan."
  throw new Refused([{ code: "plan/shape", path: "revision", message }])
}
