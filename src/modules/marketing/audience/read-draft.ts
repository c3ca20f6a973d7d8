import type { Problem } from "../../../core/problem"
import { type Definition, placeInDefinition, readDefinition } from "../../../core/segment/definition"
import { readSample, type Sample } from "../../../core/segment/sample"
import { inRule } from "./accept-rule"
import { refuse } from "./problems"
import type { SegmentRow } from "./store/segments"

type Given = { rule?: unknown; definition?: unknown; sample?: unknown }
export type Made = {
  /** Not yet checked. */
  rule: unknown
  sample: Sample | null
  problems: Problem[]
  /** Where a place in the rule was said. */
  place: (path: string) => string
}

/**
 * By what a dynamic segment is going to be made: by what was given (a rule, or a definition over other segments; with
 * or without a sample), else as before. A new rule keeps the sample, `sample: null` ends it.
 */
export function readDraft(given: Given, before: SegmentRow | undefined, id: string): Made {
  const { rule, definition } = given
  const kept = { rule: rule ?? before?.rule, sample: before?.sample ?? null, problems: [], place: inRule }
  if (definition === undefined) return withSample(kept, given.sample, id)
  if (rule !== undefined) return { ...kept, problems: [refuse("segment/two-definitions", "definition")] }
  const read = readDefinition(definition)
  if ("problems" in read) return { ...kept, problems: read.problems }
  const place = (path: string) => placeInDefinition(definition as Definition, path)
  return withSample({ ...kept, rule: read.rule, sample: null, place }, read.sample ?? given.sample, id)
}

function withSample(made: Made, given: unknown, id: string): Made {
  if (given === undefined) return made
  if (given === null) return { ...made, sample: null }
  const read = readSample(given, id)
  return "problems" in read ? { ...made, problems: read.problems } : { ...made, sample: read.sample }
}
