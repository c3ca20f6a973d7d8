import type { Canvas } from "../../../core/canvas/schema"
import { Missing } from "../../../core/problem"
import type { TrialEntry, TrialStep } from "../../../core/trial/trial"
import type { Database, Sql } from "../database"
import { findMessage, readSteps } from "./store/trial-steps"
import { findPlanNo, findTrial, listedTrials, type TrialRow } from "./store/trials"

export type Trial = Omit<TrialEntry, "at"> & { at: Date }
export type ShownTrial = Trial & {
  /** As it was drawn when the test began. */
  canvas: Canvas
  /** The card where the person stands now; null when it is over. */
  here: string | null
  steps: TrialStep[]
}

type Listed = Omit<TrialRow, "drawing" | "standing">
const asTrial = ({ no, at, by, revision, state, reason, person, settings }: Listed): Trial => ({
  ...{ no, at, by, revision, state, reason, person, settings },
})

/** The tests of a plan that are kept, newest first. Throws Missing. */
export const listTrials =
  ({ database }: { database: Database }) =>
  async ({ plan_id }: { plan_id: string }): Promise<Trial[]> =>
    (await listedTrials(database, await mustFindPlan(database, plan_id))).map(asTrial)

type Asked = { plan_id: string; no: number }

/** One of them with its drawing and every card that was passed. Throws Missing. */
export const getTrial =
  ({ database }: { database: Database }) =>
  async (asked: Asked): Promise<ShownTrial> => {
    const found = await mustFindTrial(database, asked)
    const isOpen = found.state === "going" || found.state === "asking"
    const here = isOpen ? found.standing.node : null
    const steps = await readSteps(database, found.no)
    return { ...asTrial(found), canvas: found.drawing.canvas, here, steps }
  }

/** A message as it was rendered; null: it could not be. Throws Missing. */
export const readTrialMessage =
  ({ database }: { database: Database }) =>
  async ({
    hop,
    nth,
    ...asked
  }: Asked & { hop: number; nth: number }): Promise<{
    channel: string
    rendered: Record<string, unknown> | null
  }> => {
    const { no: trial_no } = await mustFindTrial(database, asked)
    const known = isNumber(hop) && Number.isInteger(nth) && nth >= 0 && nth < 2 ** 31
    const found = known ? await findMessage(database, { trial_no, hop, nth }) : undefined
    if (!found) throw new Missing("message of this test", `${hop}/${nth}`)
    return { channel: found.channel, rendered: found.rendered }
  }

/** Throws Missing. */
export async function mustFindTrial(sql: Sql, { plan_id, no }: Asked): Promise<TrialRow> {
  const plan_no = await mustFindPlan(sql, plan_id)
  const found = isNumber(no) ? await findTrial(sql, plan_no, no) : undefined
  if (!found) throw new Missing("test", `${plan_id}/${no}`)
  return found
}

/** Throws Missing. */
export async function mustFindPlan(sql: Sql, plan_id: string): Promise<number> {
  const no = await findPlanNo(sql, plan_id)
  if (no === undefined) throw new Missing("plan", plan_id)
  return no
}

export const isNumber = (no: number): boolean => Number.isInteger(no) && no > 0 && no < 2 ** 31
