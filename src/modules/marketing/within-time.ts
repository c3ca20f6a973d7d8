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
    return atOnce(CALL.runInContext(room, { timeout: LONGEST_MS }), what)
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error
    throw new TookTooLong(`${what} did not answer within ${LONGEST_MS / 1000} s and was interrupted.`)
  } finally {
    room.call = undefined
  }
}

/** Nobody waits for a promise; one that fails with nobody listening would end the process. */
function atOnce<T>(answer: T, what: string): T {
  if (typeof (answer as Partial<Promise<unknown>> | undefined)?.then !== "function") return answer
  Promise.resolve(answer).catch(() => undefined)
  throw new Error(`${what} answered with a promise: it has to answer at once.`)
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
