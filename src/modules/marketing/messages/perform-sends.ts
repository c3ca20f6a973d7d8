import type { ChannelDefinition, DeliveryResult } from "../../../extension/channel"
import type { Registry } from "../../../extension/registry"
import { createBreaker } from "../breaker"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { WakeAfterSends } from "../engine/wake-after-sends"
import { inGroups } from "../in-groups"
import type { MarketingOptions } from "../options"
import type { FailPoint } from "../ports"
import type { Rates } from "../rates"
import type { TellBreaker } from "../reports/breakers"
import { whileAway } from "../while-away"
import type { ChannelPortsOf } from "./channel-ports"
import type { ClaimedSend, ClaimSends } from "./claim-sends"
import { handOver } from "./hand-over"
import type { HoldTexts } from "./hold-texts"
import { linkGround } from "./link-ground"
import type { PrepareWave } from "./prepare-wave"
import { PATIENCE_MS, type RecordReceipts } from "./record-receipts"
import type { SendReleased } from "./release-texts"
import { receiptOf } from "./retry"
import { insertLinks, type Receipt, sweepSends } from "./store/receipts"

/** Hand-overs at the same time by one process when a channel does not say. */
const CONCURRENCY = 10
/** So many hand-overs in a row that failed for the provider's reasons mean that it is down. */
const FAILURES = 5
/** A wave waits no longer for its provider's rate; then a worker that stops is heard. */
const LONGEST_WAIT_MS = 1_000

/**
 * Sends what is due, at most once per key: claim a wave (intent committed), hand all of it over at the same time outside any
 * transaction, write each receipt as it comes. Answers true while there may be more.
 *
 * `channel`: only this one. `limit`: at most about so many messages. `time_limit_ms`: how long a provider may take.
 */
export const performSends = (parts: {
  database: Database
  clock: Clock
  registry: Registry
  options: MarketingOptions
  rates: Rates
  failPoint: FailPoint
  claimSends: ClaimSends
  prepareWave: PrepareWave
  holdTexts: HoldTexts
  sendReleased: SendReleased
  recordReceipts: RecordReceipts
  channelPorts: ChannelPortsOf
  wakeAfterSends: WakeAfterSends
  tellBreaker: TellBreaker
}) => {
  const { database, clock, registry, options, rates, failPoint } = parts
  /** Keeps this process from burning every message's attempts against a provider that is down (G10, F26). */
  const breaker = createBreaker()
  const failures = new Map<string, number>()

  async function performWave(
    channel: ChannelDefinition,
    limit: number,
    timeLimit?: number,
  ): Promise<boolean> {
    if (breaker.isOpen(breakerOf(channel), await clock.now())) return false
    const together = breaker.isTrying(breakerOf(channel)) ? 1 : (channel.concurrency ?? CONCURRENCY)
    const most = await askRate(channel.id, Math.min(limit, together))
    if (most === 0) return true
    const claim = await parts.claimSends(channel, most)
    await parts.wakeAfterSends(claim.refused)
    await askRate(channel.id, claim.sends.length - most)
    await failPoint("send.afterClaim")
    const { ready, unmade } = await parts.prepareWave(channel, claim.sends)
    const made = ready.map(({ send }) => send)
    await parts.recordReceipts(await parts.holdTexts(made, unmade))
    await insertLinks(
      database,
      ready.flatMap((one) => one.links),
      await clock.now(),
    )

    // Receipts that come while others are being written go into the next transaction together.
    const write = inGroups(parts.recordReceipts)
    await allThenFail(
      ready.map(async ({ send, content, headers }) => {
        await failPoint("send.beforeProvider")
        const delivery = {
          key: send.key,
          decision_key: send.again ? `${send.key}:again:${send.again}` : send.key,
          to: send.address,
          customer_id: send.customer_id,
          content,
          headers,
        }
        const result = await handOver(channel, delivery, parts.channelPorts, timeLimit)
        await failPoint("send.afterProvider")
        await settle(channel, send, result, write)
        await failPoint("send.afterRecord")
      }),
    )
    return claim.looked_at > 0
  }

  /** How many the provider takes now; 0 after a pause, when there may be one more. */
  async function askRate(channel: string, wanted: number): Promise<number> {
    const perSecond = options.send_rates[channel]
    if (perSecond === undefined || wanted === 0) return wanted
    const { granted, wait_ms } = await rates.take(channel, perSecond, wanted)
    if (granted === 0) await new Promise((resolve) => setTimeout(resolve, Math.min(wait_ms, LONGEST_WAIT_MS)))
    return granted
  }

  async function settle(
    channel: ChannelDefinition,
    send: ClaimedSend,
    result: DeliveryResult,
    write: (receipts: Receipt[]) => Promise<void>,
  ): Promise<void> {
    // In a store the database tells the time.
    const now = await whileAway(clock.now, PATIENCE_MS)
    const receipt = receiptOf(send, againIfHarmless(channel, result), now)
    await write([{ ...receipt, keeps_place: result.state === "unknown" }])
    await watchProvider(channel, result, now)
  }

  /** A refusal of one message says nothing about the provider: it works. */
  async function watchProvider(channel: ChannelDefinition, result: DeliveryResult, now: Date): Promise<void> {
    const name = breakerOf(channel)
    if (result.state === "sent" || (result.state === "failed" && !result.retry)) {
      failures.delete(name)
      if (breaker.close(name)) await parts.tellBreaker(name)
      return
    }
    const inARow = (failures.get(name) ?? 0) + 1
    failures.set(name, inARow)
    const until = inARow >= FAILURES ? breaker.open(name, now) : null
    if (until) await parts.tellBreaker(name, { until, reason: result.reason })
  }

  return async ({
    channel,
    limit = 1000,
    time_limit_ms,
  }: {
    channel?: string
    limit?: number
    time_limit_ms?: number
  } = {}): Promise<boolean> => {
    // Before anything is claimed: without a secret nothing could be rendered.
    linkGround(parts.options)
    const all = [...registry.channels.values()]
    const resend = all.filter((one) => one.unknown_policy === "resend").map((one) => one.id)
    await sweepSends(database, await clock.now(), resend)
    await parts.sendReleased()
    // Each channel by itself: one that hangs keeps no other waiting for more than its own wave.
    const more = await allThenFail(
      all
        .filter((one) => !channel || one.id === channel)
        .map((one) => performWave(one, limit, time_limit_ms)),
    )
    return more.some(Boolean)
  }
}

const breakerOf = ({ id }: ChannelDefinition): string => `channel:${id}`

/** Waits for everybody before it fails: nothing goes on behind the caller's back, and no second error is lost unseen. */
async function allThenFail<T>(work: Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(work)
  const errors = settled.flatMap((one) => (one.status === "rejected" ? [one.reason as Error] : []))
  if (errors.length > 1) throw new AggregateError(errors, errors.map((error) => error.message).join("; "))
  if (errors.length === 1) throw errors[0]
  return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []))
}

/** Where the receiver recognises a message by its key, a second hand-over is harmless and nobody needs to be asked. */
const againIfHarmless = (channel: ChannelDefinition, result: DeliveryResult): DeliveryResult =>
  result.state === "unknown" && channel.unknown_policy === "resend"
    ? { state: "failed", reason: result.reason, retry: true }
    : result

export type PerformSends = ReturnType<typeof performSends>
