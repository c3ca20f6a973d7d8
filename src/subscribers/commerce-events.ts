import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { hintsOf, MEDUSA_EVENTS } from "../ingest/medusa-event"
import { MARKETING } from "../modules/marketing"
import type { MarketingService } from "../modules/marketing/service"

/** Notes what the store said happened. The bus may lose it or say it twice: the inbox and the reconciler see to that. */
export default async function noteCommerceEvent({
  event,
  container,
}: SubscriberArgs<unknown>): Promise<void> {
  const hints = hintsOf(event.name, event.data)
  if (hints.length === 0) return
  const marketing = container.resolve<MarketingService>(MARKETING)
  await marketing.verbs.appendToInbox(hints.map((hint) => ({ kind: "sync", ...hint })))
}

export const config: SubscriberConfig = {
  event: MEDUSA_EVENTS,
  context: { subscriberId: "medusa-marketing-canvas-commerce-events" },
}
