import { createContext, Script } from "node:vm"
import { type AnyKind, asRunnable, defineKind } from "../../extension/kind"
import type { MarketingExtension } from "../../extension/registry"
import { type AnyTrigger, asStarting, defineTrigger } from "../../extension/trigger"

/** Nothing else happens in the process meanwhile: in one that also serves the shop, nobody is served. */
const LONGEST_MS = 1_000

/** Code of another package did not answer in time and was interrupted. */
export class TookTooLong extends Error {}

const room = createContext({ call: undefined as unknown })
const CALL = new Script("call()")

/** What `call` answers; V8 interrupts it wherever it is when it takes too long. Costs some tens of microseconds. */
function withinTime<T>(call: () => T, what: string): T {
  room.call = call
  try {
    return CALL.runInContext(room, { timeout: LONGEST_MS })
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error
    throw new TookTooLong(`${what} did not answer within ${LONGEST_MS / 1000} s and was interrupted.`)
  } finally {
    room.call = undefined
  }
}

/** The same extension, of which no card and no trigger can keep the process for ever (GUARANTEES F13, F14). */
export const inTime = (extension: MarketingExtension): MarketingExtension => ({
  ...extension,
  kinds: extension.kinds?.map(kindInTime),
  triggers: extension.triggers?.map(triggerInTime),
  ...(extension.deriveKinds && {
    deriveKinds: (registry) => extension.deriveKinds?.(registry).map(kindInTime) ?? [],
  }),
})

function kindInTime(kind: AnyKind): AnyKind {
  const { id, run } = asRunnable(kind)
  const limited: typeof run = (input) => withinTime(() => run(input), `The card "${id}"`)
  return defineKind({ ...asRunnable(kind), run: limited })
}

function triggerInTime(trigger: AnyTrigger): AnyTrigger {
  const { id, matches } = asStarting(trigger)
  if (!matches) return trigger
  const limited: typeof matches = (settings, event) =>
    withinTime(() => matches(settings, event), `The trigger "${id}"`)
  return defineTrigger({ ...asStarting(trigger), matches: limited })
}
