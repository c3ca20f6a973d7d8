import type { ZodType } from "zod"
import { problemsOf, Refused } from "../core/problem"
import { readBy } from "../core/read-by"

const refuse = problemsOf({ "body/invalid": { message: "{message}" } })

/** What was sent, in the shape the schema asks for; everything else is refused with the place and the reason. */
export function readBody<T>(schema: ZodType<T>, body: unknown): T {
  const read = readBy(schema, body ?? {}, "", (path, misfit) => refuse("body/invalid", path, misfit))
  if (read.problems.length > 0) throw new Refused(read.problems)
  return read.data as T
}
