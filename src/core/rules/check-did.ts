import { isCurrency } from "../money"
import { own } from "../own"
import type { Problem } from "../problem"
import { type CheckContext, missing, under } from "./check-context"
import { checkSpan, checkWindow } from "./check-window"
import type { ChainedStep, Comparison, DidCondition, Match, Scalar } from "./conditions"
import { countsToNone, type Measure, measuresIn } from "./measures"
import { refuse } from "./problems"
import { isFlag, NAMED, sourceOf, WHERE_KEYS } from "./sources"

/** Something done: what narrows it, how it is measured, when, and what comes after. */
export function checkDid(condition: DidCondition, path: string, context: CheckContext): Problem[] {
  return [
    ...checkWhere(condition, path, context),
    ...checkWindow(condition.window, under(path, "window"), context),
    ...measuresIn(condition).flatMap((measure) => checkMeasure(measure, condition, path)),
    ...checkChain(condition, path, context),
  ]
}

function checkChain(condition: DidCondition, path: string, context: CheckContext): Problem[] {
  const { then, not_then, within } = condition
  if (then && not_then)
    return [refuse("rule/chain", under(path, "not_then"), { what: "Use then or not_then, not both." })]
  if (within && !then && !not_then)
    return [refuse("rule/chain", under(path, "within"), { what: "Within belongs to then or not_then." })]
  if ((then || not_then) && countsToNone(condition))
    return [refuse("rule/never-followed", under(path, then ? "then" : "not_then"))]
  return [
    ...(within ? checkSpan(within, under(path, "within")) : []),
    ...(then ? checkWhere(then, under(path, "then"), context) : []),
    ...(not_then ? checkWhere(not_then, under(path, "not_then"), context) : []),
  ]
}

function checkWhere({ did, where }: ChainedStep, path: string, context: CheckContext): Problem[] {
  const source = sourceOf(did)
  return Object.entries(where ?? {}).flatMap(([key, match]) => {
    const at = under(path, "where", key)
    const ofShop = WHERE_KEYS[source].includes(key)
    if (!ofShop && source !== "event") return [refuse("rule/where", at, { did, key })]
    const read: Match = typeof match === "object" ? match : { is: match }
    const used = Object.entries(read).filter(([, value]) => value !== undefined)
    if (used.length === 0) return [refuse("rule/type", at, { expected: "something to compare with" })]
    if (isFlag(did, key)) return used.flatMap(([op, value]) => checkFlag(op, value, under(at, op)))
    if (ofShop) return checkId(key, read, at, context)
    return [...used.flatMap(([op, value]) => checkPair(op, value, at)), ...missingIds(key, read, at, context)]
  })
}

function checkFlag(op: string, value: unknown, path: string): Problem[] {
  if (op !== "is") return [refuse("rule/operator", path, { op, type: "yes or no", use: "is" })]
  return typeof value === "boolean" ? [] : [refuse("rule/type", path, { expected: "true or false" })]
}

const ID_OPERATORS = ["is", "is_not", "in", "not_in"]

function checkId(key: string, match: Match, path: string, context: CheckContext): Problem[] {
  return Object.entries(match).flatMap(([op, value]) => {
    if (value === undefined) return []
    if (!ID_OPERATORS.includes(op))
      return [refuse("rule/operator", under(path, op), { op, type: "an id", use: ID_OPERATORS.join(", ") })]
    const ids = (Array.isArray(value) ? value : [value]) as Scalar[]
    if (ids.some((id) => typeof id !== "string"))
      return [refuse("rule/type", under(path, op), { expected: "ids as text" })]
    if (key === "currency" && ids.some((id) => id !== String(id).toLowerCase()))
      return [
        refuse("rule/type", under(path, op), { expected: 'a currency in small letters, such as "eur"' }),
      ]
    if (key !== "currency") return missingIds(key, { [op]: value }, path, context)
    return (ids as string[]).flatMap((id, index) => {
      const at = under(path, op, ...(Array.isArray(value) ? [index] : []))
      return isCurrency(id) ? [] : [refuse("rule/unknown-currency", at, { currency: id })]
    })
  })
}

/** Of a key that holds ids of things of the shop: those that are not there. */
function missingIds(key: string, match: Match, path: string, context: CheckContext): Problem[] {
  const thing = own(NAMED, key)
  if (!thing) return []
  return ID_OPERATORS.flatMap((op) => {
    const value = match[op as "is" | "in"]
    const at = (index: number) => under(path, op, ...(Array.isArray(value) ? [index] : []))
    const ids = [value ?? []].flat()
    return ids.flatMap((id, index) => (typeof id === "string" ? missing(thing, id, at(index), context) : []))
  })
}

function checkMeasure(measure: Measure, condition: DidCondition, path: string): Problem[] {
  const at = under(path, measure)
  const source = sourceOf(condition.did)
  const asked = condition[measure]! as Comparison & { of?: string; currency?: string }
  const { of, currency, ...comparisons } = asked
  if (source !== "event" && of !== undefined && of !== "amount" && of !== "quantity")
    return [refuse("rule/measure", under(at, "of"), { did: condition.did, measure: of })]
  if (source === "refund" && (measure === "quantity" || of === "quantity"))
    return [refuse("rule/measure", at, { did: condition.did, measure: "quantity" })]
  const problems: Problem[] = []
  const money = measure === "amount" || measure === "average" || of === "amount"
  if (money && !currency) problems.push(refuse("rule/currency", under(at, "currency")))
  if (!money && currency)
    problems.push(refuse("rule/type", under(at, "currency"), { expected: "no currency here" }))
  if (currency === "store") problems.push(refuse("rule/rates", under(at, "currency")))
  else if (money && currency && !isCurrency(currency))
    problems.push(refuse("rule/unknown-currency", under(at, "currency"), { currency }))
  const used = Object.entries(comparisons).filter(([, value]) => value !== undefined)
  if (used.length === 0) problems.push(refuse("rule/type", at, { expected: "something to compare with" }))
  if (money && used.flatMap(([, value]) => value).some((n) => !Number.isSafeInteger(n)))
    problems.push(refuse("rule/type", at, { expected: "amounts in whole minor units (cents)" }))
  const pairs = used.flatMap(([op, value]) => checkPair(op, value, at))
  return [...problems, ...pairs, ...(isNumberOfTimes(measure) ? checkTimes(used, at) : [])]
}

const isNumberOfTimes = (measure: Measure): boolean => measure === "count" || measure === "days"

/** Below 0 it would hold for everybody or for nobody, and nobody means that. */
const checkTimes = (used: [string, unknown][], path: string): Problem[] =>
  used.flatMap(([op, value]) => {
    const below = [value].flat().find((number) => (number as number) < 0)
    return below === undefined ? [] : [refuse("rule/below-zero", under(path, op), { value: below as number })]
  })

const checkPair = (op: string, value: unknown, path: string): Problem[] =>
  op === "between" && (value as [number, number])[0] > (value as [number, number])[1]
    ? [refuse("rule/type", under(path, "between"), { expected: "the smaller number first" })]
    : []
