import { z } from "zod"

/** A length of time as a merchant says it. */
export const spanSchema = z.strictObject({
  amount: z.number().int("must be a whole number").min(1, "must be at least 1"),
  unit: z.enum(["minutes", "hours", "days"]),
})
export type Span = z.infer<typeof spanSchema>

const MINUTE_MS = 60_000
/** A day is 24 hours: across a change of the clocks people are woken an hour earlier or later by the wall. */
const UNIT_MS = { minutes: MINUTE_MS, hours: 60 * MINUTE_MS, days: 24 * 60 * MINUTE_MS }
const UNIT_ZH = { minutes: "分钟", hours: "小时", days: "天" }

/** A year: whoever waits longer is better met by another plan. */
export const LONGEST_SPAN_MS = 365 * UNIT_MS.days

/** In milliseconds. */
export const lengthOf = ({ amount, unit }: Span): number => amount * UNIT_MS[unit]

/** "1 day", "3 hours". */
export const spanInWords = ({ amount, unit }: Span): { en: string; zhCN: string } => ({
  en: `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`,
  zhCN: `${amount} ${UNIT_ZH[unit]}`,
})
