import { Refused } from "../../../core/problem"
import type { OwnProfileChange } from "../../../core/profile/change"
import type { Registry } from "../../../extension/registry"
import type { WriteOwnProfile } from "../audience/write-own-profile"
import type { FindPerson } from "../benefits/find-person"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { WakeAfterSends } from "../engine/wake-after-sends"
import { refuse } from "./problems"
import type { ReadShopper, Shopper } from "./read-shopper"
import type { WriteConsents } from "./write-consents"

/**
 * What a signed-in shopper says of themselves: yes or no to marketing, channel by channel, and of their profile what is
 * theirs to say. All of it or nothing. Throws Refused for a channel that asks nobody.
 */
export const answerConsents =
  ({
    database,
    clock,
    registry,
    findPerson,
    writeConsents,
    writeOwnProfile,
    readShopper,
    wakeAfterSends,
  }: {
    database: Database
    clock: Clock
    registry: Registry
    findPerson: FindPerson
    writeConsents: WriteConsents
    writeOwnProfile: WriteOwnProfile
    readShopper: ReadShopper
    wakeAfterSends: WakeAfterSends
  }) =>
  async (given: {
    customer_id: string
    consents: Record<string, "yes" | "no">
    profile?: OwnProfileChange
  }): Promise<Shopper> => {
    const { customer_id, consents, profile = {} } = given
    const unknown = Object.keys(consents).filter(
      (channel) => (registry.channels.get(channel)?.consent ?? "none") === "none",
    )
    if (unknown.length > 0)
      throw new Refused(
        unknown.map((channel) => refuse("message/unknown-channel", `consents.${channel}`, { channel })),
      )
    const pid = await findPerson(customer_id)
    const now = await clock.now()
    const answer = { topic: "marketing", at: now, proof: { how: "account", by: customer_id } }
    const stopped = await database.transaction(async (tx) => {
      const refused = await writeConsents(
        tx,
        Object.entries(consents).map(([channel, state]) => ({ pid, channel, state, ...answer })),
      )
      await writeOwnProfile(tx, { pid, customer_id, said: profile }, now)
      return refused
    })
    await wakeAfterSends(stopped)
    return readShopper({ customer_id })
  }
