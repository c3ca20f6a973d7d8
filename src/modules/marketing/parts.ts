import { type AwilixContainer, asFunction, asValue } from "awilix"
import { createRegistry, type MarketingExtension, type Registry } from "../../extension/registry"
import { builtIns } from "./built-ins"
import { type Clock, databaseClock } from "./clock"
import type { Database } from "./database"
import type { MarketingOptions } from "./options"
import type { FailPoint, Ports } from "./ports"
import { localRates, type Rates } from "./rates"
import { verbs } from "./verbs"
import { postgresWakeups, type Wakeups } from "./wakeups"
import { inTime } from "./within-time"

/** What a process brings along; everything else is built from it inside the container. */
export type Foundation = {
  database: Database
  options: MarketingOptions
  extensions?: MarketingExtension[]
  ports: Ports
  clock?: Clock
  failPoint?: FailPoint
  /** How workers are woken; default: LISTEN and NOTIFY. */
  wakeups?: Wakeups
  /** How providers' rates are kept; default: by this process for itself. */
  rates?: Rates
}

/** What a verb may ask for besides other verbs. */
export type Grounds = {
  database: Database
  options: MarketingOptions
  registry: Registry
  ports: Ports
  clock: Clock
  failPoint: FailPoint
  wakeups: Wakeups
  rates: Rates
}

/** Registers the ground and every verb in the container; each verb is made once, when it is first asked for. */
export function registerParts(container: AwilixContainer, foundation: Foundation): void {
  container.register({
    database: asValue(foundation.database),
    options: asValue(foundation.options),
    registry: asValue(createRegistry([builtIns, ...(foundation.extensions ?? []).map(inTime)])),
    ports: asValue(foundation.ports),
    clock: foundation.clock ? asValue(foundation.clock) : asFunction(databaseClock).singleton(),
    failPoint: asValue(foundation.failPoint ?? (() => undefined)),
    wakeups: asValue(foundation.wakeups ?? postgresWakeups(foundation.database)),
    rates: asValue(foundation.rates ?? localRates()),
  })
  for (const [name, make] of Object.entries(verbs))
    container.register(name, asFunction(make as () => unknown).singleton())
}
