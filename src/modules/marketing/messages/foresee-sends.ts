import type { DoNotDisturb } from "../../../core/canvas/plan-settings"
import { answerAtAddress } from "../../../core/message/answer-at-address"
import { type Disturbance, hindranceOf, type Reached } from "../../../core/message/may-disturb"
import { refusalOf } from "../../../core/message/may-send"
import type { SendingLimits } from "../../../core/message/sending-limits"
import { isZone } from "../../../core/time/zone"
import { type ChannelDefinition, staysInHouse } from "../../../extension/channel"
import type { Registry } from "../../../extension/registry"
import type { Sql } from "../database"
import type { MarketingOptions } from "../options"
import { TTL_MS } from "./queue-messages"
import { readAnswers, readRecipients } from "./store/foresee"
import { readLimits } from "./store/limits"
import { readReached } from "./store/reached"
import { canBeShared, readKin } from "./store/same-address"

/** People read with one statement. */
const TOGETHER = 10_000

type Asked = {
  plan: { id: string; category: string }
  do_not_disturb: DoNotDisturb | null
  /** From when on is judged. What was answered or sent later counts from then; what this plan really sent later does not. */
  now: Date
  /** Everybody who may get something, each once; they are spoken of by their places in it. */
  pids: Int32Array
  placeOf: (pid: number) => number | undefined
}

/** What would become of one message, and when. `held`: why it waited before, if it did. */
export type ForeseenSend = {
  state: "sent" | "blocked"
  reason: string | null
  at: number
  held: string | null
  /** One that was judged before goes later, and would be one too many with this one. */
  overtakes?: boolean
}

export type SendForesight = {
  /** Reads what judging these people's messages in this channel needs, once. */
  load: (channel: string, places: number[]) => Promise<void>
  /** A message asked for at `at`, milliseconds; of one person in the order of time. What is sent counts for the next. */
  judge: (message: { channel: string; node: string; place: number; at: number }) => ForeseenSend
}

/**
 * Says what would become of messages, by the same rules by which they are sent or not: address, suppression, consent, the
 * same address twice, quiet hours, do not disturb, caps. Providers are taken to accept everything. Writes and locks nothing.
 */
export const foreseeSends =
  ({ registry, options }: { registry: Registry; options: MarketingOptions }) =>
  async (sql: Sql, { plan, do_not_disturb, now, pids, placeOf }: Asked): Promise<SendForesight> => {
    const { limits } = await readLimits(sql)
    const lines = new Map<string, Line>()
    const before = new Map<number, Reached[]>()
    const known = new Set<number>()
    const own = ownMessages(pids.length)
    const topic = plan.category === "notice" ? "notice" : "marketing"

    const readLately = async (asked: number[]) => {
      const fresh = asked.filter((pid) => !known.has(pid))
      if (fresh.length === 0) return
      for (const pid of fresh) known.add(pid)
      for (const { pid, id: _, ...one } of await readReached(sql, fresh, now)) {
        if (one.plan_id === plan.id && one.at >= now) continue
        const others = before.get(pid)
        if (others) others.push(one)
        else before.set(pid, [one])
      }
    }

    const load = async (id: string, places: number[]): Promise<void> => {
      const channel = registry.channels.get(id)!
      const line = lines.get(id) ?? newLine(channel, pids.length)
      lines.set(id, line)
      const fresh = places.filter((place) => line.refusal[place] === UNREAD)
      for (let first = 0; first < fresh.length; first += TOGETHER) {
        const some = fresh.slice(first, first + TOGETHER)
        const asked = some.map((place) => pids[place]!)
        const people = await readRecipients(sql, { pids: asked, channel: id, address: channel.address })
        const kin = canBeShared(channel.address) ? await readKin(sql, channel.address, people) : NO_KIN
        const everybody = [...new Set([...asked, ...[...kin.values()].flat()])]
        const answers = channel.consent === "none" ? NO_ANSWERS : await readAnswers(sql, id, everybody)
        if (!staysInHouse(channel)) await readLately(limits.caps.by_address ? everybody : asked)
        for (const person of people) {
          const others = kin.get(person.pid) ?? []
          const refused = refusalOf({
            deleted: person.deleted,
            address: person.address,
            suppressed: person.suppressed,
            consent: channel.consent,
            topic,
            answer: answerAtAddress(
              answers.get(person.pid),
              others.flatMap((pid) => answers.get(pid) ?? []),
            ),
            address_kind: channel.address,
            known: true,
            expired: false,
            stopped: null,
            has_content: true,
          })
          const place = placeOf(person.pid)!
          line.refusal[place] = numberOf(line.reasons, refused?.reason ?? null)
          const answer = answers.get(person.pid)
          if (topic === "marketing" && channel.consent === "opt_in" && answer && answer.at > now)
            line.agreed.set(place, answer.at.getTime())
          const zone = person.zone !== null && isZone(person.zone) ? person.zone : options.timezone
          line.zone[place] = numberOf(line.zones, zone)
          if (others.length > 0 && person.address) {
            line.shared.set(place, person.address.toLowerCase())
            line.kin.set(place, others)
          }
        }
        // Whoever is not there any more is nobody to write to.
        for (const place of some)
          if (line.refusal[place] === UNREAD) line.refusal[place] = numberOf(line.reasons, "customer_deleted")
      }
    }

    /** Everything that a person got, or would have got by now. */
    const reachedOf = (line: Line, place: number, moment: number): Reached[] => {
      const others = whoCounts(line, place).flatMap((pid) => before.get(pid) ?? [])
      return [...others, ...mineOf(line, place)].filter(({ at }) => at.getTime() <= moment)
    }
    const whoCounts = (line: Line, place: number): number[] => [
      pids[place]!,
      ...(limits.caps.by_address ? (line.kin.get(place) ?? []) : []),
    ]
    const mineOf = (line: Line, place: number): Reached[] =>
      whoCounts(line, place).flatMap((pid) => {
        const there = placeOf(pid)
        return there === undefined ? [] : own.of(there).map((one) => ({ ...one, ...ofPlan }))
      })
    const ofPlan = { plan_id: plan.id, category: plan.category }

    /** Who is inside several times at once, or shares an address, gets messages in another order than that in which they are judged. */
    const overtakes = (line: Line, place: number, message: Disturbance, at: number): boolean => {
      const later = mineOf(line, place).filter((one) => one.at.getTime() > at)
      return later.some(({ channel, at: then }) => {
        const reached = reachedOf(line, place, then.getTime())
        const itself = reached.findIndex(
          (one) => one.plan_id === plan.id && one.channel === channel && +one.at === +then,
        )
        reached[itself] = { channel: message.channel, at: new Date(at), ...ofPlan }
        return (
          hindranceOf(
            { ...message, channel, do_not_disturb: null, reached },
            { ...limits, quiet_hours: null },
            then,
          ) !== null
        )
      })
    }

    /** Nothing could hinder it: they got fewer than the smallest cap allows, and nothing of other plans. */
    const fewest = smallestCap(limits)
    const isFree = (line: Line, place: number): boolean =>
      limits.quiet_hours === null &&
      !before.has(pids[place]!) &&
      !line.kin.has(place) &&
      own.count(place) < fewest

    const judge: SendForesight["judge"] = ({ channel: id, node, place, at: asked }) => {
      const line = lines.get(id)!
      const refused = line.reasons[line.refusal[place]!]
      if (refused) return { state: "blocked", reason: refused, at: asked, held: null }
      if ((line.agreed.get(place) ?? asked) > asked)
        return { state: "blocked", reason: "no_consent", at: asked, held: null }
      const address = topic === "marketing" ? line.shared.get(place) : undefined
      const key = address && `${node} ${address}`
      const sent = (at: number, held: string | null): ForeseenSend => {
        if (key) line.taken.add(key)
        if (!line.inHouse) own.note(place, id, at)
        return { state: "sent", reason: null, at, held }
      }
      if (key && line.taken.has(key))
        return { state: "blocked", reason: "same_address", at: asked, held: null }
      if (line.inHouse) return sent(asked, null)
      const zone = line.zones[line.zone[place]!]!
      let [at, held] = [asked, null as string | null]
      for (;;) {
        if (isFree(line, place)) return sent(at, held)
        const message: Disturbance = {
          id: pids[place]!,
          plan_id: plan.id,
          category: plan.category,
          channel: id,
          placed_at: null,
          expires_at: new Date(asked + TTL_MS),
          zone,
          do_not_disturb,
          reached: reachedOf(line, place, at),
        }
        const hindrance = hindranceOf(message, limits, new Date(at))
        if (!hindrance) {
          const overtaking = overtakes(line, place, message, at)
          return overtaking ? { ...sent(at, held), overtakes: true } : sent(at, held)
        }
        held = hindrance.reason
        if (!hindrance.until) return { state: "blocked", reason: held, at, held: null }
        at = hindrance.until.getTime()
      }
    }
    return { load, judge }
  }

