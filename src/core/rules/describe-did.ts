import { own } from "../own"
import type { ChainedStep, Comparison, DidCondition, Match } from "./conditions"
import { amountText, type DescribeContext, say, timeText, WORDS } from "./describe-words"
import { knownEvent, propertyLabel } from "./events"
import { asksForNone, asksForSome, holdsForNothing, measuresIn } from "./measures"
import { isFlag, NAMED } from "./sources"

/** "who made a purchase (product is “Tea”) at least 2 times in the last 30 days, and never placed an order after that". */
export function describeDid(condition: DidCondition, context: DescribeContext): string {
  const words = WORDS[context.language]
  const { then, not_then, within, window } = condition
  const time = timeText(window, context)
  const doing = step(condition, context)
  const first = asksForNone(condition)
    ? words.never(doing, time)
    : words.did(doing, asksForSome(condition) ? "" : measures(condition, context), time)
  if (!then && !not_then)
    return holdsForNothing(condition) && !asksForNone(condition) ? first + words.orNone : first
  const span = within ? words.duration(within) : ""
  return (
    first + (then ? words.then(step(then, context), span) : words.notThen(step(not_then!, context), span))
  )
}

function step({ did, where }: ChainedStep, context: DescribeContext): string {
  const words = WORDS[context.language]
  const name = knownEvent(did)?.said[context.language] ?? words.event(did)
  const narrowed = Object.entries(where ?? {}).map(([key, given]) => {
    const match: Match = typeof given === "object" ? given : { is: given }
    return matchText(did, key, match, context)
  })
  return narrowed.length === 0 ? name : words.narrowed(name, narrowed.join(words.comma))
}

function matchText(did: string, key: string, match: Match, context: DescribeContext): string {
  const words = WORDS[context.language]
  if (isFlag(did, key)) return words.flags[key]![match.is ? "yes" : "no"]
  const thing = own(NAMED, key)
  const called = propertyLabel(did, key)?.[context.language] ?? own(words.keys, key) ?? key
  const named = (value: unknown) =>
    typeof value === "number"
      ? String(value)
      : words.quote(thing ? context.name(thing, String(value)) : String(value))
  return Object.entries(match)
    .filter(([, value]) => value !== undefined)
    .map(([op, value]) => {
      if (typeof value === "boolean")
        return words.fact(called, words.truths[value === (op !== "is_not") ? "yes" : "no"])
      const list = Array.isArray(value) ? value : [value]
      const pattern = (list.length === 1 && Array.isArray(value) && own(words.single, op)) || undefined
      const text = list
        .slice(0, 5)
        .map(named)
        .join(op === "between" ? words.until : words.comma)
      const more = list.length > 5 ? words.more(list.length - 5) : ""
      return words.fact(called, say(pattern ?? own(words.operators, op) ?? `${op} {}`, text + more))
    })
    .join(words.and)
}

function measures(condition: DidCondition, context: DescribeContext): string {
  const words = WORDS[context.language]
  const called = (key: string) =>
    own(words.measured, key) ?? words.property(propertyLabel(condition.did, key)?.[context.language] ?? key)
  return measuresIn(condition)
    .map((measure) => {
      const { currency, of, ...comparison } = condition[measure] as Comparison & {
        currency?: string
        of?: string
      }
      const value = (n: number) => (currency ? amountText(n, currency) : String(n))
      const compared = Object.entries(comparison)
        .filter(([, v]) => v !== undefined)
        .map(([op, v]) =>
          say(
            words.comparisons[op as keyof Comparison],
            (Array.isArray(v) ? v : [v]).map(value).join(words.until),
          ),
        )
      return words.measure(words.measures[measure], of ? called(of) : "", compared.join(words.and))
    })
    .join(words.and)
}
