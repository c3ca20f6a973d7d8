import type { BullLine } from "./bull-line"

/** How many of `wanted` may go now, at `perSecond` a second; when fewer, how long until there is one more. A negative `wanted` gives back. */
export type Taken = { granted: number; wait_ms: number }
/** Keeps providers' rates. A bucket holds one second's worth, so that a pause is never made up for by a flood. */
export type Rates = { take: (name: string, perSecond: number, wanted: number) => Promise<Taken> }

type Bucket = { left: number; at: number }

/** Buckets of this process alone. `now` answers milliseconds that only go forward. */
export function localRates(now: () => number = () => performance.now()): Rates {
  const buckets = new Map<string, Bucket>()
  return {
    take: async (name, perSecond, wanted) => {
      const at = now()
      const size = Math.max(1, perSecond)
      const bucket = buckets.get(name) ?? { left: size, at }
      const left = Math.min(size, bucket.left + ((at - bucket.at) * perSecond) / 1000)
      const granted = Math.min(wanted, Math.floor(left))
      buckets.set(name, { left: left - granted, at })
      return { granted, wait_ms: waitFor(left - granted, perSecond) }
    },
  }
}

/** The same in Redis, by its clock, for all processes; while Redis is away each process keeps the rate by itself. */
export function sharedRates(line: BullLine, log: (line: string) => void, alone: Rates = localRates()): Rates {
  return {
    take: async (name, perSecond, wanted) => {
      const { client } = line.queue()
      if (client.status !== "ready") return alone.take(name, perSecond, wanted)
      try {
        const [granted, left] = (await client.eval(
          TAKE,
          1,
          `marketing-rate:${name}`,
          perSecond,
          Math.max(1, perSecond),
          wanted,
        )) as [number, string]
        return { granted, wait_ms: waitFor(Number(left), perSecond) }
      } catch (error) {
        log(`rate of ${name} kept by this process alone: ${(error as Error).message}`)
        return alone.take(name, perSecond, wanted)
      }
    },
  }
}

const waitFor = (left: number, perSecond: number): number =>
  left >= 1 ? 0 : Math.ceil(((1 - left) * 1000) / perSecond)

const TAKE = `
local rate, size, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
local left, at = tonumber(kept[1]) or size, tonumber(kept[2]) or now
left = math.min(size, left + math.max(0, now - at) * rate / 1000)
local granted = math.min(wanted, math.floor(left))
left = left - granted
redis.call('HSET', KEYS[1], 'left', tostring(left), 'at', string.format('%.3f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(size / rate * 1000) + 1000)
return { granted, tostring(left) }`
