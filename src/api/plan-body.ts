import { z } from "zod"
import { readBody } from "./read-body"

const revisionSchema = z.object({ revision: z.int().positive().optional() })

/** Takes the caller's `revision` out of a body; the rest is the verb's to read. Throws Refused when it is no number. */
export function withRevision(body: unknown): { revision?: number; rest: unknown } {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return { rest: body }
  const { revision, ...rest } = body as Record<string, unknown>
  return { ...readBody(revisionSchema, { revision }), rest }
}
