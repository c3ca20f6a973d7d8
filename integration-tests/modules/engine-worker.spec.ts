import type { Queue } from "bull"
import { Redis } from "ioredis"
import { bullLine } from "../../src/modules/marketing/bull-line"
import type { Chore } from "../../src/modules/marketing/chore"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { startWorker, type Worker } from "../../src/modules/marketing/engine/worker"
import { bullWakeups, postgresWakeups, type Wakeups, wakeOnCommit } from "../../src/modules/marketing/wakeups"
import { startRedis } from "../support/redis"
import { freshDatabase } from "../support/world"

/** The least that keeps wake-ups away from a chore: who runs oftener than one with this pace was woken, however slow the machine is. */
const OWN_PACE = 5_001

/** A chore that tells when it was run. */
function watched(every_ms = 5_000, run: () => Promise<boolean> = async () => false) {
  let runs = 0
  let tell: () => void = () => undefined
  const chore: Chore = {
    name: "watched",
    every_ms,
    run: async () => {
      runs++
      tell()
      return run()
    },
  }
  return {
    chore,
    runs: () => runs,
    /** Resolves at the next run after now. */
    next: () => new Promise<void>((resolve) => (tell = resolve)),
  }
}

describe.each(["local", "bull"])("a worker with the %s driver", (driver) => {
  let database: Database
  let drop: () => Promise<void>
  let redis: Awaited<ReturnType<typeof startRedis>> | undefined
  const log: string[] = []
  const open: (() => Promise<unknown>)[] = []

  const wakeups = (): Wakeups => {
    const made =
      driver === "bull"
        ? bullWakeups(
            bullLine(`redis://127.0.0.1:${redis!.port}`, (line) => log.push(line)),
            database,
            (line) => log.push(line),
          )
        : postgresWakeups(database)
    open.push(made.close)
    return made
  }
  const work = async (chores: Chore[], by = wakeups()): Promise<Worker> => {
    const worker = await startWorker({ chores, wakeups: by, log: (line) => log.push(line) })
    open.unshift(worker.stop)
    return worker
  }

  beforeEach(async () => {
    const fresh = await freshDatabase()
    drop = fresh.drop
    database = connectDatabase(fresh.url)
    log.length = 0
    if (driver === "bull") redis = await startRedis()
  })
  afterEach(async () => {
    for (const close of open.splice(0)) await close()
    await redis?.stop()
    await database.close()
    await drop()
  })

  it("is woken by another process at once, long before it would look by itself", async () => {
    const seen = watched()
    const unmoved = watched(OWN_PACE)
    await work([seen.chore, unmoved.chore])
    const other = wakeups()
    // Each looks when it begins, and whoever can be woken once more for each way on which it begins to listen.
    const ahead = () => seen.runs() - unmoved.runs()
    // Listening begins a moment after the start; a hint may be lost, the next one is not.
    const again = setInterval(() => void other.wake(), 200)
    while (ahead() < 5) await seen.next()
    clearInterval(again)
    expect(ahead()).toBeGreaterThanOrEqual(5)
  })

  it("is told what a wake-up is about: who deals with that is called, the others when something came of it", async () => {
    let found = false
    const hearing = watched(5_000, async () => {
      const more = found
      found = false
      return more
    })
    const other = watched()
    const unmoved = watched(OWN_PACE)
    await work([{ ...hearing.chore, hears: "occasions" }, other.chore, unmoved.chore])
    const call = () => database.transaction(async (tx) => wakeOnCommit(tx, "occasions"))
    // Until it listens, which it begins with a look at everything.
    for (let before = -1; before !== hearing.runs() - 1; ) {
      before = hearing.runs()
      await call()
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    // What it did by itself meanwhile, on a slow machine, the unmoved one did as well.
    const ahead = () => other.runs() - unmoved.runs()
    const idle = ahead()
    for (let n = 0; n < 5; n++) {
      const next = hearing.next()
      await call()
      await next
    }
    expect(ahead()).toBeLessThanOrEqual(idle + 1)
    const followed = other.next()
    found = true
    await call()
    await followed
    expect(ahead()).toBeLessThanOrEqual(idle + 2)
  })

  it("goes on at once while there is more, and calls others for help", async () => {
    let left = 50
    const busy = watched(5_000, async () => --left > 0)
    const helper = watched()
    await work([helper.chore])
    await work([busy.chore])
    while (left > 0) await busy.next()
    while (helper.runs() < 2) await helper.next()
    expect(busy.runs()).toBeGreaterThanOrEqual(50)
  })

  it("tries again after a failure, says so, and keeps the other chores going (F11)", async () => {
    let bad = 2
    const failing = watched(5_000, async () => {
      if (bad-- > 0) throw new Error("too many connections")
      return false
    })
    const fine = watched()
    await work([failing.chore, fine.chore])
    while (failing.runs() < 3) await failing.next()
    expect(log.filter((line) => line.includes("too many connections"))).toHaveLength(2)
    expect(fine.runs()).toBeGreaterThanOrEqual(1)
  })

  it("finds work by itself within five seconds when no wake-up comes (G9)", async () => {
    const seen = watched()
    await work([seen.chore])
    // Once when it begins, and once for each way on which it begins to listen: what comes after that it does by itself.
    while (seen.runs() < 4) await seen.next()
    expect(seen.runs()).toBeGreaterThanOrEqual(4)
  })

  it("survives the end of its connections to the database, and is woken afterwards (F11)", async () => {
    const seen = watched(5_000, async () => {
      await database.one("select 1")
      return false
    })
    await work([seen.chore])
    await seen.next()
    const outside = connectDatabase(process.env.TEST_DATABASE_URL!)
    const { name } = (await database.one<{ name: string }>("select current_database() as name"))!
    await outside.run("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name])
    await outside.close()
    const before = seen.runs()
    while (seen.runs() < before + 2) await seen.next()
    expect(await database.one("select 1 as there")).toEqual({ there: 1 })
  })

  it("stops after what it is doing and begins nothing more", async () => {
    let finish: () => void = () => undefined
    let finished = false
    const slow = watched(5_000, async () => {
      await new Promise<void>((resolve) => (finish = resolve))
      finished = true
      return true
    })
    const worker = await work([slow.chore])
    if (slow.runs() === 0) await slow.next()
    const stopped = worker.stop()
    finish()
    await stopped
    expect(finished).toBe(true)
    expect(slow.runs()).toBe(1)
  })

  if (driver === "bull") {
    it("does everything by looking when Redis is flushed or gone (F12)", async () => {
      const seen = watched()
      const other = wakeups()
      await work([seen.chore])
      const client = new Redis(redis!.port)
      await client.flushall()
      client.disconnect()
      await redis!.stop()
      const before = seen.runs()
      await other.wake()
      while (seen.runs() === before) await seen.next()
      expect(seen.runs()).toBeGreaterThan(before)
    })

    it("leaves no rejection to nobody when its connection is closed while Bull names it (F12)", async () => {
      const line = bullLine(`redis://127.0.0.1:${redis!.port}`, (text) => log.push(text))
      const queue = line.queue() as Queue & { setWorkerName: () => Promise<void>; bclient: Redis }
      open.push(line.close)
      await queue.isReady()
      // Bull calls this and does not wait for it.
      const named = queue.setWorkerName()
      queue.bclient.disconnect()
      await expect(named).resolves.toBeUndefined()
    })

    it("hands each wake-up to one worker, not to all", async () => {
      const heard = { one: 0, two: 0 }
      const [a, b] = [wakeups(), wakeups()]
      const stops = [await a.listen(() => heard.one++), await b.listen(() => heard.two++)]
      // What goes through PostgreSQL, because Redis is not ready yet, goes to everybody: here it goes to nobody.
      let lost = 0
      const nowhere = { ...database, notify: async () => void lost++ }
      const tell = (line: string) => log.push(line)
      const sender = bullWakeups(bullLine(`redis://127.0.0.1:${redis!.port}`, tell), nowhere, tell)
      open.push(sender.close)
      for (let sent = 0; sent - lost < 20; sent++) {
        await sender.wake()
        await new Promise((resolve) => setImmediate(resolve))
      }
      while (heard.one + heard.two < 20) await new Promise((resolve) => setImmediate(resolve))
      for (const stop of stops) await stop()
      // Besides, each listener looks once for each way on which it is connected.
      expect(heard.one + heard.two).toBeLessThanOrEqual(20 + 4)
    })
  }
})
