import { createHash } from "node:crypto"
import { Pool, type PoolClient, type PoolConfig, type QueryResult, types } from "pg"
import { Busy } from "../../core/problem"
import { isStalePlan } from "./passing"
import { sendTogether } from "./send-together"

/** Runs SQL text with `$1` values. Inside a transaction every call goes to its one connection. */
export type Sql = {
  rows: <T = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<T[]>
  one: <T = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<T | undefined>
  /** Answers how many rows were touched. */
  run: (text: string, values?: unknown[]) => Promise<number>
  /**
   * Of a transaction: wakes whoever listens when it is committed, each word once. Not by a NOTIFY inside it: the server
   * commits those one after the other, each with its own wait for the disk. Only a hint, which may be lost.
   */
  notifyBehind?: (channel: string, word: string) => void
}

export type Database = Sql & {
  /**
   * Commits when `work` resolves, rolls back when it throws. Never hold one open across a call to the outside. Statements that
   * are not waited for one by one go to the server together and are carried out in that order, each after the one before.
   */
  transaction: <T>(
    work: (tx: Sql & { client: PoolClient }) => Promise<T>,
    how?: { prepared?: boolean },
  ) => Promise<T>
  /**
   * For statements about a few rows that come again and again: each connection keeps their plans, whose making takes longer
   * than their work. A kept plan does not know how many rows it is for: large batches are planned anew.
   */
  prepared: Sql
  /** A connection of one's own, for COPY and LISTEN. */
  connection: <T>(work: (client: PoolClient) => Promise<T>) => Promise<T>
  /** Wakes whoever listens; only a hint. */
  notify: (channel: string) => Promise<void>
  close: () => Promise<void>
}

/** Five connections a process: the shop's own pool is never starved by us. */
const POOL_SIZE = 5
/** Who waits longer than this for a connection is told so; waiting on would only pile up more who wait. */
const PATIENCE_MS = 10_000
/** What pg says of that. */
const NONE_FREE = "timeout exceeded when trying to connect"
/** A connection is renewed after so long, and its kept plans with it. */
const LIFETIME_S = 600
/** A statement that runs longer than this is a mistake of ours; rebuilds and imports set their own limit. */
const STATEMENT_TIMEOUT_MS = 60_000
/** A process that stands still in the middle of a transaction keeps its locks no longer than this; others take its people over. */
const IDLE_TIMEOUT_MS = 60_000
/** Kept plans are kept: by itself the server makes those of some statements again each time, hoping for a better one. */
const BEGIN_PREPARED = "begin; set local plan_cache_mode = force_generic_plan"
/** A connection that the network lost without a word is found out by asking after so long. */
const KEEP_ALIVE_MS = 10_000

// int8 and numeric sums come back as text by default. Minor units and counts are safe integers; anything larger is refused
// rather than rounded.
const integerParser = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new Error(`The database holds ${text}, which is too large for exact arithmetic.`)
  return value
}

const readTypes: PoolConfig["types"] = {
  getTypeParser: ((oid: number, format: "text" | "binary") => {
    if (oid === types.builtins.INT8) return integerParser
    // A date is a day, not a moment: it stays "2026-02-28".
    if (oid === types.builtins.DATE) return (text: string) => text
    return types.getTypeParser(oid, format)
  }) as typeof types.getTypeParser,
}

