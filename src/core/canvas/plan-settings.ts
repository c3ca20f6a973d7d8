import { z } from "zod"
import { isCurrency } from "../money"
import { textLike } from "../read-by"

const WALL_TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/
const A_WALL_TIME = "2026-12-01T10:00"
/** A wall-clock minute without a zone, e.g. "2026-12-01T10:00". Whether the day exists is checked with the schedule. */
export const wallTime = textLike(WALL_TIME, A_WALL_TIME)
/** At once, or at such a minute: one text, so that what is neither is told both. */
const nowOrThen = z.string().refine((text) => text === "now" || WALL_TIME.test(text), {
  message: `must be "now" or look like "${A_WALL_TIME}"`,
  params: { like: A_WALL_TIME },
})

const day = textLike(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "2026-12-01")
export const timeOfDay = textLike(/^([01]\d|2[0-3]):[0-5]\d$/, "10:00")
/** Whose clock the wall time is read from: the store's, or each customer's own where it is known. */
const whoseClock = z.enum(["store", "customer"]).default("store")

export const oneTimeSchedule = z.strictObject({
  at: nowOrThen,
  zone: whoseClock,
})

export const recurringSchedule = z.strictObject({
  every: z.enum(["day", "week", "month"]),
  interval: z.number().int().min(1).max(366).default(1),
  on: z
    .array(
      z.union([z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), z.number().int().min(1).max(31)]),
    )
    .optional(),
  time: timeOfDay,
  from: day.optional(),
  to: day.optional(),
  /** What happens in months without the day: the month's last day, or nothing. */
  missing_day: z.enum(["last", "skip"]).default("last"),
  zone: whoseClock,
})

/** Between which minutes on the store's wall a plan lets people in that something lets in; without: from its publishing on, for ever. */
const triggeredSchedules = [
  z.strictObject({ from: wallTime, to: wallTime.optional() }),
  z.strictObject({ from: wallTime.optional(), to: wallTime }),
] as const

export const doNotDisturb = z.strictObject({
  hours: z.number().int().min(1).max(168),
  /** A message waits until the hours are over, or is not sent. */
  then: z.enum(["hold", "skip"]).default("skip"),
  /** Plans, by id, whose messages do not count. */
  except_plans: z.array(z.string().min(1).max(100)).max(100).default([]),
  /** Channels of other plans whose messages do not count. */
  except_channels: z.array(z.string().min(1).max(100)).max(50).default([]),
})

const currency = z
  .string()
  .refine((code) => code === code.toLowerCase() && isCurrency(code), 'must be a currency such as "eur"')

/** Something that the plan is to reach, all its runs together: counted for the report, never a reason to stop. */
export const goalSchema = z.discriminatedUnion("metric", [
  /** Share of those who came in whose order is paid and not cancelled: 0.15 of them. */
  z.strictObject({ metric: z.literal("conversion_rate"), target: z.number().positive().max(1) }),
  /** Orders that are paid and not cancelled. */
  z.strictObject({ metric: z.literal("orders"), target: z.number().int().positive() }),
  /** Minor units; without a currency in that of the store. */
  z.strictObject({
    metric: z.literal("net_revenue"),
    target: z.number().int().positive(),
    currency: currency.optional(),
  }),
])

const MOST_TARGETS = 5

/** What the plan is measured by besides its goal; of each measure one. */
const targetsSchema = z
  .array(goalSchema)
  .max(MOST_TARGETS, `holds at most ${MOST_TARGETS} targets`)
  .refine((targets) => new Set(targets.map(measureOf)).size === targets.length, "names a measure twice")

const measureOf = (goal: z.infer<typeof goalSchema>): string =>
  goal.metric === "net_revenue" ? `${goal.metric} ${goal.currency ?? ""}` : goal.metric

/** What the plan may give away, in minor units. It is shown beside what was given and stops nothing. */
const budgetSchema = z.strictObject({ amount: z.number().int().positive(), currency })

export const planSettingsSchema = z.strictObject({
  schedule: z
    .union([oneTimeSchedule, recurringSchedule, ...triggeredSchedules])
    .default({ at: "now", zone: "store" }),
  entry: z
    .strictObject({
      limit: z
        .strictObject({
          times: z.number().int().min(1).max(1000),
          per: z.enum(["plan", "day", "week", "month"]),
        })
        /** Null: as often as it happens. */
        .nullable()
        .default({ times: 1, per: "plan" }),
      /** Hours after leaving before the same person may come in again. */
      cool_down_hours: z.number().int().min(0).max(8760).default(0),
    })
    .optional(),
  /** People whom another plan reached within these hours are not messaged by this plan; a week at most. */
  do_not_disturb: doNotDisturb.optional(),
  batch: z
    .strictObject({
      size: z.number().int().min(1).max(1_000_000),
      every_minutes: z.number().int().min(1).max(10_080),
    })
    .optional(),
  /** Share kept out of the plan as the base line. Half at most: a plan is there to be carried out. */
  holdout_percent: z.number().min(0).max(50).default(0),
  attribution: z
    .strictObject({ basis: z.enum(["touch", "click"]), window_days: z.number().int().min(1).max(90) })
    .default({ basis: "touch", window_days: 7 }),
  goal: goalSchema.optional(),
  targets: targetsSchema.optional(),
  budget: budgetSchema.optional(),
})

export type PlanSettings = z.infer<typeof planSettingsSchema>
export type DoNotDisturb = z.infer<typeof doNotDisturb>
export type OneTimeSchedule = z.infer<typeof oneTimeSchedule>
export type RecurringSchedule = z.infer<typeof recurringSchedule>
export type TriggeredSchedule = z.infer<(typeof triggeredSchedules)[number]>
export type Schedule = PlanSettings["schedule"]
