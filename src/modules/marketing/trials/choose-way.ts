import { Conflict, Missing, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { DrawDraft } from "../engine/drawing"
import type { RecordAudit } from "../plans/record-audit"
import { WAKE, wakeOnCommit } from "../wakeups"
import { isNumber, mustFindTrial } from "./list-trials"
import { refuseTrial } from "./problems"
import { mustBeFew } from "./start-trial"
import { copySteps, findStep } from "./store/trial-steps"
import {
  endTrialNow,
  endTrialsNow,
  forgetTrials,
  insertTrial,
  letTrialGoOn,
  type TrialRow,
} from "./store/trials"

type Asked = { plan_id: string; no: number }

/** Says by which way the person goes on, where the test asks for it. Throws Missing, Refused; Conflict where it does not ask. */
export const chooseTrialWay =
  ({ database, clock, drawDraft }: { database: Database; clock: Clock; drawDraft: DrawDraft }) =>
  async ({ port, ...asked }: Asked & { port: string }): Promise<void> => {
    const trial = await mustFindTrial(database, asked)
    if (trial.state !== "asking") throw notAsking()
    mustBeWay(drawDraft, trial, trial.standing.node, port)
    const standing = { ...trial.standing, way: port }
    const went = await letTrialGoOn(database, { no: trial.no, standing, now: await clock.now() })
    if (!went) throw notAsking()
    await database.notify(WAKE)
  }

const notAsking = () =>
  new Conflict("trial/not-asking", "The test does not ask for a way now. Look at it again.")

type Parts = { database: Database; clock: Clock; drawDraft: DrawDraft; recordAudit: RecordAudit }

/**
 * Begins another test of the same drawing and person at a card that was passed, by another way out of it. What was passed before that
 * card stands at its beginning; what was sent or called up to and with it is not again. Answers its number. Throws Missing, Refused, Conflict.
 */
export const goOtherWay =
  ({ database, clock, drawDraft, recordAudit }: Parts) =>
  async ({
    hop,
    port,
    actor,
    ...asked
  }: Asked & { hop: number; port: string; actor: string }): Promise<number> => {
    const trial = await mustFindTrial(database, asked)
    const step = isNumber(hop) ? await findStep(database, trial.no, hop) : undefined
    if (!step) throw new Missing("step of this test", String(hop))
    mustBeWay(drawDraft, trial, step.standing.node, port)
    const now = await clock.now()
    const { plan_no, pid, revision, settings, drawing } = trial
    return database.transaction(async (tx) => {
      await mustBeFew(tx, plan_no)
      const standing = { ...step.standing, send: null, happened: false, way: port, waits: 0 }
      const begun = {
        plan_no,
        pid,
        revision,
        settings,
        drawing,
        standing,
        at: trial.at,
        due_at: now,
        by: actor,
      }
      const no = await insertTrial(tx, begun)
      await copySteps(tx, trial.no, no, hop)
      await forgetTrials(tx, plan_no)
      const detail = { trial: no, customer_id: trial.person.id, instead_of: trial.no }
      const entry = { actor, entity: "plan", entity_id: asked.plan_id, action: "test", detail } as const
      await recordAudit(tx, entry, now)
      wakeOnCommit(tx)
      return no
    })
  }

/** Throws Refused. */
function mustBeWay(drawDraft: DrawDraft, { drawing }: TrialRow, node: string, port: string): void {
  const ports = drawDraft(drawing.settings, drawing.canvas).stops.get(node)?.ports ?? []
  if (!ports.includes(port)) throw new Refused([refuseTrial("trial/way", "port", { port })])
}

/** Stops those of a plan that goes away. */
export const endTrialsOf =
  () =>
  async (tx: Sql, plan_no: number): Promise<void> => {
    await endTrialsNow(tx, plan_no)
  }

export type EndTrialsOf = ReturnType<typeof endTrialsOf>

/** Stops a test where it stands; one that is over stays as it is. Throws Missing. */
export const endTrial =
  ({ database }: { database: Database }) =>
  async (asked: Asked): Promise<void> => {
    await endTrialNow(database, (await mustFindTrial(database, asked)).no)
  }
