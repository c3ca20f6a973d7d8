import type { Database } from "../../src/modules/marketing/database"
import type { Fault } from "../crash/faults"
import { begin, CUT_AFTER_COMMIT, CUT_BEFORE_COMMIT, closeQuietly, type Life } from "../crash/life"
import { layLines } from "../crash/lines"
import { POINTS as STORY_POINTS } from "../crash/run-crashes"

/** Those of the stories, and what only the simulated shop comes past. */
export const POINTS = [
  // Nobody waits for a turn here.
  ...STORY_POINTS.filter((point) => point !== "engine.turnsGiven"),
  "catalog.beforeCommit",
  "occasions.afterClaim",
  "occasions.beforeCommit",
  "occasions.afterCommit",
  "move.beforeCommit",
  "move.afterCommit",
  CUT_AFTER_COMMIT,
  CUT_BEFORE_COMMIT,
]

/** Small batches, where workers die, so that a few people make many transactions. */
const SMALL = { batch: 3, page: 5 }
const LARGE = { batch: 500, page: 500 }

/**
 * The worker of a simulated shop. It does everything that is due at a moment; where it is mortal, it dies where `dooms` says and
 * another one goes on, whose clock shows the same moment: the leases of the dead are over at once.
 */
export function hireHands(given: {
  url: string
  outside: Database
  zone: string
  now: () => Date
  /** Whether somebody who comes past this point dies there. */
  dooms: (point: string) => boolean
  onDeath: (point: string) => void
  fault?: Fault
}) {
  const { url, outside, zone, now, dooms } = given
  const lines = layLines()
  let life: Life | null = null
  let size = LARGE
  let isNews = false

  async function settle(): Promise<void> {
    let lookedAtDays = false
    let lookedAtCatalog = !isNews
    isNews = false
    const look = async ({ marketing }: Life) => {
      const found = !lookedAtDays && (await marketing.lookAtDays())
      lookedAtDays = true
      if (!lookedAtCatalog) await marketing.lookAtCatalog({ whole: true })
      lookedAtCatalog = true
      return found
    }
    for (;;) {
      const mortal =
        life ??
        begin({
          url,
          outside,
          lines,
          now,
          fate: null,
          dooms,
          options: { timezone: zone },
          fault: given.fault,
        })
      life = mortal
      const done = look(mortal)
        .then(() => workAll(mortal, outside, now(), size))
        .then(() => null)
      const met = await Promise.race([done, mortal.met]).catch((error: Error) => error)
      const cutAt = mortal.wasCut()
      if (mortal.isOver()) {
        life = null
        given.onDeath(await mortal.met)
        await closeQuietly(mortal)
      } else if (cutAt) {
        given.onDeath(cutAt)
      } else if (met) throw met
      else if (await tryAgain()) continue
      else return
      await lines.quiet()
      await leasesOver()
    }
  }

  /** Time in which the dead keep what they held costs the model its exactness, so none passes. */
  async function leasesOver(): Promise<void> {
    const over = new Date(now().getTime() - 1000)
    await outside.run(
      `with occasions as (update marketing_occasion set lease_until = $1 where lease_until > $1),
            sends as (update marketing_send set lease_until = $1 where lease_until > $1)
       update marketing_step set lease_until = $1 where lease_until > $1`,
      [over],
    )
  }

  /** Over whom workers died again and again are parked, as they should be; somebody looks and says: try again. */
  const tryAgain = async (): Promise<boolean> =>
    (await outside.run(
      `update marketing_step set state = 'ready', attempts = 0, lease_until = null
        where state = 'parked' and error like 'Workers stopped%'`,
    )) > 0

  return {
    settle,
    /** Something about the catalogue is another: it is looked at the next time. */
    lookAtCatalog: () => {
      isNews = true
    },
    small: () => {
      size = SMALL
    },
    end: async () => {
      if (life) await closeQuietly(life)
      lines.close()
    },
  }
}

/** What there is to do, so that a worker who is always there need not ask for each in vain. */
const lookWhatIsDue = (outside: Database, now: Date) =>
  outside.one<{
    runs: boolean
    moves: boolean
    entering: boolean
    heard: boolean
    steps: boolean
    channels: string[]
  }>(
    `select exists (select 1 from marketing_run where state = 'scheduled' and due_at <= $1) as runs,
            exists (select 1 from marketing_move where state = 'going') as moves,
            exists (select 1 from marketing_run where state = 'enrolling') as entering,
            exists (select 1 from marketing_occasion where state = 'ready' and due_at <= $1) as heard,
            exists (select 1 from marketing_step where state = 'ready' and run_at <= $1) as steps,
            array(select distinct channel from marketing_send where state in ('queued', 'sending') and run_at <= $1 order by 1) as channels`,
    [now],
  )

/** All that a worker would do now, in its order, until nothing more is due. */
async function workAll(
  { marketing }: Life,
  outside: Database,
  now: Date,
  { batch, page }: typeof SMALL,
): Promise<void> {
  let more: boolean
  do {
    const due = (await lookWhatIsDue(outside, now))!
    more = due.runs && (await marketing.startDueRuns())
    while (due.moves && (await marketing.carryMoves({ limit: page }))) more = true
    if (due.heard) while (await marketing.takeOccasions({ limit: batch })) more = true
    if (due.entering || more) more = (await marketing.enrollRuns({ page_size: page })) || more
    if (due.steps || more) while (await marketing.advance({ limit: batch })) more = true
    for (const channel of due.channels) more = (await marketing.performSends({ channel })) || more
    // Always: a worker who died over this left nothing else that is due.
    more = (await marketing.endFinishedRuns()) || more
  } while (more)
}
