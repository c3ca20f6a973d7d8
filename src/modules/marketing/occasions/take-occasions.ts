import { backoff } from "../../../core/step/backoff"
import type { HeardEvent } from "../../../extension/starts"
import type { MatchRule } from "../audience/match-rule"
import type { Clock } from "../clock"
import { type Database, isFew } from "../database"
import type { AdvancePlan } from "../engine/advance-plan"
import type { Drawing, ReadDrawing } from "../engine/drawing"
import type { LetIn } from "../engine/let-in"
import type { OpenLog } from "../engine/open-log"
import type { WakePeople } from "../engine/wake-people"
import { isPassing } from "../passing"
import type { HoldRunning } from "../plans/hold-running"
import type { FailPoint, Ports } from "../ports"
import {
  claimOccasions,
  handBack,
  isAhead,
  isPaused,
  keep,
  type Occasion,
  putOff,
  takeAway,
} from "./store/occasions"

const BATCH = 500
const LEASE_MS = 60_000
/** After so long whoever comes in is left to those who move people: others wait to be heard. */
const AT_ONCE_MS = 1_000
/** After so long one looks again whether a plan has begun. */
const A_MOMENT_MS = 1_000
/** Whom a plan would greet for something so long ago is not greeted: the moment is over. */
const LATEST_MS = 24 * 3_600_000

type Parts = {
  database: Database
  clock: Clock
  ports: Ports
  failPoint: FailPoint
  readDrawing: ReadDrawing
  matchRule: MatchRule
  letIn: LetIn
  openLog: OpenLog
  advancePlan: AdvancePlan
  wakePeople: WakePeople
  holdRunning: HoldRunning
}

/** Occasions of one node that happened alike. */
type Group = {
  occasions: Occasion[]
  first: Occasion
  drawing: Drawing
  now: Date
  /** Whether who is let in goes on in the same transaction. */
  at_once: boolean
}
type Judged = { arriving: Occasion[]; turned_away: ReadonlyMap<string, number> }
const NOBODY: Judged = { arriving: [], turned_away: new Map() }

/**
 * Deals with what plans listened for and has come due: lets people in and moves a few of them on at once, or wakes who waits for it. Each occasion counts once: it
 * is taken away in the transaction that acts on it. What happens while a plan is paused lets nobody in; what is due then and
 * happened before waits until it goes on. Answers true when there was something: call it again.
 */
export const takeOccasions =
  (parts: Parts) =>
  async ({ limit = BATCH } = {}): Promise<boolean> => {
    const { database, clock, ports, readDrawing } = parts
    const now = await clock.now()
    const lease_until = new Date(now.getTime() + LEASE_MS)
    const claimed = await claimOccasions(database.prepared, { now, lease_until, limit })
    if (claimed.length > 0) await parts.failPoint("occasions.afterClaim")
    const begun = performance.now()
    for (const occasions of alike(claimed)) {
      const first = occasions[0]!
      try {
        const drawing = await readDrawing(first.plan_no, first.version)
        // What a worker failed at, or died of, is not tried in one go with the entry again.
        const at_once = isFew(occasions) && first.attempts === 1 && performance.now() - begun < AT_ONCE_MS
        const group = { occasions, first, drawing, now, at_once }
        await (first.starts ? start(parts, group) : wake(parts, group))
      } catch (error) {
        if (isPassing(error)) {
          // Those of the groups behind it as well. Nothing is lost when this fails too: the leases run out by themselves.
          await handBack(database, claimed).catch((lost: Error) =>
            ports.log(`occasions not handed back: ${lost.message}`),
          )
          throw error
        }
        const pause = backoff(first.attempts, 0)
        const due_at = pause === null ? null : new Date(now.getTime() + pause)
        const said = error instanceof Error ? error.message : String(error)
        await putOff(database, occasions, { due_at, error: said })
      }
    }
    return claimed.length > 0
  }

async function start(parts: Parts, group: Group): Promise<void> {
  const { first, occasions, now, at_once } = group
  const judged = first.heard ? await judge(group, parts.matchRule) : NOBODY
  if (at_once) await parts.openLog(now)
  const goesOn = await enter(parts, group, judged).catch((error: Error) => {
    if (isPassing(error) || !at_once) throw error
    // What one of them gets cannot be written. They come in, and those who move people find out who it is.
    return enter(parts, { ...group, at_once: false }, judged)
  })
  await parts.failPoint("occasions.afterCommit")
  if (!at_once || !goesOn) return
  // What they came for is dealt with: their steps have been put off, or given back, with the reason.
  await parts
    .advancePlan(first.plan_no, { tried: "never", limit: occasions.length })
    .catch((error: Error) => {
      if (isPassing(error)) throw error
      parts.ports.log(`people let in not moved on: ${error.message}`)
    })
}

/** Another version was published since they were claimed: they are judged anew, by that one. */
class PublishedAnew extends Error {}
/** The plan begins at this moment, and nobody has started it yet: what was heard waits for that. */
class NotBegun extends Error {}
/** What happened before the pause is not lost. */
class Paused extends Error {}

