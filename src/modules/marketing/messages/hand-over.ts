import type { ChannelDefinition, ChannelPorts, Delivery, DeliveryResult } from "../../../extension/channel"

/** A provider that has not answered by then may or may not have the message. */
export const TIME_LIMIT_MS = 30_000

/** Calls the channel with a time limit. Never throws: whatever happens is an outcome. */
export async function handOver(
  channel: ChannelDefinition,
  delivery: Omit<Delivery, "signal">,
  ports: ChannelPorts,
  limit = TIME_LIMIT_MS,
): Promise<DeliveryResult> {
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<DeliveryResult>((resolve) => {
    timer = setTimeout(() => {
      stop.abort()
      resolve({ state: "unknown", reason: "timed_out" })
    }, limit)
  })
  const called = Promise.resolve()
    .then(() => channel.deliver({ ...delivery, signal: stop.signal }, ports))
    // A channel says itself when it is sure that nothing went out; an exception says nothing.
    .catch((error: unknown): DeliveryResult => {
      ports.log(
        `Channel ${channel.id}, send ${delivery.key}: ${error instanceof Error ? error.name : "error"} while delivering.`,
      )
      return { state: "unknown", reason: "channel_error" }
    })
  try {
    return await Promise.race([called, late])
  } finally {
    clearTimeout(timer)
  }
}
