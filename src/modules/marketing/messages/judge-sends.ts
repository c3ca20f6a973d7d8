import { doNotDisturb } from "../../../core/canvas/plan-settings"
import { answerAtAddress } from "../../../core/message/answer-at-address"
import { type Disturbance, hindranceOf, isPlacedToday, type Reached } from "../../../core/message/may-disturb"
import { refusalOf, type SendRefusal } from "../../../core/message/may-send"
import type { SendingLimits } from "../../../core/message/sending-limits"
import { isZone } from "../../../core/time/zone"
import { type ChannelDefinition, staysInHouse } from "../../../extension/channel"
import type { Sql } from "../database"
import { lockConsents, type SendFacts, type Verdict } from "./store/claim"
import { TEXT_FAILS } from "./store/held-texts"
import { readLimits } from "./store/limits"
import { lockRecipients, readReached } from "./store/reached"
import { type Kin, lockAddresses, sentToKin } from "./store/same-address"
import { cardKey } from "./text-watch"

type Asked = {
  channel: ChannelDefinition
  sends: (SendFacts & { zone: string })[]
  kin: Kin
  /** The cards whose messages wait because their text fails for nearly everybody. */
  held: ReadonlySet<string>
  now: Date
}
type Judged = Omit<Verdict, "id" | "address">

/**
 * May each of these messages go now? Everything that could forbid one is read here, in the transaction that commits the
 * intents: first whether the person may be written to at all, then whether it would disturb. `zone`: the store's, for
 * people whose own is not known.
 */
export async function judgeSends(
  tx: Sql,
  { zone, ...given }: Omit<Asked, "sends"> & { sends: SendFacts[]; zone: string },
): Promise<Verdict[]> {
  const asked = { ...given, sends: given.sends.map((send) => ({ ...send, zone: zoneOf(send, zone) })) }
  const refusals = await readRefusals(tx, asked)
  const waiting = asked.sends.filter((send) => !refusals.has(send.id) && asked.held.has(cardKey(send)))
  const held = new Map(waiting.map((send) => [send.id, heldUntilOld(send)]))
  // What stays in the store's own house (inbox, log) disturbs nobody.
  const leaving = staysInHouse(asked.channel)
    ? []
    : asked.sends.filter((send) => !refusals.has(send.id) && !held.has(send.id))
  const placed = await readPlaces(tx, { ...asked, sends: leaving })
  return asked.sends.map((send) => {
    const { id, address, placed_at } = send
    const verdict = { id, address, reason: null, placed_at, run_at: null }
    return { ...verdict, state: "sending", ...placed.get(id), ...held.get(id), ...refusals.get(id) }
  })
}

/** It waits until somebody decides, at most as long as it may. */
const heldUntilOld = ({ expires_at, placed_at }: SendFacts): Partial<Judged> =>
  expires_at ? { state: "queued", reason: TEXT_FAILS, run_at: expires_at, placed_at } : {}

const zoneOf = (send: SendFacts, store: string): string =>
  send.zone !== null && isZone(send.zone) ? send.zone : store

async function readRefusals(
  tx: Sql,
  { channel, sends, kin }: Asked,
): Promise<ReadonlyMap<number, SendRefusal>> {
  const answers = await lockConsents(
    tx,
    channel.id,
    sends.flatMap((send) => [send.pid, ...(kin.get(send.pid) ?? [])]),
  )
  const twice = await reachedThroughKin(tx, channel.id, sends, kin)
  return new Map(
    sends.flatMap((send) => {
      const others = (kin.get(send.pid) ?? []).flatMap((pid) => answers.get(pid) ?? [])
      const refusal = refusalOf({
        ...send,
        consent: channel.consent,
        answer: answerAtAddress(answers.get(send.pid), others),
        same_address: twice.has(send.id),
        address_kind: channel.address,
        has_content: Object.keys(send.content).length > 0,
      })
      return refusal ? [[send.id, refusal] as const] : []
    }),
  )
}

/** Counts for each message what its receiver got, under a lock that all channels and workers share (G5). */
async function readPlaces(
  tx: Sql,
  { channel, sends, kin, now }: Asked,
): Promise<ReadonlyMap<number, Partial<Judged>>> {
  if (sends.length === 0) return new Map()
  const { limits } = await readLimits(tx)
  const receivers = receiversOf(limits, kin)
  const pids = [...new Set(sends.flatMap((send) => receivers(send.pid)))]
  await lockRecipients(tx, pids, now)
  const reached = new Map<number, (Reached & { id: number })[]>(pids.map((pid) => [pid, []]))
  for (const { pid, ...one } of await readReached(tx, pids, now)) reached.get(pid)!.push(one)

  const judge = (send: (typeof sends)[number]): Partial<Judged> => {
    const asked: Disturbance = {
      ...send,
      channel: channel.id,
      do_not_disturb: send.do_not_disturb ? doNotDisturb.parse(send.do_not_disturb) : null,
      reached: receivers(send.pid).flatMap((pid) => reached.get(pid)!.filter((one) => one.id !== send.id)),
    }
    const hindrance = hindranceOf(asked, limits, now)
    if (!hindrance) return { placed_at: isPlacedToday(asked, now) ? send.placed_at : now }
    const { reason, until } = hindrance
    return until ? { state: "queued", reason, run_at: until } : { state: "blocked", reason }
  }
  return new Map(sends.map((send) => [send.id, judge(send)]))
}

/** Everybody who is counted together with a person: with `by_address` all who have the same address (F29). */
const receiversOf =
  ({ caps }: SendingLimits, kin: Kin) =>
  (pid: number): number[] => [pid, ...(caps.by_address ? (kin.get(pid) ?? []) : [])]

/** The marketing messages that their address has got already, because a plan met a guest and an account of one person. */
async function reachedThroughKin(
  tx: Sql,
  channel: string,
  sends: SendFacts[],
  kin: Kin,
): Promise<Set<number>> {
  const shared = sends.filter((send) => kin.has(send.pid) && send.address && send.topic === "marketing")
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
