import type { CustomerSnapshot } from "../../../core/rules/snapshot"
import type { Effect } from "../../../extension/outcome"

/** What a plan would have done about somebody by itself. */
type Doing = { at: number } & (
  | { did: "effect"; effect: Effect; expires_at: Date | null }
  | { did: "received" | "entered"; node: string | null; channel: string | null }
)

export type Doings = {
  note: (pid: number, doing: Doing) => void
  /** Somebody as they would have been, had the plan done it. */
  seen: (pid: number, then: CustomerSnapshot, now: number) => CustomerSnapshot
}

/** Kinds all of whose effects are seen by `seen`. */
const SEEN_KINDS = ["benefit:coupon", "benefit:points", "segment-membership"]

/** Whether what a card writes is seen by conditions further on in a replay. */
export const isSeen = ({ kind, settings }: { kind: string; settings: Record<string, unknown> }): boolean =>
  SEEN_KINDS.includes(kind) || (kind === "tags" && settings.mode !== "overwrite")

/** Keeps what a plan would have given, sent and written, and shows it to the conditions that come later. */
export function doingsOf(plan_id: string): Doings {
  const known = new Map<number, Doing[]>()
  return {
    note(pid, doing) {
      const others = known.get(pid)
      if (others) others.push(doing)
      else known.set(pid, [doing])
    },
    seen(pid, then, now) {
      const all = known.get(pid)?.filter(({ at }) => at <= now)
      let seen = then
      for (const [index, doing] of (all ?? []).entries())
        seen = after(seen, doing, { id: `replay ${index}`, plan_id, now })
      return seen
    },
  }
}

type Look = { id: string; plan_id: string; now: number }

function after(then: CustomerSnapshot, doing: Doing, look: Look): CustomerSnapshot {
  if (doing.did === "effect") return afterEffect(then, doing, look)
  const { id, plan_id } = look
  const { did: outcome, node, channel, at } = doing
  return { ...then, outcomes: [...then.outcomes, { id, plan_id, outcome, node, channel, at: new Date(at) }] }
}

function afterEffect(
  then: CustomerSnapshot,
  { effect, expires_at }: { effect: Effect; expires_at: Date | null },
  { id, now }: Look,
): CustomerSnapshot {
  switch (effect.type) {
    case "points": {
      if ((effect.system ?? "points") !== "points") return then
      const { balance, lots, moved, held } = then.points ?? { balance: 0, held: 0, lots: [], moved: [] }
      const { amount } = effect
      return {
        ...then,
        points: {
          held,
          balance: balance + amount,
          // What is over cannot be spent, whether it was noted or not.
          lots: [...lots, { remaining: amount, expires_at }],
          moved: [...moved, { kind: "grant", amount }],
        },
      }
    }
    case "coupon": {
      const state = expires_at !== null && expires_at.getTime() <= now ? "expired" : "free"
      const coupon = { id, state, template_id: effect.template_id, expires_at }
      return { ...then, coupons: [...then.coupons, coupon] }
    }
    case "tag": {
      const { tags } = then.profile
      const had = Array.isArray(tags) ? (tags as string[]) : []
      const kept = had.filter((tag) => !effect.remove?.includes(tag))
      return { ...then, profile: { ...then.profile, tags: [...new Set([...kept, ...(effect.add ?? [])])] } }
    }
    case "segment-membership": {
      const others = then.segments.filter((segment) => segment !== effect.segment_id)
      return { ...then, segments: effect.how === "add" ? [...others, effect.segment_id] : others }
    }
    default:
      return then
  }
}