export type ForeseeSends = ReturnType<typeof foreseeSends>

function smallestCap({ caps }: SendingLimits): number {
  const all = [caps, ...Object.values(caps.channels)].flatMap(({ per_day, per_week }) => [per_day, per_week])
  return Math.min(...all.flatMap((cap) => cap ?? []))
}

const UNREAD = 255
const NO_KIN = new Map<number, number[]>()
const NO_ANSWERS: Awaited<ReturnType<typeof readAnswers>> = new Map()

/** One channel: of each person whether they may be written to, and by which clock; two bytes each. */
type Line = {
  inHouse: boolean
  reasons: (string | null)[]
  refusal: Uint8Array
  zones: string[]
  zone: Uint16Array
  /** When they agreed, of those who did so only later. */
  agreed: Map<number, number>
  /** Of those whose address others have, too. */
  shared: Map<number, string>
  kin: Map<number, number[]>
  taken: Set<string>
}

const newLine = (channel: ChannelDefinition, people: number): Line => ({
  inHouse: staysInHouse(channel),
  reasons: [null],
  refusal: new Uint8Array(people).fill(UNREAD),
  zones: [],
  zone: new Uint16Array(people),
  agreed: new Map(),
  shared: new Map(),
  kin: new Map(),
  taken: new Set(),
})

function numberOf<T>(known: T[], one: T): number {
  const at = known.indexOf(one)
  return at >= 0 ? at : known.push(one) - 1
}

/** What people would get from this plan, ten bytes a message: a store may have a million people. */
function ownMessages(people: number) {
  const counts = new Uint16Array(people)
  const rounds: { at: Float64Array; channel: Uint8Array }[] = []
  const channels: string[] = []
  return {
    note(place: number, channel: string, at: number): void {
      const round = counts[place]!
      counts[place] = round + 1
      rounds[round] ??= { at: new Float64Array(people), channel: new Uint8Array(people) }
      rounds[round].at[place] = at
      rounds[round].channel[place] = numberOf(channels, channel)
    },
    count: (place: number): number => counts[place]!,
    of: (place: number): { channel: string; at: Date }[] =>
      Array.from({ length: counts[place]! }, (_, round) => ({
        channel: channels[rounds[round]!.channel[place]!]!,
        at: new Date(rounds[round]!.at[place]!),
      })),
  }
}
