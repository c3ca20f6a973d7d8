import type { PoolClient } from "pg"
import type { BullLine } from "./bull-line"
import type { Topic } from "./chore"
import type { Database, Sql } from "./database"

/**
 * Tells workers that there may be something to do. Only a hint: workers look by themselves every few seconds, so a
 * lost wake-up costs time and nothing else.
 */
export type Wakeups = {
  wake: () => Promise<void>
  /** Calls `onWake` for every wake-up, with what it is about when that is known, until the answer is called. */
  listen: (onWake: OnWake) => Promise<() => Promise<void>>
  close: () => Promise<void>
}

type OnWake = (topic?: Topic) => void

/** The channel of NOTIFY; `database.notify` with it is a wake-up as well. */
export const WAKE = "marketing_wake"
/** Wakes the workers when the transaction is committed, and only then. */
export const wakeOnCommit = (tx: Sql, topic: Topic | "" = ""): void => tx.notifyBehind?.(WAKE, topic)
/** Pause before a lost connection is opened again. */
const RECONNECT_MS = 1_000
/** A wake-up that Redis does not take in this time goes through PostgreSQL. */
const REDIS_PATIENCE_MS = 500

/** The `local` driver: LISTEN and NOTIFY on one connection of our own pool. */
export function postgresWakeups(database: Database): Wakeups {
  return {
    wake: () => database.notify(WAKE),
    listen: async (onWake) => {
      let stopped = false
      let letGo: () => void = () => undefined
      // Stopping may come before there is anything to let go of.
      const unlessStopped = (cut: () => void): void => {
        letGo = cut
        if (stopped) cut()
      }
      const listening = (async () => {
        while (!stopped) {
          await database
            .connection((client) => hearUntil(client, onWake, unlessStopped))
            .catch(() => onWake())
          if (!stopped) await pause(RECONNECT_MS, unlessStopped)
        }
      })()
      return async () => {
        stopped = true
        letGo()
        await listening
      }
    },
    close: async () => undefined,
  }
}

/**
 * The `bull` driver: each wake-up is a job that one of all workers takes, so that one is woken for one piece of work.
 * While Redis is away wake-ups go through PostgreSQL, where everybody listens too.
 */
export function bullWakeups(
  { queue, close }: BullLine,
  database: Database,
  log: (line: string) => void,
): Wakeups {
  const inPostgres = postgresWakeups(database)
  return {
    wake: async () => {
      const offered = queue().client.status === "ready" && queue().add({})
      const taken =
        offered &&
        (await Promise.race([offered.then(() => true), pause(REDIS_PATIENCE_MS)]).catch(() => false))
      if (!taken) await inPostgres.wake()
    },
    listen: async (onWake) => {
      const stopInPostgres = await inPostgres.listen(onWake)
      // Answers only when the queue is closed.
      queue()
        .process((_ticket, done) => {
          onWake()
          done()
        })
        .catch((error: Error) => log(`wake-ups through Redis ended: ${error.message}`))
      return stopInPostgres
    },
    close,
  }
}

function hearUntil(
  client: PoolClient,
  onWake: OnWake,
  onReady: (release: () => void) => void,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const hear = ({ channel, payload }: { channel: string; payload?: string }) =>
      channel === WAKE && onWake((payload || undefined) as Topic | undefined)
    const done = (error?: Error) => {
      client.off("notification", hear)
      client.off("error", done)
      client.off("end", done)
      if (error) reject(error)
      else client.query(`unlisten ${WAKE}`).then(() => resolve(), reject)
    }
    client.on("notification", hear)
    client.once("error", done)
    client.once("end", () => done(new Error("connection ended")))
    onReady(() => done())
    client.query(`listen ${WAKE}`).then(() => onWake(), done)
  })
}

function pause(ms: number, onCut: (cut: () => void) => void = () => undefined): Promise<false> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms)
    onCut(() => {
      clearTimeout(timer)
      resolve(false)
    })
  })
}
