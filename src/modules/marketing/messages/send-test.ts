import { generateEntityId } from "@medusajs/framework/utils"
import { createLiquid, reasonOf } from "../../../channels/liquid"
import { markAsTest, TEST_HEADER } from "../../../core/message/mark-as-test"
import { Missing, Refused } from "../../../core/problem"
import { type ChannelDefinition, type DeliveryResult, staysInHouse } from "../../../extension/channel"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { ChannelPortsOf } from "./channel-ports"
import { compileContent, renderContent } from "./content-forms"
import { EXAMPLE_EVENT, eventVariables } from "./event-variables"
import { handOver } from "./hand-over"
import { linkGround } from "./link-ground"
import { refuse } from "./problems"
import { contentHash } from "./queue-messages"
import type { RecordReceipts } from "./record-receipts"
import { renderMessage } from "./render-message"
import { receiptOf } from "./retry"
import { type CouponRow, findPersonByCustomer, type PersonRow, readPeople } from "./store/people"
import { insertContents } from "./store/queue"
import { insertLinks } from "./store/receipts"
import { insertTestSend } from "./store/sends"
import { randomToken } from "./tokens"
import { EXAMPLE_PERSON, type Variables, variablesFor } from "./variables"

const LEASE_MS = 90_000
/** Stands where a real message has its token: the links of what is only shown lead to a page that says so. */
const NO_TOKEN = "0".repeat(22)
/** Whom a test belongs to: nobody, whoever it speaks to. So nothing that is asked of a customer ever finds it. */
const NOBODY = 0

export type TestMessage = {
  channel: ChannelDefinition
  content: Record<string, unknown>
  /** As whom it speaks; without one, as an example. */
  customer_id?: string
  /** Each gets it by itself. */
  to: string[]
  coupons: Omit<CouponRow, "pid" | "run_no">[]
  member?: Record<string, string>
  /** A trigger let the person in: texts speak of an example of what happened. */
  has_event: boolean
  /** "notice" is not about marketing, and has no way to opt out. */
  topic: "marketing" | "notice"
  /** Asked before each address: once it says no, the rest get nothing. */
  goesOn?: () => Promise<boolean>
}
export type TestSent = {
  rendered: Record<string, unknown>
  results: ({ to: string } & DeliveryResult)[]
}

/**
 * Renders a message for one person and hands it over to these addresses, now, marked as a test; with none it is only rendered. Recorded
 * as a test of nobody's, which nothing counts; it is never tried again. Throws Refused when the text cannot be
 * made, Missing when there is no such customer.
 */
export const sendTest =
  (parts: {
    database: Database
    clock: Clock
    options: MarketingOptions
    channelPorts: ChannelPortsOf
    recordReceipts: RecordReceipts
  }) =>
  async (message: TestMessage): Promise<TestSent> => {
    const { database, clock, options } = parts
    const { channel, content } = message
    const person = await personOf(database, message.customer_id)
    const ground = linkGround(options)
    const liquid = createLiquid(options.timezone)
    const variablesWith = (token: string): Variables => ({
      ...variablesFor(person, message.coupons.map(ofNobody), ground, token, options.timezone),
      member: message.member ?? {},
      event: message.has_event ? eventVariables(EXAMPLE_EVENT) : null,
    })
    const orRefused = <T>(make: () => T): T => {
      try {
        return make()
      } catch (error) {
        throw new Refused([refuse("message/render", "content", { text: reasonOf(error) })])
      }
    }
    const compiled = orRefused(() => compileContent(liquid, channel, content))
    const rendered = orRefused(() => renderContent(liquid, compiled, variablesWith(NO_TOKEN)))
    const results: TestSent["results"] = []
    for (const to of message.to) {
      if (message.goesOn && !(await message.goesOn())) break
      results.push({ to, ...(await handOverTo(to)) })
    }
    return { rendered, results }

    async function handOverTo(to: string): Promise<DeliveryResult> {
      const now = await clock.now()
      const token = randomToken()
      const hash = contentHash(content)
      const key = `test:${generateEntityId(undefined, "mktest")}`
      await insertContents(database, [{ hash, content }], now)
      const lease_until = new Date(now.getTime() + LEASE_MS)
      const row = { key, token, pid: NOBODY, channel: channel.id, content_hash: hash, address: to, now }
      const { id } = (await insertTestSend(database, { ...row, lease_until }))!
      const about = { id, token, topic: message.topic, language: person.language }
      const ready = orRefused(() => renderMessage(liquid, compiled, about, variablesWith(token), ground))
      await insertLinks(database, ready.links, now)
      const result = await handOver(
        channel,
        {
          ...{ key, decision_key: key, to },
          // A provider keeps what it gets with the customer it is told.
          customer_id: staysInHouse(channel) ? person.customer_id : "",
          content: markAsTest(ready.content, channel.templates, person.language),
          headers: { ...ready.headers, ...TEST_HEADER },
        },
        parts.channelPorts,
      )
      const receipt = receiptOf(
        { id, fence: 1, attempt: 1 },
        { ...result, ...once(result) },
        await clock.now(),
      )
      await parts.recordReceipts([receipt])
      return result
    }
  }

export type SendTest = ReturnType<typeof sendTest>

async function personOf(database: Database, customer_id: string | undefined): Promise<PersonRow> {
  if (!customer_id) return EXAMPLE_PERSON
  const found = await findPersonByCustomer(database, customer_id)
  if (!found) throw new Missing("customer", customer_id)
  return (await readPeople(database, [found.pid]))[0]!
}

const ofNobody = (coupon: TestMessage["coupons"][number]): CouponRow => ({
  ...coupon,
  pid: NOBODY,
  run_no: 0,
})

/** A person stands beside a test: it is not tried again behind their back. */
const once = (result: DeliveryResult) => (result.state === "failed" ? { retry: false } : {})