/** Lets in who comes in; answers whether somebody of them may go on. */
async function enter(parts: Parts, group: Group, { arriving, turned_away }: Judged): Promise<boolean> {
  const { database, failPoint, letIn, holdRunning } = parts
  const { first, drawing, occasions, now, at_once } = group
  const entering = database.transaction(
    async (tx) => {
      const { plan_no, version, node } = first
      const [running, ours] = await Promise.all([holdRunning(tx, plan_no), takeAway(tx, occasions)])
      if (first.heard && running !== null && running !== version) throw new PublishedAnew()
      if (first.heard && running === null && (await isAhead(tx, plan_no))) throw new NotBegun()
      if (first.heard && running === null && (await isPaused(tx, plan_no))) throw new Paused()
      if (running === null || !first.heard || ours.size === 0) return false
      const arrivals = arriving
        .filter(({ id }) => ours.has(id))
        .map(({ pid, entry_key, event, at }) => ({ pid, entry_key, event: { ...event, at } }))
      const goesOn = await letIn(
        tx,
        { plan_no, version, drawing, node, arrivals, turned_away },
        { now, at_once },
      )
      await failPoint("occasions.beforeCommit")
      return goesOn
    },
    { prepared: isFew(occasions) },
  )
  return entering.catch(async (error: Error) => {
    if (error instanceof Paused) return keepForLater(parts, group)
    const later = error instanceof NotBegun ? new Date(now.getTime() + A_MOMENT_MS) : null
    if (!(later || error instanceof PublishedAnew)) throw error
    await handBack(database, occasions, later)
    return false
  })
}

/** What is not too old waits for the plan to go on; whoever lets it go on waits for this. */
async function keepForLater({ database, holdRunning }: Parts, { first, drawing, occasions, now }: Group) {
  const longest = longestFor(drawing, first)
  const isOver = ({ late_from }: Occasion) => late_from.getTime() + longest <= now.getTime()
  await database.transaction(async (tx) => {
    if ((await holdRunning(tx, first.plan_no)) !== null) return handBack(tx, occasions)
    await takeAway(tx, occasions.filter(isOver))
    return keep(
      tx,
      occasions.filter((occasion) => !isOver(occasion)),
      longest,
    )
  })
  return false
}

/** So long after it happened something may still let somebody in. */
const longestFor = ({ stops }: Drawing, { node }: Occasion): number => {
  const { starts, settings = {} } = stops.get(node) ?? {}
  return LATEST_MS + (starts?.delay?.(settings) ?? 0)
}

/** Who of them comes in, as the trigger says. Asked before the transaction: a rule may take its time. */
async function judge({ first, drawing, occasions, now }: Group, matchRule: MatchRule): Promise<Judged> {
  const stop = drawing.stops.get(first.node)
  if (!stop?.starts) throw new Error(stop?.broken ?? `The plan has no trigger "${first.node}".`)
  const { starts, settings } = stop
  const turned_away = new Map<string, number>()
  const turnAway = (reason: string) => {
    turned_away.set(reason, (turned_away.get(reason) ?? 0) + 1)
    return false
  }
  const latest = now.getTime() - longestFor(drawing, first)
  const restarts = starts.restarts?.(settings) ?? false
  const meant = occasions.filter((occasion) => {
    // Done again since: the later one counts, and this one was never over.
    if (restarts && occasion.again) return false
    if (occasion.in_pause) return false
    if (starts.matches && !starts.matches(settings, heardOf(occasion))) return false
    // What a browser said may be made up: nobody earns anything by it (S4).
    if (drawing.gives && !occasion.event.trusted) return turnAway("untrusted")
    return occasion.late_from.getTime() >= latest || turnAway("late")
  })
  const rule = starts.conditions?.(settings) ?? null
  if (!rule) return { arriving: meant, turned_away }
  const arriving: Occasion[] = []
  // A rule is asked of people: one who did it twice is asked twice.
  for (let left = meant; left.length > 0; ) {
    const round = [...new Map(left.map((occasion) => [occasion.pid, occasion])).values()]
    const matching = await matchRule({
      rule,
      pids: round.map(({ pid }) => pid),
      visits: round.map(({ since }) => ({ entered_at: since, previous_node_at: since })),
      now,
    })
    arriving.push(...round.filter(({ pid }) => matching.has(pid) || turnAway("conditions")))
    left = left.filter((occasion) => !round.includes(occasion))
  }
  return { arriving: arriving.sort((a, b) => a.at.getTime() - b.at.getTime()), turned_away }
}

const heardOf = ({ event, at }: Occasion): HeardEvent => ({ ...event, at })

async function wake({ database, failPoint, wakePeople }: Parts, group: Group): Promise<void> {
  const { first, drawing, occasions, now } = group
  await database.transaction(
    async (tx) => {
      const ours = await takeAway(tx, occasions)
      const pids = [...new Set(occasions.filter(({ id }) => ours.has(id)).map(({ pid }) => pid))]
      if (pids.length > 0)
        await wakePeople(tx, { plan_no: first.plan_no, drawing, event: first.event.name, pids }, now)
      await failPoint("occasions.beforeCommit")
    },
    { prepared: isFew(occasions) },
  )
  await failPoint("occasions.afterCommit")
}

/** One that failed before is taken alone, so that nobody else is held up by it. */
function alike(occasions: Occasion[]): Occasion[][] {
  const groups = new Map<string, Occasion[]>()
  for (const occasion of occasions) {
    const { id, plan_no, version, node, event, attempts } = occasion
    const key = attempts > 1 ? `${id}` : `${plan_no} ${version} ${node} ${event.name}`
    const group = groups.get(key)
    if (group) group.push(occasion)
    else groups.set(key, [occasion])
  }
  return [...groups.values()]
}
