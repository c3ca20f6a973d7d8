import { z } from "zod"

export const waitSettings = z.strictObject({
  amount: z.number().int("must be a whole number").min(1, "must be at least 1"),
  unit: z.enum(["minutes", "hours", "days"]),
})
export type WaitSettings = z.infer<typeof waitSettings>

const MINUTE_MS = 60_000
/** A day is 24 hours: across a change of the clocks people are woken an hour earlier or later by the wall. */
const UNIT_MS = { minutes: MINUTE_MS, hours: 60 * MINUTE_MS, days: 24 * 60 * MINUTE_MS }

/** A year: whoever waits longer is better met by another plan. */
export const LONGEST_WAIT_MS = 365 * UNIT_MS.days

export const lengthOf = ({ amount, unit }: WaitSettings): number => amount * UNIT_MS[unit]
