import type { FindField } from "./field"
import type { Rule } from "./schema"
import { conditionsIn } from "./segments"

/** Which parts of people's histories some questions look at. */
export type Needs = {
  orders: boolean
  carts: boolean
  coupons: boolean
  points: boolean
  outcomes: boolean
  memberships: boolean
  behaviour: boolean
  /** Relations, credit and what is said to channels. */
  around: boolean
  /** Names of events of the event stream. */
  events: string[]
}

const FAMILIES: Record<string, (keyof Omit<Needs, "events">)[]> = {
  profile: [],
  attributes: [],
  lifecycle: [],
  purchase: ["orders"],
  orders: ["orders"],
  cart: ["carts", "orders"],
  coupons: ["coupons"],
  points: ["points"],
  behaviour: ["behaviour"],
  relation: ["around"],
  credit: ["around"],
  consent: ["around"],
}
const EVERYTHING: (keyof Omit<Needs, "events">)[] = [
  "orders",
  "carts",
  "coupons",
  "points",
  "behaviour",
  "around",
]

/** What must be read of people to answer these rules and fields, whatever segments they reach. */
export function needsOf(
  { rules, fields }: { rules: Rule[]; fields: string[] },
  field: FindField,
  segments: ReadonlyMap<string, { rule: Rule | null }>,
): Needs {
  const needs: Needs = {
    orders: false,
    carts: false,
    coupons: false,
    points: false,
    outcomes: false,
    memberships: false,
    behaviour: false,
    around: false,
    events: [],
  }
  const events = new Set<string>()
  const askFor = (parts: (keyof Omit<Needs, "events">)[]) => {
    for (const part of parts) needs[part] = true
  }
  const askField = (id: string) => askFor(FAMILIES[field(id)?.family ?? ""] ?? EVERYTHING)
  const askDid = (did: string) => {
    if (did === "purchase" || did === "order_placed" || did === "refund") askFor(["orders"])
    else if (did === "cart_open") askFor(["carts", "orders"])
    else events.add(did)
  }
  const inside = [...segments.values()].flatMap(({ rule }) => rule ?? [])
  for (const { condition } of [...rules, ...inside].flatMap((rule) => conditionsIn(rule))) {
    if ("fact" in condition) askField(condition.fact)
    else if ("did" in condition)
      for (const step of [condition, condition.then, condition.not_then]) step && askDid(step.did)
    else if ("plan" in condition) askFor(["outcomes"])
    else if ("holds" in condition) askFor(["coupons"])
    else askFor(["memberships"])
  }
  for (const id of fields) askField(id)
  return { ...needs, events: [...events] }
}
