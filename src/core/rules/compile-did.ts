import type { CompileContext, Leaf } from "./compile-context"
import { type FrameSql, frameConditions } from "./compile-frame"
import { compileMeasures } from "./compile-measures"
import { type OccurrencesSql, occurrencesOf } from "./compile-occurrences"
import type { DidCondition } from "./conditions"
import {
  asksForNone,
  asksForSome,
  asksPieces,
  asksWhen,
  awaitsPayment,
  countsRows,
  holdsForNothing,
  onlyCurrency,
} from "./measures"
import { rollUp } from "./roll-up"
import { durationMs } from "./time-frame"

/** Something done, measured, and perhaps followed (or not) by something else. */
export function compileDid(condition: DidCondition, context: CompileContext): Leaf {
  const fast = rollUp(condition, context)
  if (fast) return fast
  const done = occurrencesOf(condition, "a", context, asksWhen(condition))
  const frame = frameConditions(condition.window, done.at, context)
  const where = [...done.where, ...inScope(done, context), ...frame.conditions]
  if (condition.then || condition.not_then) return chain(condition, done, where, frame, context)
  if (asksForSome(condition)) return { text: exists(done, where), exact: true }
  if (asksForNone(condition)) return { text: exists(done, where), exact: true, negate: true }
  return measured(condition, done, where, frame.personal, context)
}

const exists = (done: OccurrencesSql, where: string[]): string =>
  `exists (select 1 from ${done.from} where ${[...where, `${done.pid} = p.pid`].join(" and ")})`

const inScope = (done: OccurrencesSql, { people }: CompileContext): string[] =>
  people ? [`${done.pid} = any(${people})`] : []

/**
 * Aggregated per person, then joined. When nothing at all satisfies the measures too, those who fail are looked
 * for instead and everybody else matches.
 */
function measured(
  condition: DidCondition,
  done: OccurrencesSql,
  where: string[],
  personal: boolean,
  context: CompileContext,
): Leaf {
  const rows = done.rows && countsRows(condition) ? { ...done, ...done.rows, groupBy: "" } : done
  const { columns, having, dear } = compileMeasures(condition, rows, context)
  const negate = holdsForNothing(condition)
  const currency = onlyCurrency(condition)
  const asked = [
    ...where,
    ...(currency ? [`${(done.rows ?? done).whole.currency} = ${context.bind(currency)}::text`] : []),
    // A bound of each person's own: the sub-query is asked once a person.
    ...(personal ? [`${done.pid} = p.pid`] : []),
  ]
  // Read person by person where an index can: summed up in this order takes a third of the time of a hash of everybody.
  const inOrder = done.by_person && !asksPieces(condition) && !personal && !context.people
  const kept = inOrder ? ` order by ${done.pid} offset 0` : dear ? " offset 0" : ""
  const text = `exists (select 1 from (
    select x.pid from (select ${columns.join(", ")} from ${done.from} where ${asked.join(" and ") || "true"}${rows.groupBy}${kept}) x
    group by x.pid having ${negate ? `not (${having})` : having}) s where s.pid = p.pid)`
  return { text, exact: true, negate }
}

/** There is one after which [within the time] the other came, or did not come. */
function chain(
  condition: DidCondition,
  done: OccurrencesSql,
  where: string[],
  frame: FrameSql,
  context: CompileContext,
): Leaf {
  const { bind, now } = context
  const next = occurrencesOf((condition.then ?? condition.not_then)!, "b", context)
  const paying = awaitsPayment(condition)
  const came = paying ? next.paid : next.at
  const after = [
    ...next.where,
    `${next.pid} = ${done.pid}`,
    `${came} ${paying ? ">=" : ">"} ${done.at}`,
    // Follows from the line above, and keeps PostgreSQL from reading all of history.
    ...(paying ? [] : frame.lowerBound(next.at)),
    ...inScope(next, context),
  ]
  const own = [...where]
  if (condition.within) {
    const span = durationMs(condition.within)
    after.push(`${came} <= ${done.at} + ${bind(span)}::float8 * interval '1 millisecond'`)
    // "Did not, within two hours" is known only when the two hours are over.
    if (condition.not_then)
      own.push(`${done.at} <= ${bind(new Date(now.getTime() - span).toISOString())}::timestamptz`)
  }
  const follows = `exists (select 1 from ${next.from} where ${after.join(" and ")})`
  const text = exists(done, [...own, condition.then ? follows : `not ${follows}`])
  if (asksForSome(condition)) return { text, exact: true }
  const { then: _, not_then: __, within: ___, ...first } = condition
  const counted = compileDid(first, context)
  return {
    text: `(${text} and ${counted.negate ? "not " : ""}${counted.exact ? counted.text : `coalesce(${counted.text}, false)`})`,
    exact: true,
  }
}
