import { Socket } from "node:net"
import { Duplex } from "node:stream"

/**
 * Connections that outlive the workers who use them. A server process that begins with cold caches costs more than all
 * that a small worker does in its short life; so what a worker gets as its socket is a session on a line that stays. When
 * the session is cut, the line does what the server does about a cut connection: it lets the statement that runs come
 * to its end, rolls back what was open, and lets go of temporary tables and advisory locks.
 */
export function layLines() {
  const idle: Line[] = []
  const all = new Set<Line>()
  return {
    /** A socket for pg, not connected yet. `onCommit` sees every COMMIT before it is sent; false: it never is. */
    open: (onCommit: () => boolean): Session => new Session(idle, all, onCommit),
    /** When what the dead had begun is rolled back. */
    quiet: async (): Promise<void> => {
      while ([...all].some((line) => !line.session && !idle.includes(line)))
        await new Promise((resolve) => setTimeout(resolve, 1))
    },
    close: () => {
      for (const line of all) line.socket.destroy()
    },
  }
}

export type Lines = ReturnType<typeof layLines>

/** One real connection. `owed`: answers (ReadyForQuery) that the server still has to give. */
class Line {
  readonly socket = new Socket()
  session: Session | null = null
  owed = 0
  /** What the server said at the beginning, said again to each later session. */
  greeting: Buffer = Buffer.alloc(0)
  greeted = false
  #half: Buffer = Buffer.alloc(0)
  #onQuiet: (() => void) | null = null

  constructor(port: number, host: string, onConnect: () => void, all: Set<Line>) {
    all.add(this)
    this.socket.setNoDelay(true)
    this.socket.connect(port, host, onConnect)
    this.socket.on("data", (data) => this.#hear(data))
    this.socket.on("error", (error) => this.session?.destroy(error))
    this.socket.on("close", () => {
      all.delete(this)
      this.session?.destroy()
    })
  }

  say(data: Buffer): void {
    this.owed += answersOwed(data)
    this.socket.write(data)
  }

  /** Calls back when the server owes no answer any more. */
  whenQuiet(then: () => void): void {
    if (this.owed === 0) then()
    else this.#onQuiet = then
  }

  #hear(data: Buffer): void {
    if (!this.greeted) this.greeting = Buffer.concat([this.greeting, data])
    let rest = Buffer.concat([this.#half, data])
    while (rest.length >= 5 && rest.length >= 1 + rest.readInt32BE(1)) {
      if (rest[0] === READY) this.owed--
      rest = rest.subarray(1 + rest.readInt32BE(1))
    }
    this.#half = rest
    this.greeted ||= this.owed === 0
    // Last, because whoever hears it speaks again at once.
    this.session?.push(data)
    if (this.owed > 0) return
    const then = this.#onQuiet
    this.#onQuiet = null
    then?.()
  }
}

/** What pg takes for its socket. */
class Session extends Duplex {
  #line: Line | null = null
  #begun = false

  constructor(
    private readonly idle: Line[],
    private readonly all: Set<Line>,
    private readonly onCommit: () => boolean,
  ) {
    super()
  }

  connect(port: number, host: string): this {
    const line = this.idle.pop()
    this.#line = line ?? new Line(port, host, () => this.emit("connect"), this.all)
    this.#line.session = this
    if (line) setImmediate(() => this.emit("connect"))
    return this
  }

  /** The end of the worker: nothing more goes either way. `torn`: the real connection is cut as well. */
  cut(torn: boolean): void {
    if (torn) this.#line?.socket.destroy()
    this.destroy()
  }

  override _write(data: Buffer, _: string, done: () => void): void {
    const line = this.#line!
    if (!this.#begun) {
      this.#begun = true
      // A copy: pg's parser writes into the buffers that it was given.
      if (line.greeted) this.push(Buffer.from(line.greeting))
      else {
        // The start-up message has no letter before it; one answer is owed for it.
        line.owed = 1
        line.socket.write(data)
      }
    } else if (data[0] === TERMINATE) this.destroy()
    else if (!data.includes(COMMIT) || this.onCommit()) line.say(data)
    done()
  }
  override _read(): void {
    // The line pushes what it hears.
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const line = this.#line
    this.#line = null
    if (line) {
      line.session = null
      line.whenQuiet(() => {
        for (const text of ["rollback", "discard all"]) line.say(query(text))
        line.whenQuiet(() => line.socket.destroyed || this.idle.push(line))
      })
    }
    done(error)
  }

  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
}

export type { Session }

const READY = "Z".charCodeAt(0)
const QUERY = "Q".charCodeAt(0)
const SYNC = "S".charCodeAt(0)
const TERMINATE = "X".charCodeAt(0)
/** A simple query is "Q", its length, the text and a zero. */
const query = (text: string): Buffer => {
  const message = Buffer.alloc(text.length + 6)
  message[0] = QUERY
  message.writeInt32BE(text.length + 5, 1)
  message.write(text, 5)
  return message
}
const COMMIT = query("commit")

/** Each simple query and each Sync is answered with one ReadyForQuery. pg writes whole messages. */
function answersOwed(data: Buffer): number {
  let owed = 0
  for (let at = 0; at + 5 <= data.length; at += 1 + data.readInt32BE(at + 1))
    if (data[at] === QUERY || data[at] === SYNC) owed++
  return owed
}
