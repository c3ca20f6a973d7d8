import { createRequire } from "node:module"
import path from "node:path"
import type { MedusaContainer } from "@medusajs/framework/types"
import express, { type Express } from "express"
import { type MailServer, startMailServer } from "./smtp-server"
import { freshStoreDatabase } from "./world"

const require = createRequire(import.meta.url)
const root = path.resolve(__dirname, "../..")

export type Store = {
  app: Express
  container: MedusaContainer
  databaseUrl: string
  /** The real SMTP server that this store's e-mail goes to. */
  mail: MailServer
  shutdown: () => Promise<void>
  /** Removes its database; after the shutdown. */
  drop: () => Promise<void>
}

/**
 * The repository's own store, booted once for all HTTP spec files (same process). Talk to it with supertest(store.app).
 * The background worker is off: specs call the verbs they mean.
 */
export function bootStore(): Promise<Store> {
  const shared = globalThis as typeof globalThis & { __store?: Promise<Store> }
  shared.__store ??= boot()
  return shared.__store
}

async function boot(): Promise<Store> {
  return startStore({ MEDUSA_ADMIN: "off", MARKETING_WORKER: "off", NODE_ENV: "test" })
}

/** A store of its own on a fresh database. One per process: Medusa keeps its parts in globals. */
export async function startStore(environment: Record<string, string>): Promise<Store> {
  const { url, drop } = await freshStoreDatabase()
  const mail = await startMailServer()
  Object.assign(process.env, {
    DATABASE_URL: url,
    SMTP_URL: mail.url,
    MEDUSA_DISABLE_TELEMETRY: "true",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
    ...environment,
  })
  const app = express()
  const { container, shutdown } = await require("@medusajs/medusa/loaders/index").default({
    directory: root,
    expressApp: app,
  })
  return { app, container, databaseUrl: url, mail, shutdown, drop }
}
