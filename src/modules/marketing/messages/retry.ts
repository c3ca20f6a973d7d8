import type { DeliveryResult } from "../../../extension/channel"
import type { Receipt } from "./store/receipts"

const MINUTE = 60_000
/** A mail server that is down for an hour loses nothing; one that is down for half a day is a failure to be seen. */
const BACKOFF = [1, 5, 15, 60, 180, 360].map((minutes) => minutes * MINUTE)

/** What a channel answered, as it is written down. `attempt` counts from 1. */
export function receiptOf(
  send: { id: number; fence: number; attempt: number },
  result: DeliveryResult,
  now: Date,
): Receipt {
  const receipt = { id: send.id, fence: send.fence, reason: null, provider_ref: null, run_at: null }
  if (result.state === "sent") return { ...receipt, state: "sent", provider_ref: result.provider_ref ?? null }
  if (result.state === "unknown") return { ...receipt, state: "unknown", reason: result.reason }
  const pause = result.retry ? BACKOFF[send.attempt - 1] : undefined
  if (pause === undefined) return { ...receipt, state: "failed", reason: result.reason }
  const wait = Math.max(pause, result.after_ms ?? 0)
  return { ...receipt, state: "queued", reason: result.reason, run_at: new Date(now.getTime() + wait) }
}
