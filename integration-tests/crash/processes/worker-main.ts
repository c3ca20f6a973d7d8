import { writeSync } from "node:fs"
import { bullLine } from "../../../src/modules/marketing/bull-line"
import { createMarketing } from "../../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../../src/modules/marketing/database"
import { engineChores } from "../../../src/modules/marketing/engine/chores"
import { startWorker } from "../../../src/modules/marketing/engine/worker"
import { occasionsChores } from "../../../src/modules/marketing/occasions/chores"
import { optionsSchema } from "../../../src/modules/marketing/options"
import { bullWakeups, WAKE } from "../../../src/modules/marketing/wakeups"
import { quietPorts } from "../../support/quiet-ports"
import { CHANNEL, mortalChannel } from "../provider"
import { whenTaking } from "../taking"
import { tellingClaims } from "../watch-fence"

export type Post = { url: string; outside: string; redis_url: string; idle_ms: number }
/** The process is to stop itself, by SIGSTOP, the next time it comes past one of these points. */
export type StopAt = { points: string[] }
/** What a worker says of itself, a line each. */
export type Said =
  | { is: "ready" }
  | { is: "stopped" | "awake"; point: string }
  /** Steps that it claimed and was not given when it came to take them. */
  | { is: "refused"; steps: number }
  | { is: "log"; line: string }

const say = (said: Said) => writeSync(process.stdout.fd, `${JSON.stringify(said)}\n`)

/** Small pages and batches, so that a few dozen people make many transactions. */
const [PAGE, BATCH] = [9, 7]

let points: string[] = []
process.on("message", (told: Post | StopAt) => {
  if ("points" in told) points = told.points
  else begin(told).catch((error: Error) => say({ is: "log", line: `did not begin: ${error.stack}` }))
})
process.once("disconnect", () => process.exit(0))

/** A worker as a store starts it, with the engine's chores and one channel. */
async function begin({ url, outside: outside_url, redis_url, idle_ms }: Post): Promise<void> {
  const outside = connectDatabase(outside_url, { size: 4 })
  const log = (line: string) => say({ is: "log", line })
  const connected = connectDatabase(url, { idle_ms })
  const wakeups = bullWakeups(bullLine(redis_url, log), connected, log)
  const database: Database = {
    ...connected,
    notify: (channel) => (channel === WAKE ? wakeups.wake() : connected.notify(channel)),
  }
  const marketing = createMarketing({
    database: countingRefused(tellingClaims(database)),
    clock: { now: async () => (await outside.one<{ at: Date }>("select at from crash_clock"))!.at },
    options: optionsSchema.parse({ secret: "test-secret" }),
    extensions: [mortalChannel(outside)],
    wakeups,
    ports: quietPorts(log),
    failPoint: (point) => {
      if (!points.includes(point)) return
      points = []
      say({ is: "stopped", point })
      process.kill(process.pid, "SIGSTOP")
      say({ is: "awake", point })
    },
  })
  const small = {
    ...marketing,
    enrollRuns: () => marketing.enrollRuns({ page_size: PAGE }),
    advance: () => marketing.advance({ limit: BATCH }),
    takeOccasions: () => marketing.takeOccasions({ limit: BATCH }),
  }
  const chores = [...occasionsChores(small), ...engineChores(small)]
  const send = { name: "send", every_ms: 2_000, run: () => marketing.performSends({ channel: CHANNEL }) }
  await startWorker({ chores: [...chores, send], wakeups, log })
  say({ is: "ready" })
}

const countingRefused = (database: Database): Database =>
  whenTaking(database, async <T>({ tx, text, values }: Parameters<Parameters<typeof whenTaking>[1]>[0]) => {
    const taken = (await tx.one<{ places: number[] | null }>(text, values))!
    // One list per column, as PostgreSQL writes it.
    const asked = String(values[1]).split(",").length
    const steps = asked - (taken.places?.length ?? 0)
    if (steps > 0) say({ is: "refused", steps })
    return taken as T
  })
