import type { DidCondition } from "./conditions"
import { MEASURES, measuresIn } from "./measures"
import type { Rule } from "./schema"

/**
 * Conditions of which all must hold, those about the same occurrences put into one: PostgreSQL then reads these once
 * ("over 1,000 in total" and "up to 150 on average" are one sum and one count over the same purchases).
 */
export function askedTogether(parts: Rule[]): Rule[] {
  const kept: Rule[] = []
  for (const part of parts) {
    const at = kept.findIndex((other) => merged(other, part) !== null)
    if (at < 0) kept.push(part)
    else kept[at] = merged(kept[at]!, part)!
  }
  return kept
}

/** Both as one condition; null when they are about different things, or ask the same measure in ways that do not go together. */
function merged(a: Rule, b: Rule): DidCondition | null {
  if (!("did" in a && "did" in b) || subjectOf(a) !== subjectOf(b)) return null
  const [one, other] = [measured(a), measured(b)]
  if (!(one && other)) return null
  const both: Record<string, unknown> = { ...other, ...one }
  for (const measure of MEASURES) {
    const [x, y] = [one[measure], other[measure]]
    if (x && y && !agree(x, y)) return null
    if (x && y) both[measure] = { ...x, ...y }
  }
  return both as DidCondition
}

/** What both name (the currency, an operator) they name alike. */
const agree = (x: object, y: object): boolean =>
  JSON.stringify({ ...x, ...y }) === JSON.stringify({ ...x, ...y, ...x })

/** A condition about what came after the occurrences is one of its own; without a measure "at least once" is meant. */
function measured(condition: DidCondition): DidCondition | null {
  if (condition.then || condition.not_then) return null
  return measuresIn(condition).length > 0 ? condition : { ...condition, count: { gte: 1 } }
}

const subjectOf = ({ did, where = {}, window }: DidCondition): string =>
  JSON.stringify([did, where, window ?? null])
