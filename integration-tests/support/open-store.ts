import "./register-swc"
import type { Server } from "node:http"
// @ts-expect-error plain script without types
import { linkBuiltAdmin } from "../../scripts/admin-panel.mjs"
// @ts-expect-error plain script without types
import { freePort } from "../../scripts/postgres.mjs"
import { type Store, startStore } from "./store"

export type OpenStore = Store & { address: string; close: () => Promise<void> }

/** The repository's own store as people meet it: listening, with the built admin panel and the background worker. */
export async function openStore(): Promise<OpenStore> {
  linkBuiltAdmin()
  const port: number = await freePort()
  const store = await startStore({ PORT: String(port), NODE_ENV: "test" })
  const server = await new Promise<Server>((resolve) => {
    const listening = store.app.listen(port, () => resolve(listening))
  })
  return {
    ...store,
    address: `http://localhost:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await store.shutdown()
      await store.mail.stop()
      await store.drop()
    },
  }
}
