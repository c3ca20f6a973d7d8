import { isZone } from "../../core/time/zone"
import type { FactRequest, RunInput } from "../../extension/kind"
import type { Outcome } from "../../extension/outcome"
import { momentFor } from "./moment"
import type { WaitUntilSettings } from "./schema"

/** No two clocks of the world are further apart than this. */
const FURTHEST_MS = 26 * 60 * 60_000

export const factsOfWaitUntil = ({ zone }: WaitUntilSettings): Record<string, FactRequest> =>
  zone === "customer" ? { zone: { field: "profile.zone" } } : {}

/**
 * The moment is worked out anew at each look, by the zone that the customer has then: whoever moves meanwhile goes on by
 * the new clock (GUARANTEES F8). For that one looks once more as long before as two clocks can be apart.
 */
export function runWaitUntil({
  settings,
  visit,
  facts,
  now,
  zone: storeZone,
}: Pick<RunInput<WaitUntilSettings>, "settings" | "visit" | "facts" | "now" | "zone">): Outcome {
  const zone = typeof facts.zone === "string" && isZone(facts.zone) ? facts.zone : storeZone
  const moment = momentFor(settings, visit.arrived_at, now, zone)
  if (moment <= now) return { do: "go", port: "out" }
  const look = new Date(moment.getTime() - FURTHEST_MS)
  return { do: "wait", until: settings.zone === "customer" && look > now ? look : moment }
}
