import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import type { Migration } from "@medusajs/framework/mikro-orm/migrations"
// @ts-expect-error plain script without types
import { freePort, startPostgres } from "../../scripts/postgres.mjs"
import type { Database } from "../../src/modules/marketing/database"

type Server = { pid: number; url: (name: string) => string; stop: () => Promise<void> }

/** A PostgreSQL of the test's own, which may be taken down as no shared one may. */
export async function startOwnServer() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "crash-pg-"))
  chmodSync(folder, 0o755)
  const port: number = await freePort()
  // A process that quits at once loses nothing that the operating system was given: only commits must be given to it in time.
  const settings = { fsync: "off", synchronous_commit: "on" }
  const start = (): Promise<Server> => startPostgres({ dataDir: path.join(folder, "data"), port, settings })
  let server = await start()
  return {
    port,
    url: server.url("postgres"),
    /** As `pg_ctl restart -m immediate`: every process of the server quits at once and the log is replayed at the next start. */
    restartAtOnce: async (): Promise<void> => {
      process.kill(server.pid, "SIGQUIT")
      while (isAlive(server.pid)) await pause(20)
      server = await start()
    },
    end: async (): Promise<void> => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Our own tables, and of a store around them the one that is read before a coupon is given. */
export async function migrate(database: Database): Promise<void> {
  await database.run(
    "create table if not exists promotion (id text primary key, status text, deleted_at timestamptz)",
  )
  const folder = path.resolve(__dirname, "../../migrations")
  for (const file of readdirSync(folder).sort()) {
    const name = path.basename(file, ".ts")
    const made = (await import(path.join(folder, file)))[name] as new (...given: unknown[]) => Migration
    const migration = new made()
    await migration.up()
    for (const query of migration.getQueries()) await database.run(String(query))
  }
}

/** A server that has just begun refuses for a moment. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await ask()
    } catch (error) {
      if (!/^(57P|08|E)/.test((error as { code?: string }).code ?? "08")) throw error
      await pause(50)
    }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