export function connectDatabase(
  url: string,
  options: {
    size?: number
    patience_ms?: number
    /** How long a transaction may stand still between two statements. */
    idle_ms?: number
    ssl?: PoolConfig["ssl"]
    schema?: string
    /** Opens the socket of each connection; the crash harness hands in ones that it can cut. */
    stream?: PoolConfig["stream"]
  } = {},
): Database {
  const size = options.size ?? POOL_SIZE
  const patience_ms = options.patience_ms ?? PATIENCE_MS
  const pool = new Pool({
    connectionString: url,
    max: size,
    maxLifetimeSeconds: LIFETIME_S,
    connectionTimeoutMillis: patience_ms,
    ssl: options.ssl,
    ...(options.stream ? { stream: options.stream } : {}),
    pipeline: true,
    types: readTypes,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: options.idle_ms ?? IDLE_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    application_name: "medusa-marketing-canvas",
  })
  // An idle connection that the server drops must not take the process with it; the next query opens a new one.
  pool.on("error", () => undefined)
  // One that drops between two statements of a transaction speaks up on the client itself, where nobody would listen;
  // the next statement then fails, and that is how whoever works on it hears of it.
  pool.on("connect", (client) => client.on("error", () => undefined))

  const told = (error: Error): never => {
    if (error.message === NONE_FREE)
      throw new Busy(
        `None of the ${size} connections to the database became free within ${patience_ms / 1000} s. Try again in a moment.`,
      )
    throw error
  }
  const query = ((asked: string, values?: unknown[]) =>
    pool.query(asked, values).catch(told)) as Pool["query"]
  const connect = () => pool.connect().catch(told)

  return {
    ...sqlOver({ query }),
    prepared: sqlOver({ query }, { prepared: true }),
    async transaction(work, how) {
      const client = await connect()
      const words = new Map<string, [channel: string, word: string]>()
      const notifyBehind = (channel: string, word: string) =>
        void words.set(`${channel} ${word}`, [channel, word])
      let broken: Error | undefined
      const lose = (lost: Error): void => {
        broken = lost
      }
      let over = false
      let failed: Error | undefined
      // Of statements that go out together one may fail while who waits for another goes on.
      const query = (async (text: string, values?: unknown[]) => {
        if (over) throw new Error("The transaction is over.")
        sendTogether(client)
        try {
          return await client.query(text, values)
        } catch (error) {
          failed ??= error as Error
          throw error
        }
      }) as typeof client.query
      try {
        await client.query(how?.prepared ? BEGIN_PREPARED : "begin")
        const result = await work({ ...sqlOver({ query }, how), client, notifyBehind })
        over = true
        sendTogether(client)
        const committed = client.query("commit")
        // Should the commit fail, somebody is woken for nothing.
        const told = [...words.values()].map((word) =>
          client.query("select pg_notify($1, $2)", word).catch(lose),
        )
        const [answer] = await Promise.all([committed, ...told])
        mustBeCommitted(answer, failed)
        return result
      } catch (error) {
        over = true
        await client.query("rollback").catch(lose)
        // A plan that fits no more fits never again: the next one is asked of another connection.
        if (isStalePlan(error)) broken ??= error as Error
        throw error
      } finally {
        client.release(broken)
      }
    },
    async connection(work) {
      const client = await connect()
      let broken: Error | undefined
      try {
        return await work(client)
      } catch (error) {
        // Nobody knows what is open on it: the next one gets another.
        broken = error instanceof Error ? error : new Error(String(error))
        throw error
      } finally {
        client.release(broken)
      }
    },
    async notify(channel) {
      await query("select pg_notify($1, '')", [channel])
    },
    close: () => pool.end(),
  }
}

/** The answer to a COMMIT after a statement failed and nobody took notice is no error: it only says ROLLBACK. */
function mustBeCommitted({ command }: QueryResult, unnoticed: Error | undefined): void {
  if (command === "COMMIT") return
  const because = unnoticed?.message ?? `it answered ${command || "nothing"}`
  const error = new Error(`The database rolled the transaction back instead of committing it: ${because}`, {
    cause: unnoticed,
  })
  // Whether trying again may help is read from the code.
  throw Object.assign(error, { code: (unnoticed as { code?: string } | undefined)?.code })
}

/** The same over one connection or pool, e.g. inside `database.connection`. */
export const sqlOver = (target: Pick<Pool, "query">, { prepared = false } = {}): Sql => {
  const query = (text: string, values?: unknown[]) => {
    const name = prepared ? nameOf(text) : undefined
    return name ? target.query({ name, text, values }) : target.query(text, values)
  }
  return {
    rows: async <T>(text: string, values?: unknown[]) => (await query(text, values)).rows as T[],
    one: async <T>(text: string, values?: unknown[]) => (await query(text, values)).rows[0] as T | undefined,
    run: async (text, values) => (await query(text, values)).rowCount ?? 0,
  }
}

/** So few that planning their statements would take longer than carrying them out. */
export const isFew = (rows: readonly unknown[]): boolean => rows.length <= 50

/** More texts than this are not ours alone; a connection never forgets a plan. */
const MOST_PREPARED = 500
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= MOST_PREPARED) return known
  const name = `mk_${createHash("sha1").update(text).digest("hex")}`
  names.set(text, name)
  return name
}
