import Bull from "bull"

/** One queue a process, shared by whoever speaks with others through Redis. */
export type BullLine = { queue: () => Bull.Queue; close: () => Promise<void> }

/** A Redis that is away does not keep the store from stopping. */
const CLOSING_PATIENCE_MS = 3_000

export function bullLine(redisUrl: string, log: (line: string) => void): BullLine {
  // Opened when it is first needed: commands such as db:migrate build the module and never wake anybody.
  let opened: Bull.Queue | undefined
  return {
    queue: () => {
      opened ??= openQueue(redisUrl, log)
      return opened
    },
    close: async () => {
      const closed = opened?.close(true).catch((error: Error) => log(`closing the queue: ${error.message}`))
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, CLOSING_PATIENCE_MS))])
    },
  }
}

function openQueue(redisUrl: string, log: (line: string) => void): Bull.Queue {
  const queue = new Bull("marketing-wake", redisUrl, {
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  })
  // One line for each time it goes away, not one for each attempt to come back.
  let away = false
  queue.on("error", (error) => {
    if (!away) log(`Redis is away, wake-ups go through PostgreSQL: ${error.message}`)
    away = true
  })
  queue.client.on("ready", () => {
    away = false
  })
  hearWhenNaming(queue)
  return queue
}

type Naming = { setWorkerName: () => Promise<void> }

/** Bull names the connection of a worker and hears no answer: closed in that moment, it would take the process with it. */
function hearWhenNaming(queue: Bull.Queue): void {
  const naming = queue as unknown as Naming
  const setWorkerName = naming.setWorkerName.bind(naming)
  naming.setWorkerName = () => setWorkerName().catch(() => undefined)
}
