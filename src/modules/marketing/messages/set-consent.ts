import { Missing, Refused } from "../../../core/problem"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { WakeAfterSends } from "../engine/wake-after-sends"
import { refuse } from "./problems"
import type { Consent, ReadConsents } from "./read-consents"
import type { ConsentState } from "./store/consents"
import { findPersonByCustomer } from "./store/people"
import type { WriteConsents } from "./write-consents"

/** Writes one customer's answer. `proof`: how it was given, e.g. { form: "newsletter", text: "..." }. Throws Missing, Refused. */
export const setConsent =
  ({
    database,
    clock,
    registry,
    writeConsents,
    readConsents,
    wakeAfterSends,
  }: {
    database: Database
    clock: Clock
    registry: Registry
    writeConsents: WriteConsents
    readConsents: ReadConsents
    wakeAfterSends: WakeAfterSends
  }) =>
  async (given: {
    customer_id: string
    channel: string
    topic?: string
    state: ConsentState
    proof?: Record<string, unknown>
    actor: string
  }): Promise<Consent[]> => {
    const { customer_id, channel, topic = "marketing", state, proof = {}, actor } = given
    if (!registry.channels.has(channel))
      throw new Refused([refuse("message/unknown-channel", "channel", { channel })])
    const person = await findPersonByCustomer(database, customer_id)
    if (!person) throw new Missing("customer", customer_id)
    const at = await clock.now()
    const stopped = await database.transaction((tx) =>
      writeConsents(tx, [{ pid: person.pid, channel, topic, state, at, proof: { ...proof, by: actor } }]),
    )
    await wakeAfterSends(stopped)
    return readConsents({ customer_id })
  }
