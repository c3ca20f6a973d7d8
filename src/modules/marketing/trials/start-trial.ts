import { entriesOf } from "../../../core/canvas/graph"
import type { Canvas } from "../../../core/canvas/schema"
import { Conflict, errorsIn, Missing, Refused } from "../../../core/problem"
import type { TrialSettings } from "../../../core/trial/trial"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { DrawDraft } from "../engine/drawing"
import type { CheckPlan } from "../plans/check-plan"
import type { GetPlan } from "../plans/get-plan"
import type { RecordAudit } from "../plans/record-audit"
import { wakeOnCommit } from "../wakeups"
import { mustFindPlan } from "./list-trials"
import { refuseTrial } from "./problems"
import { keep, standAt } from "./standing"
import { findTester } from "./store/testers"
import { countOpenTrials, forgetTrials, insertTrial } from "./store/trials"
import type { ReadTestAddresses, RememberTestAddresses } from "./test-addresses"

/** Under way at the same time, of one plan. */
const MOST_OPEN = 3

export type NewTest = Omit<TrialSettings, "entry"> & {
  plan_id: string
  customer_id: string
  /** Default: the first entry. */
  entry?: string
  actor: string
}

type Parts = {
  database: Database
  clock: Clock
  registry: Registry
  getPlan: GetPlan
  checkPlan: CheckPlan
  drawDraft: DrawDraft
  readTestAddresses: ReadTestAddresses
  rememberTestAddresses: RememberTestAddresses
  recordAudit: RecordAudit
}

/**
 * Puts one customer into the draft of a plan as a test: it is walked as it is drawn now. Answers its number. Throws Missing; Refused for
 * what is wrong with the drawing, the entry or the addresses; Conflict while too many are under way.
 */
export const startTrial =
  (parts: Parts) =>
  async ({ plan_id, customer_id, actor, entry: wanted, to: given, ...how }: NewTest): Promise<number> => {
    const { database, clock, getPlan, drawDraft } = parts
    const plan_no = await mustFindPlan(database, plan_id)
    const plan = await getPlan({ plan_id })
    const person = await findTester(database, customer_id)
    if (!person) throw new Missing("customer", customer_id)
    const to = await parts.readTestAddresses({ to: given, path: "to" })
    await mustBeDrawn(parts, plan_id)
    const entry = entryOf(plan.canvas, parts.registry, wanted)
    const { settings, canvas, revision } = plan
    const now = await clock.now()
    const { ways } = drawDraft(settings, canvas)
    return database.transaction(async (tx) => {
      await mustBeFew(tx, plan_no)
      const no = await insertTrial(tx, {
        ...{ plan_no, pid: person.pid, revision, at: now, due_at: now, by: actor },
        settings: { ...how, to, entry },
        drawing: { settings, canvas },
        standing: keep(standAt(entry, now, ways)),
      })
      await forgetTrials(tx, plan_no)
      await parts.rememberTestAddresses(tx, { actor, to }, now)
      const detail = { trial: no, customer_id }
      await parts.recordAudit(tx, { actor, entity: "plan", entity_id: plan_id, action: "test", detail }, now)
      wakeOnCommit(tx)
      return no
    })
  }

/** What is wrong with the drawing would stop the person; when the plan begins does not matter to a test. */
async function mustBeDrawn({ checkPlan }: Parts, plan_id: string): Promise<void> {
  const { problems } = await checkPlan({ plan_id })
  const drawn = errorsIn(problems).filter(({ path }) => !path.startsWith("settings"))
  if (drawn.length > 0) throw new Refused(drawn)
}

function entryOf(canvas: Canvas, { kinds }: Registry, wanted: string | undefined): string {
  const entries = entriesOf(canvas, kinds)
  const entry = wanted ?? entries[0]
  if (entry === undefined) throw new Refused([refuseTrial("trial/no-entry", "nodes")])
  if (!entries.includes(entry)) throw new Refused([refuseTrial("trial/entry", "entry", { entry })])
  return entry
}

/** Holds the plan's tests until the transaction ends. Throws Conflict. */
export async function mustBeFew(tx: Sql, plan_no: number): Promise<void> {
  if ((await countOpenTrials(tx, plan_no)) < MOST_OPEN) return
  const message = `${MOST_OPEN} tests of this plan are under way. End one of them first.`
  throw new Conflict("trial/too-many", message, { most: MOST_OPEN })
}
