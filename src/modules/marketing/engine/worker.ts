import type { Chore, Topic } from "../chore"
import { isPassing } from "../passing"
import type { Wakeups } from "../wakeups"
import { createSleeper, type Sleeper } from "./sleeper"
import { sentenceOf } from "./traveller"

export type Worker = {
  /** Resolves when what was begun is finished, or has come to where others may go on, and nothing more begins. */
  stop: () => Promise<void>
}

/** A chore is looked at this often whatever happens to wake-ups (GUARANTEES G9). */
const LONGEST_PAUSE_MS = 5_000
/** After a failure: doubled each time, up to here. While the database is away the pause stays short, so work goes on soon after. */
const FIRST_BACKOFF_MS = 200
const LONGEST_BACKOFF_MS = 60_000
/** A busy worker calls the others for help at most this often. */
const CALL_EVERY_MS = 1_000
/** What follows from something that was heard waits so long: whoever hears next is not to stand in line behind it. */
const CALM_MS = 200

/**
 * Runs every chore again and again, each in a loop of its own, so that a slow one keeps no other waiting. A chore that
 * fails is tried again after a growing pause with jitter; nothing it throws ends the process.
 *
 * A wake-up reaches the chores that want to be looked at every five seconds or oftener; those that chose a slower pace
 * keep it. One that is about a topic reaches only those that hear of it; what follows from that is done a moment later.
 */
export async function startWorker({
  chores,
  wakeups,
  log,
}: {
  chores: Chore[]
  wakeups: Wakeups
  log: (line: string) => void
}): Promise<Worker> {
  const stopping = new AbortController()
  let calledAt = Number.NEGATIVE_INFINITY
  const sleepers: Sleeper[] = []
  const wakeable: { sleeper: Sleeper; hears?: Topic }[] = []
  let soon: NodeJS.Timeout | undefined

  const wake = (topic?: Topic): void => {
    for (const { sleeper, hears } of wakeable) if (!topic || hears === topic) sleeper.wake()
  }
  const callOthers = (): void => {
    const now = performance.now()
    if (now - calledAt < CALL_EVERY_MS) return
    calledAt = now
    wakeups.wake().catch((error) => log(`wake-up not sent: ${sentenceOf(error)}`))
  }

  const goOn = (): void => {
    clearTimeout(soon)
    soon = undefined
    wake()
    callOthers()
  }

  const keepDoing = async (chore: Chore): Promise<void> => {
    const sleeper = createSleeper()
    sleepers.push(sleeper)
    if (chore.every_ms <= LONGEST_PAUSE_MS) wakeable.push({ sleeper, hears: chore.hears })
    let failures = 0
    while (!stopping.signal.aborted) {
      try {
        if (!(await chore.run(stopping.signal))) await sleeper.sleep(chore.every_ms)
        else if (stopping.signal.aborted) break
        else if (chore.hears) soon ??= setTimeout(goOn, CALM_MS)
        else goOn()
        failures = 0
      } catch (error) {
        failures++
        log(`${chore.name} failed, ${failures} in a row: ${sentenceOf(error)}`)
        await sleeper.rest(backoff(failures, isPassing(error)))
      }
    }
  }

  const loops = chores.map(keepDoing)
  const stopListening = await wakeups.listen(wake)
  return {
    stop: async () => {
      stopping.abort()
      clearTimeout(soon)
      for (const sleeper of sleepers) sleeper.end()
      await stopListening()
      await Promise.all(loops)
    },
  }
}

const backoff = (failures: number, passing: boolean): number =>
  Math.min(
    FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 20),
    passing ? LONGEST_PAUSE_MS : LONGEST_BACKOFF_MS,
  ) *
  (0.5 + Math.random() / 2)
