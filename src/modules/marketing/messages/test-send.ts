import { errorsIn, Missing, problemsOf, Refused } from "../../../core/problem"
import { addressesFor } from "../../../core/trial/test-addresses"
import { type ChannelDefinition, type DeliveryResult, isLog, staysInHouse } from "../../../extension/channel"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { ReadTestAddresses, RememberTestAddresses } from "../trials/test-addresses"
import type { IsTestCustomer } from "../trials/test-customers"
import type { CheckContent } from "./check-content"
import type { SendTest } from "./send-test"
import { findPersonByCustomer } from "./store/people"
import { EXAMPLE_PERSON, exampleCoupon } from "./variables"

const refuse = problemsOf({
  "message/test-address": {
    message: "A test in this channel needs an address that it can write to.",
    hint: "Write an e-mail address as name@example.com.",
  },
  "message/test-customer": { message: "A test in this channel needs the customer who gets it." },
  "message/no-test-customer": {
    message: "What stays in the shop is shown to the customer, who is not a test customer.",
    hint: "Choose a test customer, or mark this one first.",
  },
})

type Asked = {
  channel: string
  content: Record<string, unknown>
  to?: string[]
  /** As whom it speaks; without one, as an example. */
  customer_id?: string
  actor: string
}
export type TestResult = { to: string } & DeliveryResult

/**
 * Sends what a merchant wrote to some addresses, now, as customers would get it but marked as a test; neither consent nor caps are
 * asked, and nothing is tried again. What stays in the shop goes to the chosen customer, who has to be a test customer. Throws Refused, Missing.
 */
export const testSend =
  (parts: {
    database: Database
    clock: Clock
    registry: Registry
    checkContent: CheckContent
    isTestCustomer: IsTestCustomer
    readTestAddresses: ReadTestAddresses
    rememberTestAddresses: RememberTestAddresses
    sendTest: SendTest
  }) =>
  async ({ actor, ...given }: Asked): Promise<TestResult[]> => {
    const { database, clock, registry } = parts
    const errors = errorsIn(parts.checkContent(given))
    const channel = registry.channels.get(given.channel)
    if (!channel || errors.length > 0) throw new Refused(errors)
    const { content, customer_id } = given
    if (customer_id && !(await findPersonByCustomer(database, customer_id)))
      throw new Missing("customer", customer_id)
    const addresses = staysInHouse(channel) ? [] : await addressesOf(channel, given.to ?? [])
    const to = staysInHouse(channel) ? [await inHouse(channel)] : addresses

    const now = await clock.now()
    await database.transaction((tx) => parts.rememberTestAddresses(tx, { actor, to: addresses }, now))
    const about = { coupons: [exampleCoupon(now)], has_event: true, topic: "marketing" as const }
    return (await parts.sendTest({ channel, content, customer_id, to, ...about })).results

    async function addressesOf(channel: ChannelDefinition, to: string[]): Promise<string[]> {
      const tidy = await parts.readTestAddresses({ to, path: "to" })
      if (tidy.length === 0) throw new Refused([refuse("message/test-address", "to")])
      const fitting = addressesFor(channel.address, tidy)
      if (fitting.length < tidy.length)
        throw new Refused(
          tidy.flatMap((address, index) =>
            fitting.includes(address) ? [] : [refuse("message/test-address", `to.${index}`)],
          ),
        )
      return tidy
    }

    /** A log has no reader; an inbox is somebody's. */
    async function inHouse(channel: ChannelDefinition): Promise<string> {
      if (isLog(channel)) return customer_id ?? EXAMPLE_PERSON.customer_id
      if (!customer_id) throw new Refused([refuse("message/test-customer", "customer_id")])
      if (!(await parts.isTestCustomer(customer_id)))
        throw new Refused([refuse("message/no-test-customer", "customer_id")])
      return customer_id
    }
  }
