import "./register-swc"
import type { Server } from "node:http"
// @ts-expect-error plain script without types
import { linkBuiltAdmin } from "../../scripts/admin-panel.mjs"
// @ts-expect-error plain script without types
import { freePort } from "../../scripts/postgres.mjs"
import type { MarketingService } from "../../src/modules/marketing/service"
import { rememberRows } from "./rows-at-start"
import { closeShop } from "./shop"
import { type Store, startStore } from "./store"

export type OpenStore = Omit<Store, "shutdown" | "drop"> & { address: string }
type Opened = { store: OpenStore; renew: () => Promise<void> }

/**
 * The repository's own store as people meet it: listening, with the built admin panel and the background worker.
 * Booted once for all files of a process, which takes many seconds; each file finds its database as it was at the start.
 */
export async function openStore(): Promise<OpenStore> {
  const shared = globalThis as typeof globalThis & { __opened?: Opened }
  if (shared.__opened) await shared.__opened.renew()
  else shared.__opened = await open()
  return shared.__opened.store
}

async function open(): Promise<Opened> {
  linkBuiltAdmin()
  const port: number = await freePort()
  const { app, container, databaseUrl, mail } = await startStore({ PORT: String(port), NODE_ENV: "test" })
  const { __hooks: worker } = container.resolve<MarketingService>("marketing")
  const whileNobodyWorks = async <T>(work: () => Promise<T>): Promise<T> => {
    await worker.onApplicationPrepareShutdown()
    const done = await work()
    await worker.onApplicationStart()
    return done
  }
  const restore = await whileNobodyWorks(() => rememberRows(databaseUrl))
  await new Promise<Server>((resolve) => {
    const listening = app.listen(port, () => resolve(listening))
  })
  return {
    store: { app, container, databaseUrl, mail, address: `http://localhost:${port}` },
    renew: () =>
      whileNobodyWorks(async () => {
        await restore()
        closeShop()
        mail.mails.length = 0
      }),
  }
}
