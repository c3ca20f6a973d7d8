import { Socket } from "node:net"
import { createMarketing, type Marketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { optionsSchema } from "../../src/modules/marketing/options"
import { mortalChannel } from "./provider"

/** Where a life ends: the n-th time it comes past a fail point, or in the middle of its n-th COMMIT. */
export type Fate = { point: string; nth: number }
/** Not a fail point of the code: the connection is cut after COMMIT was written and before it is answered. */
export const IN_COMMIT = "in the middle of a commit"

export type Life = {
  marketing: Marketing
  database: Database
  /** Resolves at the end of this life. */
  ended: Promise<void>
  isOver: () => boolean
  /** Counts of fail points passed, by name. */
  passed: Map<string, number>
  close: () => Promise<void>
}

/** One worker process in miniature. When its fate comes its sockets are destroyed and whatever it was doing never goes on. */
export function begin(given: {
  url: string
  outside: Database
  now: () => Date
  fate: Fate | null
  /** How this life ends; default: in-process. The child of a real process kills itself instead. */
  die?: () => void
}): Life {
  const passed = new Map<string, number>()
  const sockets = new Set<Socket>()
  let over = false
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const isNow = (point: string): boolean => {
    const n = (passed.get(point) ?? 0) + 1
    passed.set(point, n)
    return !over && given.fate?.point === point && given.fate.nth === n
  }
  const die = () => {
    over = true
    given.die?.()
    for (const socket of sockets) socket.destroy()
    end()
  }

  const database = connectDatabase(given.url, {
    size: 3,
    stream: () => {
      const socket = new Socket()
      sockets.add(socket)
      if (over) socket.destroy(new Error("connection of a dead worker"))
      // Only once it is connected: connecting puts Node's own write back.
      socket.once("connect", () => {
        const write = socket.write.bind(socket) as (...args: unknown[]) => boolean
        socket.write = ((...args: unknown[]) => {
          const written = write(...args)
          // A simple query is "Q", its length, the text and a zero.
          if (String(args[0]).includes("commit\0") && isNow(IN_COMMIT)) setImmediate(die)
          return written
        }) as Socket["write"]
      })
      return socket
    },
  })
  const marketing = createMarketing({
    database,
    clock: { now: async () => given.now() },
    options: optionsSchema.parse({ secret: "test-secret" }),
    extensions: [mortalChannel(given.outside)],
    ports: {
      log: () => undefined,
      notify: () => Promise.reject(new Error("not used")),
      createCustomers: () => Promise.reject(new Error("not used")),
    },
    failPoint: (point) => {
      if (isNow(point)) die()
      return over ? new Promise<void>(() => undefined) : undefined
    },
  })
  return {
    marketing,
    database,
    ended,
    isOver: () => over,
    passed,
    close: () => database.close(),
  }
}

/** Small batches and pages, so that a few dozen people make many transactions. */
const PAGE = 9
const BATCH = 7

/** All that a worker would do now, in its order, until nothing more is due. */
export async function work({ marketing }: Pick<Life, "marketing">): Promise<void> {
  let more = true
  while (more) {
    more = await marketing.startDueRuns()
    more = (await marketing.enrollRuns({ page_size: PAGE })) || more
    more = (await marketing.advance({ limit: BATCH })) || more
    more = (await marketing.performSends({ limit: BATCH })) || more
    more = (await marketing.endFinishedRuns()) || more
  }
}
