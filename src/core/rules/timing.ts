import { addDays, dayOf, startOf, startOfDay } from "../time/zone"
import { isAnniversary } from "./compile-comparison"
import { couponsHeld, outcomesOf } from "./compile-history"
import { occurrencesOf } from "./compile-occurrences"
import type {
  Condition,
  DidCondition,
  Duration,
  FactCondition,
  HoldsCondition,
  PlanCondition,
  SegmentCondition,
  Window,
} from "./conditions"
import { type RuleField, valueOfEach } from "./field"
import { anniversariesTurned, dailyTurned, type Passing, spanTurned } from "./midnight"
import type { Rule } from "./schema"
import { conditionsIn } from "./segments"
import { asksProduct } from "./sources"
import { durationMs, frameOf } from "./time-frame"
import { totalsSql } from "./totals"

/**
 * What a change is about, told as it happens. `people`: who is a customer, which every rule looks at; `facts`: the person and what
 * he or she did; `products`: where products belong, and which there are; `lifecycle:…`, `attribute:…`: this score, and what this
 * attribute is; `plan:…`, `segment:…`: what this plan did to people, and who this segment means, by its id; `plans`: what any plan did.
 */
export type Told =
  | "people"
  | "facts"
  | "products"
  | "coupons"
  | "points"
  | "plans"
  | `${"lifecycle" | "attribute" | "plan" | "segment"}:${string}`

/** What can turn the answer of a rule. */
export type Timing = {
  /** Changes of these. */
  told: Told[]
  /**
   * SQL of people (one column, pid), for whom the passing of time may have turned it after `from`, until `now`: what they did
   * left a window, or came of age; a day or a month began that is another to them.
   */
  crossings: string[]
  /** After `now` time turns it for nobody before this moment, at which a day or a month begins. Null: no such moment. */
  turns_at: Date | null
  /** But for what rolls: something may leave a window at any moment. */
  rolls: boolean
  /** It looks at what nobody tells of, or follows the clock in its own way: everybody is asked anew again and again. */
  restless: boolean
}

/** What the families of fields are read from. Of other families nobody tells. */
const TOLD: Record<string, Told> = {
  ...{ profile: "facts", attributes: "facts", relation: "facts", consent: "facts" },
  ...{ purchase: "facts", orders: "facts", cart: "facts", behaviour: "facts", credit: "facts" },
  coupons: "coupons",
  points: "points",
}
const DAY_MS = 86_400_000
const RELATIVE = ["within_last", "more_than_ago", "within_next"]

/** Between `from` and `now` of the context; the rules of segments are looked into as they are compiled. */
export const timingOf = (rule: Rule, context: Passing): Timing =>
  together(conditionsIn(rule).map(({ condition }) => ofCondition(condition, context)))

const STILL: Timing = { told: [], crossings: [], turns_at: null, rolls: false, restless: false }
const RESTLESS: Timing = { ...STILL, restless: true }
const tellsOf = (told: Told): Timing => ({ ...STILL, told: [told] })
const turnsAt = (moment: Date): Timing => ({ ...STILL, turns_at: moment })

function together(timings: Timing[]): Timing {
  const moments = timings.flatMap(({ turns_at }) => (turns_at ? [turns_at.getTime()] : []))
  return {
    told: [...new Set(timings.flatMap(({ told }) => told))],
    crossings: [...new Set(timings.flatMap(({ crossings }) => crossings))],
    turns_at: moments.length > 0 ? new Date(Math.min(...moments)) : null,
    rolls: timings.some(({ rolls }) => rolls),
    restless: timings.some(({ restless }) => restless),
  }
}

function ofCondition(condition: Condition, context: Passing): Timing {
  if ("did" in condition) return ofDid(condition, context)
  if ("in_segment" in condition) return ofSegment(condition, context)
  if ("outcome" in condition) return ofPlan(condition, context)
  if ("holds" in condition) return ofHolds(condition, context)
  const field = context.field(condition.fact)
  if (!field) return RESTLESS
  // The other words may name a day of today's.
  const other = field.turns ? null : field.as_condition?.(condition, context)
  return other ? timingOf(other, context) : ofFact(condition, field, context)
}

function ofDid(condition: DidCondition, context: Passing): Timing {
  const { window, not_then, within } = condition
  const aging = (span: Duration): Timing => {
    const { from, where, pid, at } = occurrencesOf(condition, "a", context)
    return crossing(`${pid} from ${from}`, where, [{ at, ms: durationMs(span) }], context)
  }
  // "Did not, within two hours" is known only when the two hours are over.
  const chain = not_then && within ? aging(within) : STILL
  const lying: Lying = (within) => {
    const { from, where, pid, at } = occurrencesOf(condition, "a", context)
    return `select ${pid} from ${from} where ${[...where, within(at)].join(" and ")}`
  }
  const products = asksForProducts(condition) ? tellsOf("products") : STILL
  return together([tellsOf("facts"), products, chain, ofWindow(window, aging, lying, context)])
}

const asksForProducts = (condition: DidCondition): boolean =>
  [condition, condition.then, condition.not_then].some((step) =>
    Object.keys(step?.where ?? {}).some((key) => asksProduct(step!.did, key)),
  )

/** SQL of people with something that lies within, by its moment. */
type Lying = (within: (at: string) => string) => string

