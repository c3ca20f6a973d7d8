import { once } from "node:events"
import net from "node:net"

/** What the network between a worker and PostgreSQL may do to a connection, and then it is gone for both. */
export const CUTS = {
  /** The worker's COMMIT never arrives. */
  commit_lost: "a COMMIT that the proxy kept",
  /** It arrives, and nobody tells the worker. */
  commit_unanswered: "a COMMIT whose answer the proxy kept",
  /** Half of a statement arrives. */
  statement_torn: "a statement cut in its middle",
  /** A statement arrives, and nobody tells the worker what it did. Outside a transaction that is a commit as well. */
  statement_unanswered: "a statement whose answer the proxy kept",
} as const
export type Cut = keyof typeof CUTS

/** Asked about every statement and every COMMIT that comes by; null lets it pass. */
export type Judge = (what: "commit" | "statement") => Cut | null

/**
 * A proxy as it may stand between a worker and its database. It reads along what the worker says, message by message, and
 * cuts connections where `judge` says.
 */
export async function startFaultProxy(port: number, judge: Judge) {
  const open = new Set<net.Socket>()
  const server = net.createServer((worker) => {
    const database = net.connect(port, "127.0.0.1")
    for (const socket of [worker, database]) {
      socket.setNoDelay(true)
      open.add(socket)
      socket.once("close", () => open.delete(socket))
      // What it means is told by the other side being closed.
      socket.on("error", () => undefined)
    }
    database.on("data", (data) => worker.write(data))
    database.once("close", () => worker.destroy())
    worker.once("close", () => database.end())

    const cut = { before: () => database.destroy(), after: () => database.end() }
    const read = readMessages((message, kind) => {
      const verdict = kind ? judge(kind) : null
      if (!verdict) return void database.write(message)
      if (verdict === "commit_lost") cut.before()
      else {
        const half = verdict === "statement_torn"
        database.write(half ? message.subarray(0, Math.ceil(message.length / 2)) : message)
        cut.after()
      }
      worker.destroy()
    })
    worker.on("data", (data) => worker.destroyed || read(data))
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    port: (server.address() as net.AddressInfo).port,
    close: async (): Promise<void> => {
      const closed = once(server, "close")
      server.close()
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}

const [QUERY, PARSE, BIND, SYNC] = ["Q", "P", "B", "S"].map((letter) => letter.charCodeAt(0))

/**
 * Calls back with whole turns of a worker: the start-up, a simple query, or all from the parsing of a statement, or the
 * binding of one that was parsed before, to the end of it, which its answer waits for.
 */
function readMessages(onTurn: (bytes: Buffer, kind: "commit" | "statement" | null) => void) {
  let unread: Buffer = Buffer.alloc(0)
  let turn: Buffer[] = []
  let begun = false
  return (data: Buffer): void => {
    unread = Buffer.concat([unread, data])
    for (;;) {
      // The start-up has no letter before its length.
      const head = begun ? 1 : 0
      if (unread.length < head + 4 || unread.length < head + unread.readInt32BE(head)) return
      const message = unread.subarray(0, head + unread.readInt32BE(head))
      unread = unread.subarray(message.length)
      const letter = begun ? message[0] : null
      begun = true
      if (letter === PARSE || letter === BIND || turn.length > 0) {
        turn.push(message)
        if (letter !== SYNC) continue
        const whole = Buffer.concat(turn)
        turn = []
        onTurn(whole, "statement")
      } else if (letter !== QUERY) onTurn(message, null)
      else {
        const text = message.toString("utf8", 5, message.length - 1).trim()
        onTurn(message, text === "commit" ? "commit" : text === "begin" ? null : "statement")
      }
    }
  }
}
