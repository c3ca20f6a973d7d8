import { z } from "zod"
import type { Problem } from "../core/problem"
import { ownTraits } from "../core/profile/change"
import { readBy } from "../core/read-by"
import { knownEvent } from "../core/rules/events"
import { whyUnusable } from "../core/why-unusable"
import { type Rejection, refuse } from "./told-problems"

/** So many events in one call, and so many properties of one event. */
export const MOST_EVENTS = 100
/** Each of these is a transaction of its own; nobody is more than a few people at once. */
const MOST_WORDS = 10
const MOST_PROPERTIES = 50
const LONGEST_TEXT = 1_000
/** Minor units; sums of very many stay exact. */
const LARGEST_AMOUNT = 100_000_000_000
/** Sums of numbers that people typed nowhere must not leave what a database can add up. */
const LARGEST_NUMBER = 1e15
/** What is older was not done by somebody who was offline for a while. */
export const OLDEST_DAYS = 3
const DAY_MS = 86_400_000

/** Whoever knows it may claim what was done under it, so nobody may be able to guess it. */
const visitorId = z.string().regex(/^[\w-]{16,100}$/, {
  message:
    "A visitor_id is 16 to 100 letters, digits, - and _ that nobody can guess, e.g. of crypto.randomUUID().",
})

const PROTOTYPES = ["__proto__", "constructor", "prototype"]
const propertyKey = z
  .string()
  .refine((key) => /^[\p{L}\p{M}\p{N}_.:$ -]{1,100}$/u.test(key) && !PROTOTYPES.includes(key), {
    message: "The name of a property is at most 100 letters, digits, _ . : $ - and blanks.",
  })
const number = z.number().min(-LARGEST_NUMBER).max(LARGEST_NUMBER)
const properties = z
  .record(propertyKey, z.union([z.string().max(LONGEST_TEXT), number, z.boolean(), z.null()]), {
    message: "Properties are texts of at most 1000 letters, numbers, yes/no or null, nothing nested.",
  })
  .refine((given) => Object.keys(given).length <= MOST_PROPERTIES, {
    message: `An event has at most ${MOST_PROPERTIES} properties.`,
  })
  .default({})

const told = {
  /** The storefront's own number of this event: said again, it counts once. */
  id: z.string().min(1).max(100).optional(),
  at: z.iso.datetime({ offset: true, message: "A moment is written like 2026-03-02T09:00:00Z." }).optional(),
}
const name = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9_.:-]{0,79}$/, {
    message: "An event is a short name such as product_viewed.",
  })

const schema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("track"), event: name, properties, ...told }),
  z.strictObject({ type: z.literal("page"), properties, ...told }),
  z.strictObject({ type: z.literal("identify"), traits: ownTraits.default({}), ...told }),
  z.strictObject({ type: z.literal("alias"), previous_id: visitorId.optional(), ...told }),
])

/** The envelope; each event is judged alone afterwards. */
export const callSchema = z.strictObject({
  visitor_id: visitorId.nullish(),
  events: z.array(z.unknown()).min(1).max(MOST_EVENTS),
})

type Told = { index: number; id: string | null }
/** Something done, as a storefront tells it. */
export type ToldDeed = Told & {
  type: "deed"
  name: string
  at: Date
  product_id: string | null
  amount: number | null
  currency: string | null
  props: Record<string, string | number | boolean>
}
/** A signed-in customer who says who they are. */
export type ToldIdentity = Told & { type: "identify"; traits: z.infer<typeof ownTraits> }
/** A signed-in customer who was a visitor before, under this id or under the call's own. */
export type ToldAlias = Told & { type: "alias"; previous_id: string | null }
export type ToldByStorefront = ToldDeed | ToldIdentity | ToldAlias

/**
 * Judges each event of a call by itself: the good ones are taken, of the others it is said why. A clock that goes ahead
 * is set right; what is older than some days is refused.
 */
export function judgeCall(
  events: unknown[],
  { now, signed_in }: { now: Date; signed_in: boolean },
): { taken: ToldByStorefront[]; rejected: Rejection[] } {
  const taken: ToldByStorefront[] = []
  const rejected: Rejection[] = []
  let words = 0
  for (const [index, given] of events.entries()) {
    const judged = judge(given, index, now, signed_in)
    if (!Array.isArray(judged) && judged.type !== "deed" && ++words > MOST_WORDS)
      rejected.push({ ...refuse("event/too-many-words", `events.${index}`, { limit: MOST_WORDS }), index })
    else if (Array.isArray(judged)) rejected.push(...judged.map((problem) => ({ ...problem, index })))
    else taken.push(judged)
  }
  return { taken, rejected }
}

function judge(given: unknown, index: number, now: Date, signed_in: boolean): ToldByStorefront | Problem[] {
  const path = `events.${index}`
  const unusable = whyUnusable(given, path)
  if (unusable) return [unusable]
  const { data, problems } = readBy(schema, given, path, (at, misfit) => refuse("event/invalid", at, misfit))
  if (!data) return problems
  const same = { index, id: data.id ?? null }
  if (data.type === "track" || data.type === "page") {
    const at = data.at ? new Date(data.at) : now
    if (now.getTime() - at.getTime() > OLDEST_DAYS * DAY_MS)
      return [refuse("event/too-old", `${path}.at`, { days: OLDEST_DAYS })]
    const event = data.type === "page" ? "page_viewed" : data.event
    if (knownEvent(event)?.told_by === "store")
      return [refuse("event/of-store", `${path}.event`, { name: event })]
    const money = moneyIn(data.properties)
    if (!money) return [refuse("event/amount", `${path}.properties.amount`, { limit: LARGEST_AMOUNT })]
    const props = Object.fromEntries(Object.entries(data.properties).filter(([, value]) => value !== null))
    const { product_id } = props
    return {
      type: "deed",
      ...same,
      name: event,
      at: at > now ? now : at,
      product_id: typeof product_id === "string" ? product_id : null,
      ...money,
      props: props as ToldDeed["props"],
    }
  }
  if (!signed_in) return [refuse("event/not-signed-in", path)]
  return data.type === "identify"
    ? { type: "identify", ...same, traits: data.traits }
    : { type: "alias", ...same, previous_id: data.previous_id ?? null }
}

/** Amounts that rules can add up; null: it is none. */
function moneyIn({
  amount = null,
  currency = null,
}: Record<string, unknown>): { amount: number | null; currency: string | null } | null {
  const code = typeof currency === "string" && /^[a-z]{3}$/i.test(currency) ? currency.toLowerCase() : null
  if (amount === null) return { amount: null, currency: code }
  const whole = Number.isSafeInteger(amount) && Math.abs(amount as number) <= LARGEST_AMOUNT
  return whole && code ? { amount: amount as number, currency: code } : null
}
