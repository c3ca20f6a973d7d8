import type { CompileContext } from "./compile-context"
import { frameConditions } from "./compile-frame"
import type { RowTest } from "./compile-rows"
import type { HoldsCondition, PlanCondition } from "./conditions"
import { durationMs } from "./time-frame"

type Outcome = { table: string; at: string; where: string }
/** Rows of one table under alias `h`, with column pid. */
type Rows = { from: string; where: string[] }

/** Where each outcome is written down, and when it happened. */
const OUTCOMES: Record<PlanCondition["outcome"], Outcome> = {
  entered: { table: "marketing_enrollment", at: "h.entered_at", where: "h.state <> 'held_out'" },
  held_out: { table: "marketing_enrollment", at: "h.entered_at", where: "h.state = 'held_out'" },
  received: { table: "marketing_send", at: "h.sent_at", where: "h.state = 'sent'" },
  failed: { table: "marketing_send", at: "h.queued_at", where: "h.state in ('failed', 'blocked')" },
  opened: { table: "marketing_send", at: "h.opened_at", where: "h.opened_at is not null" },
  clicked: { table: "marketing_send", at: "h.clicked_at", where: "h.clicked_at is not null" },
  coupon_used: { table: "marketing_coupon", at: "h.used_at", where: "h.state = 'used'" },
  converted: {
    table: "marketing_conversion",
    at: "h.placed_at",
    where: "not h.cancelled",
  },
}

/** What a plan, or any, did with people, whenever it was. */
export function outcomesOf(condition: PlanCondition, { bind }: CompileContext): Rows & { at: string } {
  const { table, at, where } = OUTCOMES[condition.outcome]
  const { plan, channel } = condition
  const conditions = [
    // What no plan sent, e.g. a test, is asked for by nobody.
    plan === undefined
      ? "h.plan_no is not null"
      : `h.plan_no = (select n.no from marketing_plan n where n.id = ${bind(plan)}::text)`,
    where,
  ]
  if (channel !== undefined) conditions.push(`h.channel = ${bind(channel)}::text`)
  if (condition.node !== undefined && table !== "marketing_enrollment")
    conditions.push(`h.node = ${bind(condition.node)}::text`)
  return { from: `${table} h`, at, where: conditions }
}

/** What a plan did with the person. */
export const planRows = (condition: PlanCondition, context: CompileContext): RowTest =>
  rowsOf(OUTCOMES[condition.outcome].table, () => {
    const { at, where } = outcomesOf(condition, context)
    return [...where, ...frameConditions(condition.window, at, context).conditions]
  })

/** Coupons in a state, whatever their time. Those that can be used are free, or lie on a cart. */
export function couponsHeld({ state = "usable", template }: HoldsCondition, { bind }: CompileContext): Rows {
  const where = [state === "usable" ? "h.state in ('free', 'held')" : `h.state = ${bind(state)}::text`]
  if (template !== undefined)
    where.push(
      `h.template_no = (select t.no from marketing_coupon_template t where t.id = ${bind(template)}::text)`,
    )
  return { from: "marketing_coupon h", where }
}

/** A coupon in the person's hands. Without a state: one that can be used now. */
export const couponRows = (condition: HoldsCondition, context: CompileContext): RowTest =>
  rowsOf("marketing_coupon", () => {
    const { now } = context
    const at = (moment: Date) => `${context.bind(moment.toISOString())}::timestamptz`
    const conditions = couponsHeld(condition, context).where
    if ((condition.state ?? "usable") === "usable")
      conditions.push(`(h.expires_at is null or h.expires_at > ${at(now)})`)
    if (condition.expires_within) {
      const end = new Date(now.getTime() + durationMs(condition.expires_within))
      conditions.push(`h.expires_at > ${at(now)}`, `h.expires_at <= ${at(end)}`)
    }
    return conditions
  })

const rowsOf = (table: string, conditions: () => string[]): RowTest => ({
  rows: table,
  single: false,
  negate: false,
  test: () => ({ holds: conditions().join(" and ") }),
  some: (asked) => `exists (select 1 from ${table} h where h.pid = p.pid and (${asked?.holds ?? "true"}))`,
})
