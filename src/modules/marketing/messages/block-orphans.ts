import type { Registry } from "../../../extension/registry"
import type { Database } from "../database"
import { blockUnknownChannels } from "./store/receipts"

/** Messages of channels that are no longer installed are blocked with that reason instead of waiting for ever. */
export const blockOrphans =
  ({ database, registry }: { database: Database; registry: Registry }) =>
  async (): Promise<number> =>
    blockUnknownChannels(database, [...registry.channels.keys()])
