import { z } from "zod"
import { LONGEST_PAUSE_S, TRIAL_EVENTS, TRIAL_WAYS } from "../core/trial/trial"

const id = z.string().min(1).max(200)

export const trialBody = z.strictObject({
  customer_id: id,
  to: z.array(z.string().max(254)).max(50).default([]),
  entry: id.optional(),
  pause_s: z.number().int().min(0).max(LONGEST_PAUSE_S).default(3),
  events: z.enum(TRIAL_EVENTS).default("timeout"),
  ways: z.enum(TRIAL_WAYS).default("facts"),
  calls: z.boolean().default(false),
})
export const wayBody = z.strictObject({ port: id })
export const otherWayBody = z.strictObject({ hop: z.number().int().min(1), port: id })
export const testCustomerBody = z.strictObject({ customer_id: id })
