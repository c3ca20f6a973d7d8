import type { Assumption, PreRunMessages, PreRunNode, PreRunResult } from "../../../core/pre-run/result"
import { startOf } from "../../../core/time/zone"
import type { Registry } from "../../../extension/registry"
import type { ForeseenSend } from "../messages/foresee-sends"

const HOUR_MS = 3_600_000
/** More hours than this are told by the day. */
const MOST_HOURS = 72

type NodeTally = {
  in: number
  waiting: number
  parked: number
  passed: Record<string, number>
  messages?: PreRunMessages
  first: number
  last: number
  assumed: Set<Assumption>
}

/** Counts what happens in a pre-run. */
export function createTally() {
  const nodes = new Map<string, NodeTally>()
  const channels = new Map<string, { sent: number; blocked: number }>()
  const blocked = new Map<string, number>()
  const held = new Map<string, { count: number; last: number }>()
  const hours = new Map<number, number>()
  const left: Record<string, number> = Object.create(null)
  const ends = { through: 0, inside: 0, failed: 0, calls: 0 }

  const at = (node: string): NodeTally => {
    const known = nodes.get(node)
    if (known) return known
    const fresh: NodeTally = {
      in: 0,
      waiting: 0,
      parked: 0,
      passed: Object.create(null),
      first: Number.POSITIVE_INFINITY,
      last: Number.NEGATIVE_INFINITY,
      assumed: new Set(),
    }
    nodes.set(node, fresh)
    return fresh
  }

  return {
    came(node: string, moment: number): void {
      const tally = at(node)
      tally.in++
      if (moment < tally.first) tally.first = moment
    },
    /** Of groups: how many belong to it. */
    stood(node: string, heads: number): void {
      at(node).in = heads
    },
    /** By a port, or out of the plan (""). */
    went(node: string, port: string, moment: number): void {
      const tally = at(node)
      tally.passed[port] = (tally.passed[port] ?? 0) + 1
      if (moment > tally.last) tally.last = moment
    },
    stays(node: string): void {
      at(node).waiting++
      ends.inside++
    },
    fails(node: string): void {
      at(node).parked++
      ends.failed++
    },
    through: (): void => void ends.through++,
    leaves(reason: string): void {
      left[reason] = (left[reason] ?? 0) + 1
    },
    calls: (): void => void ends.calls++,
    assume: (node: string, assumption: Assumption): void => void at(node).assumed.add(assumption),
    sends(node: string, channel: string, send: ForeseenSend, until: number): void {
      const tally = at(node)
      tally.messages ??= { sent: 0, queued: 0, blocked: 0, failed: 0 }
      const line = channels.get(channel) ?? { sent: 0, blocked: 0 }
      channels.set(channel, line)
      if (send.held) {
        const key = `${channel} ${send.held}`
        const known = held.get(key) ?? { count: 0, last: 0 }
        held.set(key, { count: known.count + 1, last: Math.max(known.last, send.at) })
      }
      if (send.state === "blocked") {
        tally.messages.blocked++
        line.blocked++
        const key = `${channel} ${send.reason}`
        blocked.set(key, (blocked.get(key) ?? 0) + 1)
      } else if (send.at > until) tally.messages.queued++
      else {
        tally.messages.sent++
        line.sent++
        const hour = Math.floor(send.at / HOUR_MS) * HOUR_MS
        hours.set(hour, (hours.get(hour) ?? 0) + 1)
      }
    },
    /** Nodes that nobody comes to are told with nobody. */
    sum(
      order: string[],
      { registry, zone }: { registry: Registry; zone: string },
    ): Pick<PreRunResult, "nodes" | "channels" | "blocked" | "held" | "calls" | "ends" | "when"> {
      const { calls, ...over } = ends
      return {
        nodes: order.map((node) => nodeOf(node, at(node))),
        channels: [...channels].map(([channel, line]) => {
          const price = registry.channels.get(channel)?.price
          return { channel, ...line, cost: price ? { [price.currency]: price.amount * line.sent } : null }
        }),
        blocked: [...blocked].map(([key, count]) => ({ ...channelAndReason(key), count })),
        held: [...held].map(([key, { count, last }]) => ({
          ...channelAndReason(key),
          count,
          last_at: new Date(last).toISOString(),
        })),
        calls,
        ends: { ...over, left: { ...left } },
        when: whenOf(hours, zone),
      }
    },
  }
}

export type Tally = ReturnType<typeof createTally>

const nodeOf = (node: string, { first, last, assumed, passed, ...tally }: NodeTally): PreRunNode => ({
  node,
  retrying: 0,
  ...tally,
  passed: { ...passed },
  ...(Number.isFinite(first) ? { first_at: new Date(first).toISOString() } : {}),
  ...(Number.isFinite(last) ? { last_at: new Date(last).toISOString() } : {}),
  assumed: [...assumed],
})

function channelAndReason(key: string): { channel: string; reason: string } {
  const gap = key.lastIndexOf(" ")
  return { channel: key.slice(0, gap), reason: key.slice(gap + 1) }
}

function whenOf(hours: ReadonlyMap<number, number>, zone: string): PreRunResult["when"] {
  const by = hours.size > MOST_HOURS ? "day" : "hour"
  const sums = new Map<number, number>()
  for (const [hour, count] of hours) {
    const start = by === "hour" ? hour : startOf("day", new Date(hour), zone).getTime()
    sums.set(start, (sums.get(start) ?? 0) + count)
  }
  const sent = [...sums]
    .sort(([one], [other]) => one - other)
    .map(([at, count]) => ({ at: new Date(at).toISOString(), count }))
  return { by, sent }
}
