import { generateEntityId } from "@medusajs/framework/utils"
import { createLiquid, reasonOf } from "../../../channels/liquid"
import { isMailAddress } from "../../../core/message/header-value"
import { errorsIn, Missing, problemsOf, Refused } from "../../../core/problem"
import { type DeliveryResult, staysInHouse } from "../../../extension/channel"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { ChannelPortsOf } from "./channel-ports"
import type { CheckContent } from "./check-content"
import { compileContent } from "./content-forms"
import { EXAMPLE_EVENT, eventVariables } from "./event-variables"
import { handOver } from "./hand-over"
import { linkGround } from "./link-ground"
import { refuse } from "./problems"
import { contentHash } from "./queue-messages"
import type { RecordReceipts } from "./record-receipts"
import { renderMessage } from "./render-message"
import { receiptOf } from "./retry"
import { findPersonByCustomer, readPeople } from "./store/people"
import { insertContents } from "./store/queue"
import { insertLinks } from "./store/receipts"
import { insertTestSend } from "./store/sends"
import { randomToken } from "./tokens"
import { EXAMPLE_PERSON, exampleCoupon, variablesFor } from "./variables"

const LEASE_MS = 90_000

const refuseTest = problemsOf({
  "message/test-address": {
    message: "A test needs one e-mail address to go to.",
    hint: "Write it as name@example.com.",
  },
  "message/test-customer": { message: "A test in this channel needs the customer who gets it." },
})

/**
 * Sends what a merchant wrote to one address, now, exactly as customers would get it. Recorded as a test; neither
 * consent nor caps are asked and nothing is tried again. Throws Refused, Missing.
 */
export const testSend =
  (parts: {
    database: Database
    clock: Clock
    options: MarketingOptions
    registry: Registry
    checkContent: CheckContent
    channelPorts: ChannelPortsOf
    recordReceipts: RecordReceipts
  }) =>
  async (given: {
    channel: string
    content: Record<string, unknown>
    to?: string
    customer_id?: string
  }): Promise<DeliveryResult> => {
    const { database, clock, options, registry } = parts
    const errors = errorsIn(parts.checkContent(given))
    const channel = registry.channels.get(given.channel)
    if (!channel || errors.length > 0) throw new Refused(errors)
    const inHouse = staysInHouse(channel)
    const address = inHouse ? given.customer_id : given.to?.trim()
    if (!address)
      throw new Refused([
        inHouse
          ? refuseTest("message/test-customer", "customer_id")
          : refuseTest("message/test-address", "to"),
      ])
    if (channel.address === "email" && !isMailAddress(address))
      throw new Refused([refuseTest("message/test-address", "to")])

    const found = given.customer_id ? await findPersonByCustomer(database, given.customer_id) : undefined
    if (given.customer_id && !found) throw new Missing("customer", given.customer_id)
    const person = found ? (await readPeople(database, [found.pid]))[0]! : EXAMPLE_PERSON

    const now = await clock.now()
    const token = randomToken()
    const hash = contentHash(given.content)
    await insertContents(database, [{ hash, content: given.content }], now)
    const key = `test:${generateEntityId(undefined, "mktest")}`
    const row = { key, token, pid: person.pid, channel: channel.id, content_hash: hash, address, now }
    const send = (await insertTestSend(database, {
      ...row,
      lease_until: new Date(now.getTime() + LEASE_MS),
    }))!

    const result = await rendered()
    await parts.recordReceipts([
      receiptOf({ id: send.id, fence: 1, attempt: 1 }, { ...result, ...once(result) }, await clock.now()),
    ])
    return result

    async function rendered(): Promise<DeliveryResult> {
      const ground = linkGround(options)
      const liquid = createLiquid(options.timezone)
      const about = { id: send.id, token, topic: "marketing", language: person.language }
      const known = variablesFor(person, [exampleCoupon(now)], ground, token, options.timezone)
      const variables = { ...known, event: eventVariables(EXAMPLE_EVENT) }
      try {
        const message = renderMessage(
          liquid,
          compileContent(liquid, channel!, given.content),
          about,
          variables,
          ground,
        )
        await insertLinks(database, message.links, now)
        const delivery = { key, decision_key: key, to: address!, customer_id: person.customer_id }
        return await handOver(channel!, { ...delivery, ...message }, parts.channelPorts)
      } catch (error) {
        throw new Refused([refuse("message/render", "content", { text: reasonOf(error) })])
      }
    }
  }

/** A person stands beside a test: it is not tried again behind their back. */
const once = (result: DeliveryResult) => (result.state === "failed" ? { retry: false } : {})
