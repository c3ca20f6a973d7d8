import type { Labels } from "../../../extension/labels"
import type { Registry } from "../../../extension/registry"
import type { FindPerson } from "../benefits/find-person"
import type { Database } from "../database"
import { type ConsentState, selectConsents } from "./store/consents"
import { readShopperProfile, type ShopperProfile } from "./store/people"

/** What a shopper may read of themselves, and what they agreed to in each channel that asks. */
export type Shopper = {
  profile: ShopperProfile
  consents: {
    channel: string
    label: Labels
    /** Their answer; null: never asked. */
    state: ConsentState | null
    /** Whether they are sent marketing there now. */
    agreed: boolean
    at: Date | null
  }[]
}

/** Somebody who registered this very moment is read from the store first. Throws Missing. */
export const readShopper =
  ({ database, registry, findPerson }: { database: Database; registry: Registry; findPerson: FindPerson }) =>
  async ({ customer_id }: { customer_id: string }): Promise<Shopper> => {
    const pid = await findPerson(customer_id)
    const answers = new Map(
      (await selectConsents(database, pid))
        .filter((answer) => answer.topic === "marketing")
        .map((answer) => [answer.channel, answer]),
    )
    return {
      profile: (await readShopperProfile(database, pid))!,
      consents: [...registry.channels.values()]
        .filter((channel) => channel.consent !== "none")
        .map(({ id, label, consent }) => {
          const { state = null, at = null } = answers.get(id) ?? {}
          const agreed = consent === "opt_in" ? state === "yes" : state !== "no"
          return { channel: id, label, state, agreed, at }
        }),
    }
  }

export type ReadShopper = ReturnType<typeof readShopper>
