import { answerAtAddress } from "../../../core/message/answer-at-address"
import { refusalOf } from "../../../core/message/may-send"
import { type ChannelDefinition, staysInHouse } from "../../../extension/channel"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { MarketingOptions } from "../options"
import {
  lockConsents,
  lockDueSends,
  lockWaitingPlans,
  readSendFacts,
  type SendFacts,
  shareSending,
  takeCaps,
  type Verdict,
  writeVerdicts,
} from "./store/claim"
import { canBeShared, lockAddresses, readKin, sentToKin } from "./store/same-address"
import { readSwitch } from "./store/switch"

/** Marketing messages of one channel to one person in one day of the store. More is felt as a nuisance and ends in complaints. */
export const DAILY_CAP = 2
/** Longer than a hand-over may take (30 s) with room for the receipt; then the send counts as crashed. */
const LEASE_MS = 90_000

export type ClaimedSend = SendFacts & { address: string; fence: number; attempt: number }
export type Claim = { looked_at: number; sends: ClaimedSend[] }

/**
 * Takes up to `wave` due messages of a channel and commits the intent to send those that may go; the others are blocked
 * or cancelled with a reason. Everything that could forbid a message is read again in this transaction.
 */
export const claimSends =
  ({ database, clock, options }: { database: Database; clock: Clock; options: MarketingOptions }) =>
  async (channel: ChannelDefinition, wave: number): Promise<Claim> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      await shareSending(tx)
      if ((await readSwitch(tx)).sending === "stopped") return { looked_at: 0, sends: [] }
      const plans = (await lockWaitingPlans(tx, channel.id)).filter((plan) => plan.state !== "paused")
      if (plans.length === 0) return { looked_at: 0, sends: [] }
      const planNos = plans.map((plan) => plan.no)
      const each = Math.max(1, Math.ceil(wave / planNos.length))
      const due = oneEach(await lockDueSends(tx, channel.id, planNos, now, each))
      if (due.length === 0) return { looked_at: 0, sends: [] }

      const read = await readSendFacts(tx, { ids: due, channel: channel.id, address: channel.address, now })
      const kin = canBeShared(channel.address) ? await readKin(tx, channel.address, read) : NO_KIN
      const facts = oneAnAddress(read, kin)
      const verdicts = await judge(tx, channel, facts, kin, dayIn(options.timezone, now))
      const written = await writeVerdicts(tx, verdicts, new Date(now.getTime() + LEASE_MS))
      const marks = new Map(written.map((row) => [row.id, row]))
      const going = new Set(verdicts.filter((v) => v.state === "sending").map((v) => v.id))
      return {
        looked_at: facts.length,
        sends: facts
          .filter((send) => going.has(send.id))
          .map((send) => ({ ...send, address: send.address!, ...marks.get(send.id)! })),
      }
    })
  }

async function judge(
  tx: Sql,
  channel: ChannelDefinition,
  facts: SendFacts[],
  kin: Kin,
  today: string,
): Promise<Verdict[]> {
  const answers = await lockConsents(
    tx,
    channel.id,
    facts.flatMap((send) => [send.pid, ...(kin.get(send.pid) ?? [])]),
  )
  const twice = await reachedThroughKin(tx, channel.id, facts, kin)
  const refusals = new Map(
    facts.map((send) => [
      send.id,
      refusalOf({
        ...send,
        consent: channel.consent,
        answer: answerAtAddress(
          answers.get(send.pid),
          (kin.get(send.pid) ?? []).flatMap((pid) => answers.get(pid) ?? []),
        ),
        same_address: twice.has(send.id),
        address_kind: channel.address,
        has_content: Object.keys(send.content).length > 0,
      }),
    ]),
  )
  // What stays in the store's own house (inbox, log) disturbs nobody, and a notice must arrive: neither is counted.
  const counted = (send: SendFacts) => !staysInHouse(channel) && send.topic !== "notice"
  // Who has a place already was counted when it was on its way for the first time.
  const placed = (send: SendFacts) => send.cap_day === today
  const wanting = facts.filter((send) => !refusals.get(send.id) && counted(send) && !placed(send))
  const places = await takeCaps(tx, {
    channel: channel.id,
    pids: wanting.map((send) => send.pid),
    day: today,
    limit: DAILY_CAP,
  })
  return facts.map((send) => {
    const verdict = { id: send.id, address: send.address, cap_day: null }
    const refusal = refusals.get(send.id)
    if (refusal) return { ...verdict, ...refusal }
    if (!counted(send)) return { ...verdict, state: "sending", reason: null }
    return placed(send) || places.has(send.pid)
      ? { ...verdict, state: "sending", reason: null, cap_day: today }
      : { ...verdict, state: "blocked", reason: "capped" }
  })
}

type Kin = ReadonlyMap<number, number[]>
const NO_KIN: Kin = new Map()

/** One message an address and wave, where several profiles have it; the others stay queued. */
function oneAnAddress(facts: SendFacts[], kin: Kin): SendFacts[] {
  const taken = new Set<string>()
  return facts.filter((send) => {
    if (!kin.has(send.pid) || !send.address) return true
    const address = send.address.toLowerCase()
    return !taken.has(address) && taken.add(address)
  })
}

/** The marketing messages that their address has got already, because a plan met a guest and an account of one person. */
async function reachedThroughKin(
  tx: Sql,
  channel: string,
  facts: SendFacts[],
  kin: Kin,
): Promise<Set<number>> {
  const shared = facts.filter((send) => kin.has(send.pid) && send.address && send.topic === "marketing")
  if (shared.length === 0) return new Set()
  await lockAddresses(
    tx,
    channel,
    shared.map((send) => send.address!),
  )
  return sentToKin(
    tx,
    shared.map((send) => ({ id: send.id, kin: kin.get(send.pid)! })),
  )
}

/** One message a person and wave: the next one meets the counters that this one has moved. The others stay queued. */
function oneEach(due: { id: number; pid: number }[]): number[] {
  const first = new Map<number, number>()
  for (const send of due) if (!first.has(send.pid)) first.set(send.pid, send.id)
  return [...first.values()]
}

const dayIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at)

export type ClaimSends = ReturnType<typeof claimSends>
