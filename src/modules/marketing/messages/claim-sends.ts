import type { ChannelDefinition } from "../../../extension/channel"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { HoldPlans } from "../plans/hold-plans"
import { judgeSends } from "./judge-sends"
import {
  lockDueSends,
  readSendFacts,
  type SendFacts,
  shareSending,
  type Verdict,
  waitingPlans,
  writeVerdicts,
} from "./store/claim"
import { readHeldTexts } from "./store/held-texts"
import { canBeShared, type Kin, readKin } from "./store/same-address"
import { readSwitch } from "./store/switch"
import { cardKey } from "./text-watch"
import { createTurns, inTurns } from "./turns"

/** Longer than a hand-over may take (30 s) with room for the receipt; then the send counts as crashed. */
const LEASE_MS = 90_000
/** Messages that are held or refused need no provider: where most are, so many are looked at together. */
const MOST_LOOKED_AT = 500

export type ClaimedSend = SendFacts & { address: string; fence: number; attempt: number }
/** `refused`: those that are not sent at all. */
export type Claim = { looked_at: number; sends: ClaimedSend[]; refused: SendFacts[] }
const NOTHING: Claim = { looked_at: 0, sends: [], refused: [] }

/**
 * Takes up to `wave` due messages of a channel and commits the intent to send those that may go; the others are held,
 * blocked or cancelled with a reason. Everything that could forbid a message is read again in this transaction.
 */
export const claimSends = ({
  database,
  clock,
  options,
  holdPlans,
}: {
  database: Database
  clock: Clock
  options: MarketingOptions
  holdPlans: HoldPlans
}) => {
  const takeTurns = createTurns()
  const looks = new Map<string, number>()
  return async (channel: ChannelDefinition, wave: number): Promise<Claim> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      await shareSending(tx)
      if ((await readSwitch(tx)).sending === "stopped") return NOTHING
      const waiting = await waitingPlans(tx, channel.id, now)
      const plans = (await holdPlans(tx, waiting)).filter((plan) => plan.state !== "paused")
      if (plans.length === 0) return NOTHING
      const planNos = takeTurns(
        channel.id,
        plans.map((plan) => plan.no),
        wave,
      )
      const look = Math.max(wave, looks.get(channel.id) ?? 0)
      const each = Math.ceil(look / planNos.length)
      const due = oneEach(await lockDueSends(tx, channel.id, planNos, now, each))
      if (due.length === 0) return NOTHING

      const read = await readSendFacts(tx, { ids: due, channel: channel.id, address: channel.address, now })
      const kin = canBeShared(channel.address) ? await readKin(tx, channel.address, read) : NO_KIN
      const facts = oneAnAddress(read, kin)
      const held = new Set((await readHeldTexts(tx, planNos, now)).map(cardKey))
      const verdicts = await judgeSends(tx, { channel, sends: facts, kin, held, now, zone: options.timezone })
      const states = new Map(verdicts.map((verdict) => [verdict.id, verdict.state]))
      const are = (...wanted: Verdict["state"][]) =>
        facts.filter(({ id }) => wanted.includes(states.get(id)!))
      const free = are("sending")
      looks.set(channel.id, free.length * 2 < facts.length ? Math.min(look * 4, MOST_LOOKED_AT) : 0)
      const going = inTurns(free, wave)
      const late = new Set(free.filter((send) => !going.includes(send)).map((send) => send.id))
      const written = await writeVerdicts(
        tx,
        verdicts.filter((verdict) => !late.has(verdict.id)),
        new Date(now.getTime() + LEASE_MS),
      )
      const marks = new Map(written.map((row) => [row.id, row]))
      return {
        looked_at: facts.length,
        sends: going.map((send) => ({ ...send, address: send.address!, ...marks.get(send.id)! })),
        refused: are("blocked", "cancelled"),
      }
    })
  }
}

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

/** One message a person and wave: the next one meets the counters that this one has moved. The others stay queued. */
function oneEach(due: { id: number; pid: number }[]): number[] {
  const first = new Map<number, number>()
  for (const send of due) if (!first.has(send.pid)) first.set(send.pid, send.id)
  return [...first.values()]
}

export type ClaimSends = ReturnType<typeof claimSends>
