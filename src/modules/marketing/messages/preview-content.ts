import { createLiquid, reasonOf } from "../../../channels/liquid"
import { errorsIn, Missing, type Problem } from "../../../core/problem"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { CheckContent } from "./check-content"
import { compileContent, renderContent } from "./content-forms"
import { EXAMPLE_EVENT, eventVariables } from "./event-variables"
import { linkGround } from "./link-ground"
import { refuse } from "./problems"
import { findPersonByCustomer, readPeople } from "./store/people"
import { EXAMPLE_PERSON, exampleCoupon, variablesFor } from "./variables"

export type Preview = { rendered: Record<string, unknown> | null; problems: Problem[] }

/** Stands where a real message has its token: the preview's own links lead to a page that says so. */
const NO_TOKEN = "0".repeat(22)

/**
 * What a customer (or an example person) would read. Sends and writes nothing. Broken content answers with its problems
 * and `rendered: null`. Throws Missing when there is no such customer.
 */
export const previewContent = ({
  database,
  clock,
  options,
  registry,
  checkContent,
}: {
  database: Database
  clock: Clock
  options: MarketingOptions
  registry: Registry
  checkContent: CheckContent
}) => {
  const liquid = createLiquid(options.timezone)

  async function personOf(customer_id: string | undefined) {
    if (!customer_id) return EXAMPLE_PERSON
    const found = await findPersonByCustomer(database, customer_id)
    if (!found) throw new Missing("customer", customer_id)
    return (await readPeople(database, [found.pid]))[0]
  }

  return async (given: { channel: string; content: unknown; customer_id?: string }): Promise<Preview> => {
    const problems = checkContent(given)
    const channel = registry.channels.get(given.channel)
    if (!channel || errorsIn(problems).length > 0) return { rendered: null, problems }
    const person = await personOf(given.customer_id)
    const coupons = [exampleCoupon(await clock.now())]
    const known = variablesFor(person, coupons, linkGround(options), NO_TOKEN, options.timezone)
    const variables = { ...known, event: eventVariables(EXAMPLE_EVENT) }
    try {
      const compiled = compileContent(liquid, channel, given.content as Record<string, unknown>)
      return { rendered: renderContent(liquid, compiled, variables), problems }
    } catch (error) {
      return {
        rendered: null,
        problems: [...problems, refuse("message/render", "content", { text: reasonOf(error) })],
      }
    }
  }
}

export type PreviewContent = ReturnType<typeof previewContent>
