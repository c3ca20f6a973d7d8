import { Refused } from "../../../core/problem"
import type { Registry } from "../../../extension/registry"
import type { FindPerson } from "../benefits/find-person"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { refuse } from "./problems"
import type { ReadShopper, Shopper } from "./read-shopper"
import type { WriteConsents } from "./write-consents"

/** A signed-in shopper's own yes or no to marketing, channel by channel. Throws Refused for a channel that asks nobody. */
export const answerConsents =
  ({
    database,
    clock,
    registry,
    findPerson,
    writeConsents,
    readShopper,
  }: {
    database: Database
    clock: Clock
    registry: Registry
    findPerson: FindPerson
    writeConsents: WriteConsents
    readShopper: ReadShopper
  }) =>
  async (given: { customer_id: string; consents: Record<string, "yes" | "no"> }): Promise<Shopper> => {
    const { customer_id, consents } = given
    const unknown = Object.keys(consents).filter(
      (channel) => (registry.channels.get(channel)?.consent ?? "none") === "none",
    )
    if (unknown.length > 0)
      throw new Refused(
        unknown.map((channel) => refuse("message/unknown-channel", `consents.${channel}`, { channel })),
      )
    const pid = await findPerson(customer_id)
    const answer = { topic: "marketing", at: await clock.now(), proof: { how: "account", by: customer_id } }
    await database.transaction((tx) =>
      writeConsents(
        tx,
        Object.entries(consents).map(([channel, state]) => ({ pid, channel, state, ...answer })),
      ),
    )
    return readShopper({ customer_id })
  }
