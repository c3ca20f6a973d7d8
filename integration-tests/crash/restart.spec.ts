import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import type { Migration } from "@medusajs/framework/mikro-orm/migrations"
// @ts-expect-error plain script without types
import { freePort, startPostgres } from "../../scripts/postgres.mjs"
import { createMarketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { engineChores } from "../../src/modules/marketing/engine/chores"
import { startWorker, type Worker } from "../../src/modules/marketing/engine/worker"
import { optionsSchema } from "../../src/modules/marketing/options"
import { WAKE } from "../../src/modules/marketing/wakeups"
import { freshDatabase, standingClock } from "../support/world"
import { compare } from "./compare"
import { CHANNEL, createProvider, mortalChannel } from "./provider"
import { isThrough, nextMoment, type Story, settlePeople, tellStory } from "./story"

const RESTARTS = 3
const PEOPLE = 80
const COUPONS = 20

type Server = { pid: number; url: (name: string) => string; stop: () => Promise<void> }

describe("a database that is restarted in the middle (F11)", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "crash-pg-"))
  chmodSync(folder, 0o755)
  let server: Server
  let port: number
  /** The provider remembers in another database; its fate is not ours. */
  let outside: Database
  let drop: () => Promise<void>
  const start = (): Promise<Server> => startPostgres({ dataDir: path.join(folder, "data"), port })

  beforeAll(async () => {
    port = await freePort()
    server = await start()
    const fresh = await freshDatabase()
    drop = fresh.drop
    outside = connectDatabase(fresh.url, { size: 10 })
    await createProvider(outside)
  })
  afterAll(async () => {
    await server.stop()
    await outside.close()
    await drop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** As `pg_ctl stop -m immediate`: every process of the server quits at once and the log is replayed at the next start. */
  async function crashServer(): Promise<void> {
    const isAlive = () => {
      try {
        return process.kill(server.pid, 0)
      } catch {
        return false
      }
    }
    process.kill(server.pid, "SIGQUIT")
    while (isAlive()) await pause(20)
    server = await start()
  }

  it("costs time and nothing else: the workers go on by themselves, nobody is lost, nothing happens twice", async () => {
    const clock = standingClock("2026-03-02T09:00:00Z")
    const eye = connectDatabase(server.url("postgres"), { size: 2 })
    await patiently(() => migrate(eye))
    await settlePeople(eye, PEOPLE)
    const story: Story = await tellStory(eye, { coupons: COUPONS, due_at: await clock.now() })
    const log: string[] = []
    const hands = [1, 2].map(() => startHand(server.url("postgres"), clock, outside, log))

    let restarts = 0
    const passed = () => eye.one<{ n: number }>("select count(*) as n from marketing_step_log")
    const all = PEOPLE * 4
    for (let through = false; !through; ) {
      const { n } = (await patiently(passed))!
      if (restarts < RESTARTS && n >= (restarts * all) / RESTARTS) {
        restarts++
        await crashServer()
      }
      const next = await patiently(() => nextMoment(eye, story, new Date(0)))
      if (next > (await clock.now())) clock.set(next)
      await patiently(() => eye.notify(WAKE))
      await pause(100)
      through = await patiently(() => isThrough(eye, story))
    }
    for (const hand of hands) await (await hand.worker).stop()
    for (const hand of hands) await hand.database.close()

    const { lost, doubled, stuck } = await compare(eye, outside, story)
    await eye.close()
    expect({ lost, doubled, stuck, restarts }).toEqual({
      lost: [],
      doubled: [],
      stuck: [],
      restarts: RESTARTS,
    })
    expect(log.some((line) => /failed, \d in a row/.test(line))).toBe(true)
  }, 180_000)
})

/** A worker process in miniature, as a store starts it. */
function startHand(
  url: string,
  clock: ReturnType<typeof standingClock>,
  outside: Database,
  log: string[],
): { worker: Promise<Worker>; database: Database } {
  const database = connectDatabase(url)
  const note = (line: string) => log.push(line)
  const marketing = createMarketing({
    database,
    clock,
    options: optionsSchema.parse({ secret: "test-secret" }),
    extensions: [mortalChannel(outside)],
    ports: {
      log: note,
      notify: () => Promise.reject(new Error("not used")),
      createCustomers: () => Promise.reject(new Error("not used")),
      fillCustomer: () => Promise.reject(new Error("not used")),
      createGroup: () => Promise.reject(new Error("not used")),
      changeGroup: () => Promise.reject(new Error("not used")),
    },
  })
  const small = { ...marketing, advance: () => marketing.advance({ limit: 15 }) }
  const send = {
    name: "send",
    every_ms: 2_000,
    run: () => marketing.performSends({ channel: CHANNEL, limit: 10 }),
  }
  return {
    database,
    worker: startWorker({ chores: [...engineChores(small), send], wakeups: marketing.wakeups, log: note }),
  }
}

/** Our own tables, and of a store around them the one that is read before a coupon is given. */
async function migrate(database: Database): Promise<void> {
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
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await ask()
    } catch (error) {
      if (!/^(57P|08|E)/.test((error as { code?: string }).code ?? "08")) throw error
      await pause(50)
    }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
