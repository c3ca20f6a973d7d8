import { z } from "zod"
import type { Problem } from "../problem"
import { readBy } from "../read-by"
import type { Rule } from "../rules/schema"
import { refuse } from "./problems"

/** A segment said by others: what it means is a rule about them, a sample is drawn from the people of that rule. */
export type Definition =
  | { union: string[] }
  | { intersect: string[] }
  | { exclude: { from: string; without: string[] } }
  | { sample: { of: string; percent?: number; number?: number; seed?: string | number } }

/** More than that nobody reads; and each of them is a part of one query. */
const MOST = 50

const id = z.string().min(1).max(200)
const several = (least: number) =>
  z
    .array(id)
    .min(least, `Choose at least ${least === 1 ? "one segment" : "two segments"}.`)
    .max(MOST, `At most ${MOST} segments.`)
    .refine((ids) => new Set(ids).size === ids.length, "A segment stands there twice.")

const shape = z.strictObject({
  union: several(2).optional(),
  intersect: several(2).optional(),
  exclude: z
    .strictObject({ from: id, without: several(1) })
    .refine(({ from, without }) => !without.includes(from), "A segment without itself is empty.")
    .optional(),
  // How much of it is drawn is looked at where samples are.
  sample: z.looseObject({ of: id }).optional(),
})

const inSegment = (id: string): Rule => ({ in_segment: id })

/** The rule (and the sample, still to be read) that a definition stands for, or what is wrong with it. */
export function readDefinition(
  given: unknown,
): { rule: Rule; sample: Record<string, unknown> | null } | { problems: Problem[] } {
  const read = readBy(shape, given, "definition", (path, misfit) =>
    refuse("segment/definition", path, misfit),
  )
  if (!read.data) return read
  const { union, intersect, exclude, sample } = read.data
  if ([union, intersect, exclude, sample].filter(Boolean).length !== 1) {
    const message = "Say one of union, intersect, exclude and sample."
    return { problems: [refuse("segment/definition", "definition", { message })] }
  }
  if (union) return { rule: { any: union.map(inSegment) }, sample: null }
  if (intersect) return { rule: { all: intersect.map(inSegment) }, sample: null }
  if (exclude) {
    const without: Rule = { not: { any: exclude.without.map(inSegment) } }
    return { rule: { all: [inSegment(exclude.from), without] }, sample: null }
  }
  const { of, ...drawn } = sample!
  return { rule: inSegment(of), sample: drawn }
}

/** Where in the definition the part of its rule at `path` was said. */
export function placeInDefinition(definition: Definition, path: string): string {
  const at = path.match(/\d+/g) ?? []
  if ("union" in definition || "intersect" in definition) {
    const kind = "union" in definition ? "union" : "intersect"
    return ["definition", kind, ...at].join(".")
  }
  if ("sample" in definition) return "definition.sample.of"
  if (at[0] === "0") return "definition.exclude.from"
  return ["definition", "exclude", "without", ...at.slice(1)].join(".")
}
