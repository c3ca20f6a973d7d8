import type { CompileContext, Leaf } from "./compile-context"
import { frameConditions } from "./compile-frame"
import type { HoldsCondition, PlanCondition } from "./conditions"
import { durationMs } from "./time-frame"

type Outcome = { table: string; at: string; where: string }

/** Where each outcome is written down, and when it happened. */
const OUTCOMES: Record<PlanCondition["outcome"], Outcome> = {
  entered: { table: "marketing_enrollment", at: "h.entered_at", where: "h.state <> 'held_out'" },
  held_out: { table: "marketing_enrollment", at: "h.entered_at", where: "h.state = 'held_out'" },
  received: { table: "marketing_send", at: "h.sent_at", where: "h.state = 'sent'" },
  failed: { table: "marketing_send", at: "h.queued_at", where: "h.state in ('failed', 'blocked')" },
  opened: { table: "marketing_send", at: "h.opened_at", where: "h.opened_at is not null" },
  clicked: { table: "marketing_send", at: "h.clicked_at", where: "h.clicked_at is not null" },
  converted: {
    table: "marketing_conversion",
    at: "h.placed_at",
    where: "not h.cancelled",
  },
}

/** What a plan did with the person. */
export function compilePlan(condition: PlanCondition, context: CompileContext): Leaf {
  const { table, at, where } = OUTCOMES[condition.outcome]
  const conditions = [
    "h.pid = p.pid",
    `h.plan_no = (select n.no from marketing_plan n where n.id = ${context.bind(condition.plan)}::text)`,
    where,
    ...frameConditions(condition.window, at, context).conditions,
  ]
  if (condition.node !== undefined && table !== "marketing_enrollment")
    conditions.push(`h.node = ${context.bind(condition.node)}::text`)
  return { text: `exists (select 1 from ${table} h where ${conditions.join(" and ")})`, exact: true }
}

/** A coupon in the person's hands. Without a state: one that can be used now. */
export function compileHolds(condition: HoldsCondition, { bind, now }: CompileContext): Leaf {
  const at = (moment: Date) => `${bind(moment.toISOString())}::timestamptz`
  const conditions = ["h.pid = p.pid"]
  const state = condition.state ?? "usable"
  if (state === "usable")
    conditions.push("h.state in ('free', 'held')", `(h.expires_at is null or h.expires_at > ${at(now)})`)
  else conditions.push(`h.state = ${bind(state)}::text`)
  if (condition.template !== undefined)
    conditions.push(
      `h.template_no = (select t.no from marketing_coupon_template t where t.id = ${bind(condition.template)}::text)`,
    )
  if (condition.expires_within) {
    const end = new Date(now.getTime() + durationMs(condition.expires_within))
    conditions.push(`h.expires_at > ${at(now)}`, `h.expires_at <= ${at(end)}`)
  }
  return { text: `exists (select 1 from marketing_coupon h where ${conditions.join(" and ")})`, exact: true }
}
