import type { AttributeType } from "../../core/profile/attribute-type"
import { asAttribute, asColumn, settableOf } from "../../core/profile/settable"
import { ANY_PART, type Part } from "../../core/rules/parts-asked"
import type { CustomerSnapshot } from "../../core/rules/snapshot"
import type { Effect } from "../../extension/outcome"
import type { ReadAttributes } from "./audience/attributes"
import type { ListTagGroups } from "./audience/tag-groups"

/** What a plan would have done about somebody by itself, and when by their own clock, milliseconds. */
export type Doing = { at: number } & (
  | { did: "effect"; effect: Effect; expires_at: Date | null; taken: number }
  | { did: "received" | "failed" | "entered"; node: string | null; channel: string | null }
)

export type Doings = {
  note: (pid: number, doing: Doing) => void
  /** Whether some of it is to be seen by then by who asks about these parts. */
  concerns: (pid: number, parts: ReadonlySet<Part>, now: number) => boolean
  /** Whether some of these parts would be others by then, and nobody can say how. */
  isUnknown: (pid: number, parts: ReadonlySet<Part>, now: number) => boolean
  /** Somebody as they would have been, had the plan done it. */
  seen: (pid: number, then: CustomerSnapshot, now: number) => CustomerSnapshot
}

export type Surroundings = {
  plan: { id: string; no: number }
  /** The group of each tag that has one; `single`: somebody has one of its tags at most. */
  groups: ReadonlyMap<string, { id: string; single: boolean }>
  attributes: ReadonlyMap<string, AttributeType>
  /** Of no other parts something is kept. */
  asked: ReadonlySet<Part>
}

export type SurroundingsParts = { listTagGroups: ListTagGroups; readAttributes: ReadAttributes }

/** What decides how tags and attributes are written. */
export async function readSurroundings({
  listTagGroups,
  readAttributes,
}: SurroundingsParts): Promise<Pick<Surroundings, "groups" | "attributes">> {
  const groups = (await listTagGroups()).flatMap((group) => group.tags.map((tag) => [tag, group] as const))
  const attributes = (await readAttributes()).map(({ key, type }) => [key, type] as const)
  return { groups: new Map(groups), attributes: new Map(attributes) }
}

/** Keeps what a plan would have given, sent and written, and shows it to the conditions that come later. */
export function doingsOf(surroundings: Surroundings): Doings {
  const { asked, plan } = surroundings
  const known = new Map<number, Doing[]>()
  const changes = (doing: Doing, parts: ReadonlySet<Part>) =>
    parts.has(ANY_PART) || partsChanged(doing, plan.id).some((part) => parts.has(part))
  const some = (pid: number, now: number, fits: (doing: Doing) => boolean) =>
    known.get(pid)?.some((doing) => doing.at <= now && fits(doing)) ?? false
  return {
    note(pid, doing) {
      if (!changes(doing, asked)) return
      const others = known.get(pid)
      if (others) others.push(doing)
      else known.set(pid, [doing])
    },
    concerns: (pid, parts, now) => some(pid, now, (doing) => changes(doing, parts)),
    isUnknown: (pid, parts, now) => some(pid, now, (doing) => isUnforeseen(doing) && changes(doing, parts)),
    seen(pid, then, now) {
      const all = known.get(pid)?.filter(({ at }) => at <= now)
      let seen = then
      for (const [index, doing] of (all ?? []).entries())
        seen = after(seen, doing, { id: `foreseen ${index}`, now, surroundings })
      return seen
    },
  }
}

/** Who of several reps somebody gets depends on who else comes; a score is computed anew from all that somebody did. */
const isUnforeseen = (doing: Doing): boolean =>
  doing.did === "effect" &&
  (doing.effect.type === "lead-score" || (doing.effect.type === "assign-rep" && doing.effect.reps.length > 1))

const BIRTHDAY = "profile.birthday"

const partsChanged = (doing: Doing, plan_id: string): Part[] =>
  doing.did === "effect" ? partsOfEffect(doing.effect) : [`plan:${plan_id}`, "plans"]

/** Which parts of what is known of somebody an effect changes. */
export function partsOfEffect(effect: Effect): Part[] {
  switch (effect.type) {
    case "coupon":
      return ["coupons"]
    case "points":
      return (effect.system ?? "points") === "points" ? ["points"] : []
    case "take-back":
      return [effect.of]
    case "tag":
      return ["profile.tags"]
    case "attributes":
      return Object.keys(effect.values).flatMap((id) => (id === BIRTHDAY ? [id, "profile.age"] : [id]))
    case "segment-membership":
      return [`list:${effect.segment_id}`]
    case "lead-score":
      return ["scores"]
    case "assign-rep":
      return ["profile.rep"]
    case "benefit-block":
      return []
  }
}

type Look = { id: string; now: number; surroundings: Surroundings }

function after(then: CustomerSnapshot, doing: Doing, look: Look): CustomerSnapshot {
  if (doing.did === "effect") return afterEffect(then, doing, look)
  const { did: outcome, node, channel, at } = doing
  const plan_id = look.surroundings.plan.id
  return {
    ...then,
    outcomes: [...then.outcomes, { id: look.id, plan_id, outcome, node, channel, at: new Date(at) }],
  }
}

