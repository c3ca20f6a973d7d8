import type { Duration, Window } from "./conditions"
import type { Words } from "./describe-words"
import { lastOf } from "./window-end"

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`

const duration = (span: Duration): string =>
  (["weeks", "days", "hours", "minutes"] as const)
    .filter((unit) => span[unit] !== undefined)
    .map((unit) => count(span[unit]!, unit.slice(0, -1)))
    .join(" ")

function window(given: Window, card: (id: string) => string): string {
  if ("last" in given) return `in the last ${duration(given.last)}`
  if ("this" in given) return given.this === "day" ? "today" : `this ${given.this}`
  if ("previous" in given) return given.previous === "day" ? "yesterday" : `in the previous ${given.previous}`
  if ("since" in given && given.since === "node") return `since the card ${card(given.node)}`
  if ("since" in given && given.exactly) return "at that moment"
  if ("since" in given && given.within)
    return `within ${duration(given.within)} of ${given.since === "entered" ? "entering the plan" : "coming to this card"}`
  if ("since" in given)
    return given.since === "entered" ? "since entering the plan" : "since coming to this card"
  if (!("from" in given)) return `before ${given.to}`
  return given.to ? `from ${given.from} to ${lastOf(given.to)}` : `since ${given.from}`
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
)

/** What is counted in ones, as said of a single one. */
const OF_ONE: Record<string, string> = {
  "{} times": "{} time",
  "on {} different days": "on {} day",
  "with {} items": "with {} item",
}
const isOne = (compared: string): boolean => /^(?!between).* 1$/.test(compared)
const counted = (compared: string): string => compared.replaceAll("less than", "fewer than")

function measure(name: string, of: string, compared: string): string {
  const one = OF_ONE[name]
  if (one) return (isOne(compared) ? one : name).replace("{}", counted(compared))
  return name.replace("{}", compared).replace("{of}", () => of)
}

/** What is done, as it is said after "did not". */
const PLAIN: Record<string, string> = {
  ...{ made: "make", placed: "place", got: "get", changed: "change", started: "start", did: "do" },
  ...{ visited: "visit", viewed: "view", searched: "search", took: "take", shared: "share", left: "leave" },
  ...{ followed: "follow", unfollowed: "unfollow", joined: "join", became: "become" },
  ...{ paid: "pay", cancelled: "cancel" },
}
const plain = (doing: string): string => doing.replace(/^\w+/, (verb) => PLAIN[verb] ?? verb)
/** What somebody has now, and did not do at some time. */
const isKept = (doing: string): boolean => doing.startsWith("have ")
const lastChanged = (time: string): string => time && `, last changed ${time}`
const spaced = (...parts: string[]): string => parts.filter((part) => part !== "").join(" ")

const by = (channel: string): string => channel && `by ${channel}`

/** "Purchases", "Points to spend": several, whatever they amount to. */
const isSeveral = (name: string): boolean =>
  /^(purchases|points|orders|items|coupons|days|refunds|seconds|pieces)\b/i.test(name)

/** English. */
export const en: Words = {
  sentence: (text) => (text === "anyone" ? "All customers." : `Customers ${text}.`),
  everybody: "anyone",
  nobody: "who do not exist (an empty list of alternatives)",
  and: " and ",
  or: " or ",
  comma: ", ",
  until: " and ",
  not: (text) => `who are not among those (${text.replace(/^\((.*)\)$/, "$1")})`,
  brackets: (text) => `(${text})`,
  quote: (text) => `“${text}”`,
  deleted: (name) => `${name} (deleted)`,
  more: (n) => ` and ${n} more`,
  operators: {
    is: "is {}",
    is_not: "is not {}",
    in: "is one of {}",
    not_in: "is none of {}",
    contains: "contains {}",
    starts_with: "starts with {}",
    ends_with: "ends with {}",
    eq: "is {}",
    ne: "is not {}",
    gt: "is more than {}",
    gte: "is at least {}",
    lt: "is less than {}",
    lte: "is at most {}",
    between: "is between {}",
    has_any: "include any of {}",
    has_all: "include all of {}",
    has_none: "include none of {}",
    before: "is before {}",
    after: "is after {}",
    on: "is on {}",
    within_last: "was within the last {}",
    within_next: "is within the next {}",
    more_than_ago: "was more than {} ago",
    anniversary_within_next: "comes round within the next {}",
    anniversary_in_month: "comes round {}",
    known: "is known",
    unknown: "is unknown",
  },
  comparisons: {
    eq: "exactly {}",
    ne: "not exactly {}",
    gt: "more than {}",
    gte: "at least {}",
    lt: "less than {}",
    lte: "at most {}",
    between: "between {}",
  },
  several: { known: "are known", unknown: "are unknown" },
  single: {
    in: "is {}",
    not_in: "is not {}",
    has_any: "include {}",
    has_all: "include {}",
    has_none: "do not include {}",
  },
  today: { within_last: "is today", within_next: "is today", anniversary_within_next: "comes round today" },
  called: (label) => (/^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)),
  choice: (label) => label,
  truths: { yes: "is yes", no: "is no" },
  whose: (fact) => `whose ${fact}`,
  ofWhom: (statement) => `for whom ${statement}`,
  fact: (name, said) => `${name} ${isSeveral(name) ? said.replace(/^is\b/, "are") : said}`,
  narrowed: (doing, text) => `${doing} (${text})`,
  keys: {
    product_id: "product",
    variant_id: "variant",
    category_id: "category",
    collection_id: "collection",
    type_id: "type",
    tag_id: "tag",
    sales_channel_id: "sales channel",
  },
  flags: { discounted: { yes: "with a discount", no: "without a discount" } },
  event: (name) => `did “${name}”`,
  did: (doing, measures, time) =>
    isKept(doing)
      ? `who ${spaced(doing, measures)}${lastChanged(time)}`
      : `who ${spaced(doing, measures, time)}`,
  never: (doing, time) => {
    if (isKept(doing)) return `who do not ${doing}${lastChanged(time)}`
    return time ? `who did not ${plain(doing)} ${time}` : `who never ${doing}`
  },
  orNone: " (or not at all)",
  then: (doing, within) => `, and afterwards ${doing}${within ? ` within ${within}` : ""}`,
  notThen: (doing, within) =>
    within ? `, and did not ${plain(doing)} within ${within} after that` : `, and never ${doing} after that`,
  measures: {
    count: "{} times",
    days: "on {} different days",
    quantity: "with {} items",
    amount: "for {} in all",
    average: "for {} on average",
    sum: "with {of} adding up to {}",
    min: "with a smallest {of} of {}",
    max: "with a largest {of} of {}",
  },
  measured: { amount: "amount", quantity: "number of items" },
  property: (name) => `“${name}”`,
  measure,
  duration,
  window,
  month: (month) => {
    if (typeof month === "number") return `in ${MONTHS[month - 1] ?? month}`
    return month === "previous" ? "last month" : `${month} month`
  },
  inSegment: (name) => `who are in the segment ${name}`,
  outcomes: {
    entered: "entered",
    received: "received a message of",
    failed: "could not be reached by",
    opened: "opened a message of",
    clicked: "clicked in a message of",
    coupon_used: "used a coupon of",
    converted: "ordered because of",
    held_out: "were held out of",
  },
  anyOutcomes: {
    entered: "entered any plan",
    received: "received any message",
    failed: "could not be reached by any plan",
    opened: "opened any message",
    clicked: "clicked in any message",
    coupon_used: "used a coupon of any plan",
    converted: "ordered because of any plan",
    held_out: "were held out of any plan",
  },
  plan: (outcome, plan, channel, time) => `who ${spaced(outcome, `the plan ${plan}`, by(channel), time)}`,
  anyPlan: (outcome, channel, time) => `who ${spaced(outcome, by(channel), time)}`,
  card: (outcome, card, time) => `who ${spaced(outcome, `the card ${card}`, time)}`,
  couponStates: {
    usable: "a usable",
    free: "an unused",
    held: "an applied",
    reserved: "a reserved",
    used: "a used",
    revoked: "a revoked",
    expired: "an expired",
  },
  holds: (state, template, expires) =>
    spaced("who hold", state, "coupon", template, expires && `that expires within ${expires}`),
}
