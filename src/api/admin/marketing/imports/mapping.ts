import { z } from "zod"
import type { Mapping } from "../../../../core/import/columns"
import { problemsOf, Refused } from "../../../../core/problem"

const refuse = problemsOf({
  "import/mapping": {
    message: "The mapping is not readable.",
    hint: 'Send JSON such as {"Basket": {"to": "order_id"}, "=currency": {"value": "eur"}}.',
  },
})

const shape = z.record(
  z.string(),
  z.union([z.strictObject({ to: z.string() }), z.strictObject({ value: z.string() })]),
)

/** JSON text (multipart) or an object (JSON body) → mapping; nothing → undefined. */
export function readMapping(given: unknown): Mapping | undefined {
  if (given === undefined || given === "") return undefined
  const read = shape.safeParse(typeof given === "string" ? parse(given) : given)
  if (!read.success) throw new Refused([refuse("import/mapping", "mapping")])
  return read.data
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
