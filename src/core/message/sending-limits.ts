import { z } from "zod"
import { timeOfDay } from "../canvas/plan-settings"
import { type Problem, problemsOf } from "../problem"

/** Plans whose messages a merchant may leave out of a limit. What advertises is always limited. */
export const EXEMPTABLE = ["care", "notice", "other", "hidden"] as const
const exempt = z.array(z.enum(EXEMPTABLE)).max(EXEMPTABLE.length)

/** null: as many as there are. */
const most = z.int().min(1).max(100).nullable()
const cap = z.strictObject({
  /** In one day of the customer's calendar. */
  per_day: most,
  /** In that day and the six before. */
  per_week: most,
})

/** What a merchant sets so that nobody gets too much, for all plans together. Messages that stay in the store's own house are not counted. */
export const sendingLimitsSchema = z.strictObject({
  caps: cap.extend({
    /** Of one channel, beside what holds for all together. */
    channels: z.record(z.string().trim().min(1).max(100), cap),
    /** What becomes of one too many: it waits for the next day, or is not sent. */
    when_full: z.enum(["hold", "drop"]),
    /** Customers with the same address share one cap. */
    by_address: z.boolean(),
    exempt,
  }),
  /** Hours on the customer's clock in which nothing is sent; null: there are none. */
  quiet_hours: z
    .strictObject({ from: timeOfDay, to: timeOfDay, then: z.enum(["hold", "drop"]), exempt })
    .nullable(),
  /** Share of all customers who get nothing from any plan but notices, so that one sees what marketing brings. */
  hold_out_percent: z.number().min(0).max(20),
})

export type SendingLimits = z.infer<typeof sendingLimitsSchema>
export type Cap = z.infer<typeof cap>
export type QuietHours = NonNullable<SendingLimits["quiet_hours"]>

/** Some of the parts, each of them whole. */
export const sendingLimitsChangeSchema = sendingLimitsSchema.partial()
export type SendingLimitsChange = z.infer<typeof sendingLimitsChangeSchema>

/** More than two messages a day are felt as a nuisance and end in complaints. */
export const SENDING_LIMITS: SendingLimits = {
  caps: {
    per_day: 2,
    per_week: null,
    channels: {},
    when_full: "drop",
    by_address: false,
    exempt: ["notice"],
  },
  quiet_hours: null,
  hold_out_percent: 0,
}

const refuse = problemsOf({
  "limits/quiet-all-day": {
    message: "Quiet hours would begin and end at {time}.",
    hint: "Let them end at another time of day, or switch them off.",
  },
  "limits/unknown-channel": {
    message: 'There is no channel "{channel}" whose messages leave the store.',
    hint: "Leave it out: what stays in the store's own inbox is not counted.",
  },
})

/** Limits that mean nothing, each at its place. `channels`: those whose messages leave the store. */
export function checkSendingLimits(limits: SendingLimits, channels: ReadonlySet<string>): Problem[] {
  const problems = Object.keys(limits.caps.channels)
    .filter((channel) => !channels.has(channel))
    .map((channel) => refuse("limits/unknown-channel", `caps.channels.${channel}`, { channel }))
  const { quiet_hours: quiet } = limits
  if (quiet && quiet.from === quiet.to)
    problems.push(refuse("limits/quiet-all-day", "quiet_hours.to", { time: quiet.to }))
  return problems
}
