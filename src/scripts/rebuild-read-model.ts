import type { ExecArgs } from "@medusajs/framework/types"
import { MARKETING } from "../modules/marketing"
import type { MarketingService } from "../modules/marketing/service"

/**
 * `npx medusa exec ./src/scripts/rebuild-read-model.ts` reads the whole store into the read model again, with progress,
 * and counts every order anew for the plans that reached its customer. Stop it whenever you like: the reading goes on
 * where it was.
 */
export default async function rebuild({ container }: ExecArgs): Promise<void> {
  const marketing = container.resolve<MarketingService>(MARKETING)
  const logger = container.resolve("logger")
  const counted = await marketing.verbs.rebuildReadModel({
    onProgress: ({ subject, done, total }) => logger.info(`${subject}s: ${done} of ${total}`),
  })
  const orders = await marketing.verbs.rebuildAttribution((done) => logger.info(`orders attributed: ${done}`))
  logger.info(`Read model rebuilt: ${JSON.stringify(counted)}; ${orders} orders attributed again`)
}