/** `aging`: whose occurrences come to an age. */
function ofWindow(
  window: Window | undefined,
  aging: (age: Duration) => Timing,
  lying: Lying,
  context: Passing,
): Timing {
  if (!window) return STILL
  if ("last" in window) return aging(window.last)
  if (!("this" in window || "previous" in window)) return STILL
  const unit = "this" in window ? window.this : window.previous
  const { from, now, zone, bind } = context
  const turns = turnsAt(startOf(unit, now, zone, 1))
  if (startOf(unit, now, zone) <= from) return turns
  // Another one began: who has something in the one that was, or in the one that is.
  const bound = (moment: Date) => `${bind(moment.toISOString())}::timestamptz`
  const within = (at: string) =>
    `(${[from, now]
      .map((moment) => frameOf(window, moment, zone))
      .map((frame) => `(${at} >= ${bound(frame.from!)} and ${at} < ${bound(frame.to!)})`)
      .join(" or ")})`
  return { ...turns, crossings: [lying(within)] }
}

function ofPlan(condition: PlanCondition, context: Passing): Timing {
  const aging = (span: Duration): Timing => {
    const { from, where, at } = outcomesOf(condition, context)
    return crossing(`h.pid from ${from}`, where, [{ at, ms: durationMs(span) }], context)
  }
  // Coupons tell by themselves when they are used, not through the plan that gave them.
  const { plan } = condition
  const told = plan === undefined ? "plans" : (`plan:${plan}` as const)
  const tells = condition.outcome === "coupon_used" ? "coupons" : told
  const lying: Lying = (within) => {
    const { from, where, at } = outcomesOf(condition, context)
    return `select h.pid from ${from} where ${[...where, within(at)].join(" and ")}`
  }
  return together([tellsOf(tells), ofWindow(condition.window, aging, lying, context)])
}

/** A coupon comes near its end, and to it. */
function ofHolds(condition: HoldsCondition, context: Passing): Timing {
  const { state = "usable", expires_within } = condition
  const ages = expires_within ? [0, -durationMs(expires_within)] : state === "usable" ? [0] : []
  if (ages.length === 0) return tellsOf("coupons")
  const { from, where } = couponsHeld(condition, context)
  const coming = ages.map((ms) => ({ at: "h.expires_at", ms }))
  return together([tellsOf("coupons"), crossing(`h.pid from ${from}`, where, coming, context)])
}

/** By its rule, or by its members. */
function ofSegment({ in_segment }: SegmentCondition, context: Passing): Timing {
  const rule = context.segments.get(in_segment)?.rule
  return together([tellsOf(`segment:${in_segment}`), rule ? timingOf(rule, context) : STILL])
}

function ofFact(condition: FactCondition, field: RuleField, context: Passing): Timing {
  const told = tellersOf(field)
  return told ? together([...told.map(tellsOf), byTheClock(condition, field, context)]) : RESTLESS
}

function tellersOf({ id, family, read_from }: RuleField): Told[] | null {
  if (family === "lifecycle") return [scoreTold(id.slice("lifecycle.".length))]
  const told = read_from ?? TOLD[family]
  if (!told) return null
  return family === "attributes" ? [told, `attribute:${id.slice("profile.attributes.".length)}`] : [told]
}

/** A score by the name of its field; what is made of RFM changes together. */
const scoreTold = (name: string): Told =>
  `lifecycle:${["stage", "intent", "lead_score"].includes(name) ? name : "rfm"}`

function byTheClock(condition: FactCondition, field: RuleField, context: Passing): Timing {
  const { op, value } = condition
  const { now, zone } = context
  const midnight = (crossings: string[]): Timing => ({
    ...turnsAt(startOfDay(addDays(dayOf(now, zone), 1), zone)),
    crossings,
  })
  if (field.moments) {
    const { from, pid, at, days_before } = field.moments
    const ages = days_before ? [0, -days_before * DAY_MS] : [0]
    return crossing(
      `${pid} from ${from}`,
      [],
      ages.map((ms) => ({ at, ms })),
      context,
    )
  }
  if (field.turns === "daily") return midnight(dailyTurned(condition, field, context))
  if (asksTheTime(field, context)) return RESTLESS
  // A month by its number is the same one every day.
  if (op === "anniversary_in_month" && typeof value === "number") return STILL
  if (isAnniversary(op)) return midnight(anniversariesTurned(condition, field, context))
  if (!RELATIVE.includes(op)) return STILL
  if (field.day) return midnight(spanTurned(condition, field, context))
  const { each } = field
  const at = each ? valueOfEach(each, context) : `(${field.sql(context)})`
  const people = each ? `${each.pid} from ${each.from}` : "p.pid from marketing_profile p"
  const ms = durationMs(value as Duration)
  // What lay in the future is within the last days when it has come, and no more within the next ones.
  const ages = { within_last: [ms, 0], more_than_ago: [ms], within_next: [-ms, 0] }[op as "within_last"]
  return crossing(
    people,
    each?.where ? [each.where] : [],
    ages.map((age) => ({ at, ms: age })),
    context,
  )
}

/** Who has a moment `at` that came to one of these ages (negative: so long before it) after `from`, until `now`. */
function crossing(
  people: string,
  where: string[],
  ages: { at: string; ms: number }[],
  { bind, from, now }: Passing,
): Timing {
  const bound = (moment: Date, ms: number) =>
    `${bind(new Date(moment.getTime() - ms).toISOString())}::timestamptz`
  const tests = ages.map(({ at, ms }) => `(${at} > ${bound(from, ms)} and ${at} <= ${bound(now, ms)})`)
  const crossed = `select ${people} where ${[...where, `(${tests.join(" or ")})`].join(" and ")}`
  return { ...STILL, crossings: [crossed], rolls: true }
}

/** Found out by asking: a guest's field may look at the clock without a word. */
function asksTheTime(field: RuleField, { zone, now }: Passing): boolean {
  let asked = false
  const watched = {
    bind: () => "null",
    zone,
    get now() {
      asked = true
      return now
    },
  }
  if (field.totals) totalsSql(field.totals, watched)
  else field.sql(watched)
  return asked
}
