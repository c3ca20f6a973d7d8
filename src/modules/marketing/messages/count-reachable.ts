import type { Registry } from "../../../extension/registry"
import type { Database } from "../database"
import { ADDRESS_HASH } from "./store/claim"

/**
 * How many of a set of people each channel can reach now: they have an address, it is not suppressed, and they
 * consented as the channel asks. `people` is SQL text that selects `pid`.
 */
export const countReachable =
  ({ database, registry }: { database: Database; registry: Registry }) =>
  async (people: { text: string; values: unknown[] }): Promise<Record<string, number>> => {
    const channels = [...registry.channels.values()]
    if (channels.length === 0) return {}
    const n = people.values.length
    const columns = channels.map((channel, index) => {
      const id = `$${n + index + 1}`
      const address = { email: "p.email", phone: "p.phone", none: "p.customer_id" }[channel.address]
      const answer = `(select c.state from marketing_consent c where c.pid = p.pid and c.channel = ${id} and c.topic = 'marketing')`
      const consents = {
        opt_in: `${answer} = 'yes'`,
        opt_out: `coalesce(${answer}, 'yes') <> 'no'`,
        none: "true",
      }[channel.consent]
      return `count(*) filter (where ${address} is not null and ${consents} and not exists (
                select 1 from marketing_suppression x where x.channel = ${id} and x.address_hash = ${ADDRESS_HASH(address)})) as c${index}`
    })
    const row = await database.one<Record<string, number>>(
      `select ${columns.join(", ")} from marketing_profile p
        where p.deleted_at is null and p.pid in (${people.text})`,
      [...people.values, ...channels.map((channel) => channel.id)],
    )
    return Object.fromEntries(channels.map((channel, index) => [channel.id, row?.[`c${index}`] ?? 0]))
  }

export type CountReachable = ReturnType<typeof countReachable>
