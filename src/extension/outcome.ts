import type { AttributeValue } from "../core/profile/attribute-type"

/**
 * What a node kind answers for one person. A kind never writes and never sends: the engine commits the outcome,
 * its effects, its intents and the next step in one transaction.
 */
export type Outcome =
  | Go
  /**
   * Stay at this node until `until`, or until something the kind listens to; `run` is called again then, with `state`
   * handed back. A message asked for here is asked for once, however often `run` is called.
   */
  | { do: "wait"; until: Date; state?: Record<string, unknown>; intents?: Intent[] }
  /** Leave the plan here; `reason` shows in the path and in the report. */
  | { do: "leave"; reason: string }

export type Go = {
  do: "go"
  port: string
  effects?: Effect[]
  intents?: Intent[]
  /** Port taken instead when any effect is refused when written (budget empty, template ended). Default: `port`. */
  refused_port?: string
  reason?: string
}

/**
 * A change in our own database. A closed list: each type has one set-based writer in the module, and a new type is
 * a decision record. The engine gives each effect the key enrollment:node:visit:index, so it happens exactly once.
 */
export type Effect =
  | { type: "coupon"; template_id: string }
  | { type: "points"; amount: number; expires_in_days?: number | null; system?: string; note?: string }
  /** `overwrite`: the person's other tags of the same groups go (of no group: those of no group). */
  | { type: "tag"; add?: string[]; remove?: string[]; overwrite?: boolean }
  /** Values by the id of their field ("profile.tier", "profile.attributes.size"); null forgets. Without `overwrite` what is known stays. */
  | { type: "attributes"; values: Record<string, AttributeValue | null>; overwrite: boolean }
  /** Of a list: a segment whose members were picked or imported. */
  | { type: "segment-membership"; segment_id: string; how: "add" | "remove" }
  /** From now on the person gets no coupons and no points, or does again. Whole days in the store's zone; null: until lifted. */
  | { type: "benefit-block"; blocked: boolean; days: number | null }
  /** Of points: so many, all that can be spent, or what this plan gave; never more than there are. */
  | { type: "take-back"; of: "points"; amount: number | "all" | "of-plan" }
  /** Unused coupons: of a template, or those that this plan gave, or both. */
  | { type: "take-back"; of: "coupons"; template_id: string | null; of_plan: boolean }
  /** Added to the computed score, from then on. */
  | { type: "lead-score"; amount: number }
  /** One rep, or several in turn; a person who comes again has the one whom this card gave them. */
  | { type: "assign-rep"; reps: string[]; overwrite: boolean }

export type EffectType = Effect["type"]

/** What became of one effect when it was written. `reason` is a stable code such as `budget_empty`. */
export type EffectResult = { key: string; done: boolean; reason?: string; ref?: string }

/** Something to be done outside; performed later, by the room that owns it. */
export type Intent = MessageIntent | WebhookIntent

/** Handed over at most once per key. */
export type MessageIntent = {
  type: "message"
  channel: string
  content: Record<string, unknown>
  template_id?: string
}

/** Another system is told of this person: at least once, under the same id each time. `data` is sent as it is. */
export type WebhookIntent = {
  type: "webhook"
  url: string
  with_email: boolean
  data: Record<string, string>
}
