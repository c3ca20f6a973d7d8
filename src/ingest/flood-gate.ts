/** How often one caller may come: so many calls a second, and so many at once after a pause. */
export type Pace = { per_second: number; at_once: number }
type Bucket = { left: number; at: number }

/** Callers that are remembered; the one longest not seen is forgotten first, and begins anew. */
const MOST_CALLERS = 20_000

/**
 * Lets each caller in at its pace. `enter` answers 0, or in how many seconds there is room again. `now` answers milliseconds
 * that only go forward. Its memory is bounded by `most` callers.
 */
export function floodGate({ per_second, at_once }: Pace, now: () => number, most = MOST_CALLERS) {
  const buckets = new Map<string, Bucket>()
  return {
    enter(caller: string): number {
      const at = now()
      const { left, at: last } = buckets.get(caller) ?? { left: at_once, at }
      const room = Math.min(at_once, left + ((at - last) * per_second) / 1000)
      const enters = room >= 1
      // Said anew, it stands last: the first is the one longest not seen.
      buckets.delete(caller)
      buckets.set(caller, { left: enters ? room - 1 : room, at })
      if (buckets.size > most) buckets.delete(buckets.keys().next().value!)
      return enters ? 0 : Math.ceil((1 - room) / per_second)
    },
  }
}

/** One household of IPv6 has a whole /64: its addresses are one caller. */
export function callerOf(ip: string): string {
  if (!ip.includes(":") || ip.includes(".")) return ip
  const [head = "", tail = ""] = ip.split("::")
  const before = head.split(":").filter(Boolean)
  const after = tail.split(":").filter(Boolean)
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0")
  return [...before, ...zeros, ...after].slice(0, 4).join(":")
}
