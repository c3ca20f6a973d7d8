import { createRequire } from "node:module"
import path from "node:path"
import type { LoaderOptions } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { AwilixContainer } from "awilix"
import type { MarketingExtension } from "../../../extension/registry"
import { bullLine } from "../bull-line"
import { connectDatabase } from "../database"
import { type MarketingOptions, readOptions } from "../options"
import { registerParts } from "../parts"
import { localRates, sharedRates } from "../rates"
import { bullWakeups, postgresWakeups, WAKE } from "../wakeups"

type StoreConfig = {
  projectConfig?: {
    databaseUrl?: string
    databaseDriverOptions?: { connection?: { ssl?: object | boolean } }
    http?: { jwtSecret?: string }
  }
}

/** Builds the module's parts in its own container, once, when the store starts. */
export default async function groundLoader({ container, options }: LoaderOptions): Promise<void> {
  const read = readOptions(options)
  const config = (container.resolve("configModule") as StoreConfig).projectConfig
  if (!config?.databaseUrl) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      "medusa-marketing-canvas needs projectConfig.databaseUrl (PostgreSQL).",
    )
  }
  const logger = container.resolve("logger") as { info: (line: string) => void }
  const log = (line: string) => logger.info(line)
  const database = connectDatabase(config.databaseUrl, { ssl: config.databaseDriverOptions?.connection?.ssl })
  const line = read.redis_url === undefined ? null : bullLine(read.redis_url, log)
  const wakeups = line ? bullWakeups(line, database, log) : postgresWakeups(database)
  registerParts(container as unknown as AwilixContainer, {
    database: {
      ...database,
      notify: (channel) => (channel === WAKE ? wakeups.wake() : database.notify(channel)),
    },
    wakeups,
    rates: line ? sharedRates(line, log) : localRates(),
    options: { ...read, secret: read.secret ?? config.http?.jwtSecret },
    extensions: loadExtensions(read),
    ports: {
      log,
      createCustomers: () => Promise.reject(new Error("The core's workflows are not connected yet.")),
      fillCustomer: () => Promise.reject(new Error("The core's workflows are not connected yet.")),
      createGroup: () => Promise.reject(new Error("The core's workflows are not connected yet.")),
      changeGroup: () => Promise.reject(new Error("The core's workflows are not connected yet.")),
      notify: () => Promise.reject(new Error("The Notification module is not connected yet.")),
    },
  })
}

/** Extensions named by package or path are required from the store's folder, so they resolve as its own code does. */
function loadExtensions(options: MarketingOptions): MarketingExtension[] {
  const requireFromStore = createRequire(path.join(process.cwd(), "medusa-config.js"))
  return options.extensions.map((extension) => {
    if (typeof extension !== "string") return extension
    const loaded = requireFromStore(extension) as { default?: MarketingExtension } & MarketingExtension
    return loaded.default ?? loaded
  })
}
