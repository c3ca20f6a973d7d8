import { Missing } from "../../../core/problem"
import type { Database } from "../database"
import { findPlanNo, findPreRun, type KeptPreRun, keptPreRuns, readNames } from "./store/pre-runs"

/** The pre-runs of a plan that were kept, newest first, without their figures. Throws Missing. */
export const listPreRuns =
  ({ database }: { database: Database }) =>
  async ({ plan_id }: { plan_id: string }): Promise<Omit<KeptPreRun, "result">[]> =>
    keptPreRuns(database, await mustFindPlan(database, plan_id), "ahead")

/** The replays of a plan that were kept, newest first, without their figures. Throws Missing. */
export const listReplays =
  ({ database }: { database: Database }) =>
  async ({ plan_id }: { plan_id: string }): Promise<Omit<KeptPreRun, "result">[]> =>
    keptPreRuns(database, await mustFindPlan(database, plan_id), "replays")

/** One of either, with its figures, and of a replay with the names of those who are in the store today. Throws Missing. */
export const getPreRun =
  ({ database }: { database: Database }) =>
  async ({ plan_id, no }: { plan_id: string; no: number }): Promise<KeptPreRun> => {
    const plan_no = await mustFindPlan(database, plan_id)
    const isNumber = Number.isInteger(no) && no > 0 && no < 2 ** 31
    const found = isNumber ? await findPreRun(database, plan_no, no) : undefined
    if (!found) throw new Missing("pre-run", `${plan_id}/${no}`)
    return withNames(database, found)
  }

/** A replay, with its figures. Throws Missing. */
export const getReplay =
  ({ getPreRun }: { getPreRun: GetPreRun }) =>
  async (asked: { plan_id: string; no: number }): Promise<KeptPreRun> => {
    const found = await getPreRun(asked)
    if (found.days === null) throw new Missing("replay", `${asked.plan_id}/${asked.no}`)
    return found
  }

type GetPreRun = ReturnType<typeof getPreRun>

/** Names are never kept with a replay: who is erased is erased here, too. */
export async function withNames(database: Database, run: KeptPreRun): Promise<KeptPreRun> {
  const { replay } = run.result
  if (!replay) return run
  const names = new Map(
    (await readNames(database, [...new Set(replay.first.map(({ pid }) => pid))])).map((one) => [
      one.pid,
      one,
    ]),
  )
  const first = replay.first.map((one) => ({ ...one, ...names.get(one.pid) }))
  return { ...run, result: { ...run.result, replay: { ...replay, first } } }
}

/** Throws Missing. */
export async function mustFindPlan(database: Database, plan_id: string): Promise<number> {
  const no = await findPlanNo(database, plan_id)
  if (no === undefined) throw new Missing("plan", plan_id)
  return no
}
