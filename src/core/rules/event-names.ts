import { knownEvent } from "./events"
import type { Rule } from "./schema"

/**
 * Under which names what a rule asks for with `did` is recorded. Rules ask for purchases, which are read off orders;
 * what is recorded is the payment.
 */
const RECORDED_AS: Record<string, string[]> = { purchase: ["order_paid"], cart_open: ["cart_updated"] }

export const eventsOf = (did: string): string[] => RECORDED_AS[did] ?? [did]

/** Within a sentence after "somebody"; of a store's own events their name. */
export const nameOfEvent = (did: string): { en: string; zhCN: string } => {
  const known = knownEvent(did)
  return known ? known.said : { en: `did “${did}”`, zhCN: `发生“${did}”` }
}

/** Names of all events that the conditions of a rule look at. Segments inside it are not looked into. */
export function eventsIn(rule: Rule): string[] {
  if ("all" in rule) return [...new Set(rule.all.flatMap(eventsIn))]
  if ("any" in rule) return [...new Set(rule.any.flatMap(eventsIn))]
  if ("not" in rule) return eventsIn(rule.not)
  if (!("did" in rule)) return []
  return [rule, rule.then, rule.not_then].flatMap((step) => (step ? eventsOf(step.did) : []))
}
