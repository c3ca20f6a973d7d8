import { dueInZone } from "../../../core/schedule/wall"
import { firstPlace } from "../../../core/step/walk"
import { isZone } from "../../../core/time/zone"
import type { Door, PeopleAtDoors } from "../audience/people-at-doors"
import type { Clock } from "../clock"
import type { Sql } from "../database"
import type { ReadStoreHoldOut } from "../messages/sending-limits"
import type { MarketingOptions } from "../options"
import type { FailPoint, Ports } from "../ports"
import type { Drawing, ReadDrawing } from "./drawing"
import { termsOf as entryTerms } from "./let-in"
import { type Clocks, enrollPage, zonesInAudience } from "./store/enroll-page"
import { ownEntry } from "./store/entry-limits"
import { type EnrollingRun, finishEnrolling, readEnrollingRun } from "./store/runs"

/** People taken in per transaction: a crash loses no more work than this, and a pause is felt after it. */
const PAGE = 5_000
/** First half of the advisory lock that one process holds while it takes people into a run. */
const ENROLLING_LOCK = 0x6d6b72

type Parts = {
  clock: Clock
  options: MarketingOptions
  peopleAtDoors: PeopleAtDoors
  readDrawing: ReadDrawing
  readStoreHoldOut: ReadStoreHoldOut
  failPoint: FailPoint
  ports: Ports
}

/**
 * Takes everyone of the run's entries in over this connection, page by page, each in a transaction of its own; between two of them it
 * yields, and others may work on the connection. Safe to be killed or left anywhere and called again, by anybody. Returns true when
 * everyone is in, false when another process is at it or the plan is not running.
 *
 * The audience is read once, into a temporary table, so that a rule over a million people is not asked for each page.
 * Groups are put together in the same statement; a person of several doors comes in through the first drawn. Where the plan keeps to the customers' own clocks, each
 * person's first step is due when hers shows the time; at once where that is over.
 */
export const enrollRun = ({
  clock,
  options,
  peopleAtDoors,
  readDrawing,
  readStoreHoldOut,
  failPoint,
  ports,
}: Parts) =>
  async function* (sql: Sql, run_no: number, { page_size = PAGE } = {}): AsyncGenerator<void, boolean, void> {
    const lock = [ENROLLING_LOCK, run_no]
    const free = await sql.one<{ free: boolean }>("select pg_try_advisory_lock($1, $2) as free", lock)
    if (!free?.free) return false
    const audience = audienceOf(run_no)
    try {
      const run = await readEnrollingRun(sql, run_no)
      if (!run) return false
      const drawing = await readDrawing(run.plan_no, run.version)
      const broken = [...drawing.stops.values()].find((stop) => stop.entry && stop.broken)
      if (broken) throw new Error(`Nobody can come in at "${broken.id}". ${broken.broken}`)
      const groups = await peopleAtDoors(drawing.canvas, `${run.no}`)
      await gatherAudience(sql, audience, groups.doors)
      await failPoint("enroll.afterAudience")
      const doors = groups.doors.map((door) => termsOfDoor(door, drawing))
      const clocks = await readClocks(sql, audience, wallOf(run, drawing), options.timezone)
      const store_percent = (await readStoreHoldOut(sql))(run.category)
      for (let after = run.enroll_cursor ?? 0; ; ) {
        const now = await clock.now()
        const terms = drawing.settings.entry ? entryTerms(drawing, now, options.timezone) : null
        await sql.run("begin")
        if (terms) await ownEntry(sql, run.plan_no)
        const page = await enrollPage(sql, {
          ...termsOf(run, drawing),
          audience,
          store_percent,
          doors,
          clocks,
          terms,
          after,
          size: page_size,
          now,
        })
        await failPoint("enroll.beforeCommit")
        await sql.run("commit")
        await failPoint("enroll.afterCommit")
        // Of a plan that was paused the rest comes in later: only a page that was let look knows that nobody is left.
        if (!page.is_going) return false
        if (page.last === null) break
        after = page.last
        yield
      }
      await finishEnrolling(sql, run_no)
      await failPoint("enroll.afterAll")
      return true
    } finally {
      // After a lost connection this fails, and nothing is left to let go of.
      await sql
        .run(`rollback; drop table if exists ${audience}, ${GATHERED}`)
        .then(() => sql.run("select pg_advisory_unlock($1, $2)", lock))
        .catch((error: Error) => ports.log(`enrolling run ${run_no}: ${error.message}`))
    }
  }

export type EnrollRun = ReturnType<typeof enrollRun>

/** Several runs share a connection, each with its own list. */
const audienceOf = (run_no: number): string => `enrolling_audience_${run_no}`
const GATHERED = "enrolling_gathered"

async function gatherAudience(sql: Sql, audience: string, doors: Door[]): Promise<void> {
  await sql.run(`create temp table ${GATHERED} (pid int not null, door int not null)`)
  for (const [index, { people }] of doors.entries()) {
    if (!people) continue
    const values = [...people.values, index]
    await sql.run(
      `insert into ${GATHERED} select pid, $${values.length}::int from (${people.text}) as people(pid)`,
      values,
    )
  }
  await sql.run(
    `create temp table ${audience} as
       select pid, min(door) as door from ${GATHERED} group by pid order by pid`,
  )
  await sql.run(`drop table ${GATHERED}`)
  await sql.run(`create unique index on ${audience} (pid)`)
  await sql.run(`analyze ${audience}`)
}

/** The minute on the customers' own walls at which they are due; null where the store's clock, or none, counts. */
export function wallOf(
  { slot }: Pick<EnrollingRun, "slot">,
  { settings }: Pick<Drawing, "settings">,
): string | null {
  const { schedule } = settings
  // Versions of old may lack it.
  if (!schedule || !("zone" in schedule) || schedule.zone !== "customer") return null
  if ("every" in schedule) return slot
  return schedule.at === "now" ? null : schedule.at
}

async function readClocks(
  sql: Sql,
  audience: string,
  wall: string | null,
  zone: string,
): Promise<Clocks | null> {
  if (wall === null) return null
  const zones = (await zonesInAudience(sql, audience)).filter(isZone)
  return {
    known: zones.map((each) => ({ zone: each, due_at: dueInZone(wall, each) })),
    otherwise: dueInZone(wall, zone),
  }
}

const termsOf = (run: EnrollingRun, drawing: Drawing) => ({
  run_no: run.no,
  plan_no: run.plan_no,
  plan_id: run.plan_id,
  version: run.version,
  entry_key: run.slot,
  holdout_percent: drawing.settings.holdout_percent ?? 0,
  batch: drawing.settings.batch,
  started_at: run.started_at,
})

function termsOfDoor({ node: entry, port, to }: Door, drawing: Drawing) {
  const visits = to === null ? {} : firstPlace(to, new Date(0), drawing.ways).visits
  return { entry, port, node: to, data: Object.keys(visits).length > 0 ? { visits } : {} }
}
