import { TooMany } from "../../../core/problem"
import { callerOf, floodGate } from "../../../ingest/flood-gate"
import type { MarketingOptions } from "../options"

/** After a pause a caller may come so many seconds' worth at once. */
const SECONDS_AT_ONCE = 10

/**
 * Lets a storefront's calls in at the pace that the options set, by address and by visitor. Throws TooMany, which says when to
 * come again. Each process counts for itself, in memory.
 */
export const keepFloodsOut = ({ options }: { options: MarketingOptions }) => {
  const gate = (per_second: number) =>
    floodGate({ per_second, at_once: Math.max(1, per_second * SECONDS_AT_ONCE) }, () => performance.now())
  const gates = { ip: gate(options.events.calls_per_ip), visitor: gate(options.events.calls_per_visitor) }
  return (by: "ip" | "visitor", caller: string): void => {
    const wait = gates[by].enter(by === "ip" ? callerOf(caller) : caller)
    if (wait > 0) throw new TooMany(wait)
  }
}

export type KeepFloodsOut = ReturnType<typeof keepFloodsOut>
