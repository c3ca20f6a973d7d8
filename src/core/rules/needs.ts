import type { FindField } from "./field"
import type { Rule } from "./schema"
import { conditionsIn } from "./segments"
import { looksAtLines } from "./sources"

/** Which parts of people's histories some questions look at. */
export type Needs = {
  /** More of their profiles than who they are. */
  profile: boolean
  orders: boolean
  /** Which products stand in orders and events. */
  products: boolean
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
  profile: ["profile"],
  attributes: ["profile"],
  lifecycle: ["profile"],
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
  "profile",
  "products",
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
    profile: false,
    orders: false,
    products: false,
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
  const askDid = ({ did, where = {} }: { did: string; where?: object }) => {
    if (looksAtLines(Object.keys(where))) askFor(["products"])
    if (did === "purchase" || did === "order_placed" || did === "refund") askFor(["orders"])
    else if (did === "cart_open") askFor(["carts", "orders"])
    else events.add(did)
  }
  const inside = [...segments.values()].flatMap(({ rule }) => rule ?? [])
  for (const { condition } of [...rules, ...inside].flatMap((rule) => conditionsIn(rule))) {
    if ("fact" in condition) askField(condition.fact)
    else if ("did" in condition)
      for (const step of [condition, condition.then, condition.not_then]) step && askDid(step)
    else if ("outcome" in condition) askFor(["outcomes"])
    else if ("holds" in condition) askFor(["coupons"])
    else askFor(["memberships"])
  }
  for (const id of fields) askField(id)
  return { ...needs, events: [...events] }
}
