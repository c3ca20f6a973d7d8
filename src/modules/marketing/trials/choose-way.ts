import { Conflict, Missing, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { DrawDraft } from "../engine/drawing"
import { WAKE, wakeOnCommit } from "../wakeups"
import { isNumber, mustFindTrial } from "./list-trials"
import { refuseTrial } from "./problems"
import { mustBeFew } from "./start-trial"
import { copySteps, findStep } from "./store/trial-steps"
import { endTrialNow, forgetTrials, insertTrial, letTrialGoOn, type TrialRow } from "./store/trials"

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

type Parts = { database: Database; clock: Clock; drawDraft: DrawDraft }

/**
 * Begins another test of the same drawing and person at a card that was passed, by another way out of it. What was passed before that
 * card stands at its beginning, and is not sent again. Answers its number. Throws Missing, Refused, Conflict.
 */
export const goOtherWay =
  ({ database, clock, drawDraft }: Parts) =>
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
      await wakeOnCommit(tx)
      return no
    })
  }

/** Throws Refused. */
function mustBeWay(drawDraft: DrawDraft, { drawing }: TrialRow, node: string, port: string): void {
  const ports = drawDraft(drawing.settings, drawing.canvas).stops.get(node)?.ports ?? []
  if (!ports.includes(port)) throw new Refused([refuseTrial("trial/way", "port", { port })])
}

/** Stops a test where it stands; one that is over stays as it is. Throws Missing. */
export const endTrial =
  ({ database }: { database: Database }) =>
  async (asked: Asked): Promise<void> => {
    await endTrialNow(database, (await mustFindTrial(database, asked)).no)
  }