function afterEffect(
  then: CustomerSnapshot,
  { effect, expires_at, taken, at }: Extract<Doing, { did: "effect" }>,
  { id, now, surroundings }: Look,
): CustomerSnapshot {
  const { plan, groups, attributes } = surroundings
  switch (effect.type) {
    case "points":
      return withPoints(then, effect.amount, expires_at)
    case "coupon": {
      const state = expires_at !== null && expires_at.getTime() <= now ? "expired" : "free"
      const coupon = { id, state, template_id: effect.template_id, expires_at, plan_no: plan.no }
      return { ...then, coupons: [...then.coupons, coupon] }
    }
    case "take-back":
      return effect.of === "points"
        ? withoutPoints(then, { taken, at, kind: effect.amount === "of-plan" ? "reverse" : "adjust" })
        : withoutCoupons(then, effect, plan.no)
    case "tag":
      return { ...then, profile: { ...then.profile, tags: tagsAfter(then, effect, groups) } }
    case "attributes":
      return { ...then, profile: { ...then.profile, ...valuesAfter(then, effect, attributes) } }
    case "segment-membership": {
      const others = then.segments.filter((segment) => segment !== effect.segment_id)
      return { ...then, segments: effect.how === "add" ? [...others, effect.segment_id] : others }
    }
    case "assign-rep": {
      const keeps = !effect.overwrite && typeof then.profile.rep === "string"
      if (keeps || effect.reps.length > 1) return then
      return { ...then, profile: { ...then.profile, rep: effect.reps[0] } }
    }
    default:
      return then
  }
}

const NO_POINTS = { balance: 0, held: 0, lots: [], moved: [] }

function withPoints(then: CustomerSnapshot, amount: number, expires_at: Date | null): CustomerSnapshot {
  const { balance, lots, moved, held } = then.points ?? NO_POINTS
  const points = {
    held,
    balance: balance + amount,
    // What is over cannot be spent, whether it was noted or not.
    lots: [...lots, { remaining: amount, expires_at }],
    moved: [...moved, { kind: "grant", amount }],
  }
  return { ...then, points }
}

/** From the lots that end first, of those that had not ended. */
function withoutPoints(
  then: CustomerSnapshot,
  { taken, at, kind }: { taken: number; at: number; kind: string },
): CustomerSnapshot {
  if (!then.points || taken === 0) return then
  const { balance, lots, moved, held } = then.points
  const endOf = ({ expires_at }: (typeof lots)[number]) => expires_at?.getTime() ?? Number.POSITIVE_INFINITY
  let rest = taken
  const left = [...lots]
    .sort((one, other) => (endOf(one) < endOf(other) ? -1 : endOf(one) > endOf(other) ? 1 : 0))
    .map((lot) => {
      const gone = endOf(lot) <= at ? 0 : Math.min(rest, lot.remaining)
      rest -= gone
      return { ...lot, remaining: lot.remaining - gone }
    })
    .filter(({ remaining }) => remaining > 0)
  const points = { held, balance: balance - taken, lots: left, moved: [...moved, { kind, amount: -taken }] }
  return { ...then, points }
}

function withoutCoupons(
  then: CustomerSnapshot,
  { template_id, of_plan }: Extract<Effect, { type: "take-back"; of: "coupons" }>,
  plan_no: number,
): CustomerSnapshot {
  const coupons = then.coupons.map((coupon) => {
    const goes =
      ["free", "held"].includes(coupon.state) &&
      (template_id === null || coupon.template_id === template_id) &&
      (!of_plan || coupon.plan_no === plan_no)
    return goes ? { ...coupon, state: "revoked" } : coupon
  })
  return { ...then, coupons }
}

/** Of a group that allows one tag a person, the last one added stays and drives the others out, as when tags are written. */
function tagsAfter(
  { profile }: CustomerSnapshot,
  { add = [], remove = [], overwrite = false }: Extract<Effect, { type: "tag" }>,
  groups: Surroundings["groups"],
): string[] {
  const groupOf = (tag: string) => groups.get(tag)?.id ?? null
  const isSingle = (tag: string) => groups.get(tag)?.single ?? false
  const added = add.filter(
    (tag, index) => !isSingle(tag) || !add.slice(index + 1).some((later) => groupOf(later) === groupOf(tag)),
  )
  const drivenOut = (tag: string) =>
    added.some((one) => one !== tag && (overwrite || isSingle(one)) && groupOf(one) === groupOf(tag))
  const had = Array.isArray(profile.tags) ? (profile.tags as string[]) : []
  const kept = had.filter((tag) => (add.includes(tag) || !remove.includes(tag)) && !drivenOut(tag))
  return [...new Set([...kept, ...added])]
}

function valuesAfter(
  { profile }: CustomerSnapshot,
  { values, overwrite }: Extract<Effect, { type: "attributes" }>,
  types: Surroundings["attributes"],
): Record<string, unknown> {
  const columns: Record<string, unknown> = {}
  const attributes = { ...(profile.attributes as Record<string, unknown> | null) }
  for (const [field, value] of Object.entries(values)) {
    const place = settableOf(field)
    if (!place) continue
    if ("column" in place) {
      const { column } = place
      columns[column] = overwrite ? asColumn(column, value) : (profile[column] ?? asColumn(column, value))
      continue
    }
    const { attribute } = place
    const type = types.get(attribute)
    const fitting = value === null || !type ? null : asAttribute(type, value)
    if (!type || fitting === undefined || (!overwrite && (attributes[attribute] ?? null) !== null)) continue
    if (fitting === null) delete attributes[attribute]
    else attributes[attribute] = fitting
  }
  return { ...columns, attributes }
}
