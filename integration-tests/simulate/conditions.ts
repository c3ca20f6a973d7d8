/** The few conditions that simulated plans ask, and what they mean to the model. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { fact: "profile.tags"; op: "has_any"; value: string[] }
  | { fact: string; op: "is"; value: string }
  | { did: string; window?: Span; count?: { gte: number } }
  | { in_segment: string }
type Span = { last: { days: number } } | { since: "entered" } | { since: "node"; node: string }

export type Person = {
  pid: number
  customer_id: string
  zone: string | null
  birthday: string | null
  tags: Set<string>
  attributes: Map<string, string>
  deeds: { name: string; at: number }[]
  points: number
  coupons: number
  deleted: boolean
  /** Gets no benefits. */
  blocked: boolean
  /** Days of their own calendar on which they got a message of which there may be one a day. */
  told: Set<string>
}

/** Segments by id: lists by their members, the others by what they ask. */
export type Segments = Map<string, { members: Set<number> } | { rule: Condition }>
type Moment = {
  now: number
  entered: number
  segments: Segments
  /** When they last went on from a card of the plan; null where they have not been. */
  passed?: (node: string) => number | null
}

export function holds(asked: Condition, person: Person, moment: Moment): boolean {
  if ("all" in asked) return asked.all.every((one) => holds(one, person, moment))
  if ("any" in asked) return asked.any.some((one) => holds(one, person, moment))
  if ("not" in asked) return !holds(asked.not, person, moment)
  if ("in_segment" in asked) {
    const segment = moment.segments.get(asked.in_segment)!
    return "rule" in segment ? holds(segment.rule, person, moment) : segment.members.has(person.pid)
  }
  if ("did" in asked) {
    const times = person.deeds.filter(
      ({ name, at }) => name === asked.did && isInside(at, asked.window, moment),
    )
    return times.length >= (asked.count?.gte ?? 1)
  }
  if (asked.op === "has_any") return (asked.value as string[]).some((tag) => person.tags.has(tag))
  return person.attributes.get(asked.fact.replace("profile.attributes.", "")) === asked.value
}

function isInside(at: number, window: Span | undefined, { now, entered, passed }: Moment): boolean {
  if (!window) return true
  if (!("since" in window)) return at > now - window.last.days * 86_400_000
  const since = window.since === "entered" ? entered : (passed?.(window.node) ?? Number.POSITIVE_INFINITY)
  return at >= since
}

/** A condition that counts from a card it is told where this one counts from where somebody came in. */
export function sinceCards(asked: Condition, card: () => string | null): Condition {
  if ("all" in asked) return { all: asked.all.map((one) => sinceCards(one, card)) }
  if ("any" in asked) return { any: asked.any.map((one) => sinceCards(one, card)) }
  if ("not" in asked) return { not: sinceCards(asked.not, card) }
  if (!("did" in asked && asked.window && "since" in asked.window)) return asked
  const node = card()
  return node === null ? asked : { ...asked, window: { since: "node", node } }
}

/** Names of what a condition asks whether somebody did it. */
export function deedsIn(asked: Condition): string[] {
  if ("all" in asked) return asked.all.flatMap(deedsIn)
  if ("any" in asked) return asked.any.flatMap(deedsIn)
  if ("not" in asked) return deedsIn(asked.not)
  return "did" in asked ? [asked.did] : []
}
