import { bestArm } from "../../../core/stats/best-arm"
import { lengthOf } from "../../../core/time/span"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { ReadDrawing } from "../engine/drawing"
import type { WakeNode } from "../engine/wake-node"
import type { HoldRunning } from "../plans/hold-running"
import type { Ports } from "../ports"
import { testsIn } from "./find-tests"
import type { MeasureArms } from "./measure-arms"
import {
  beginTest,
  countPassed,
  type UndecidedTest,
  undecidedTests,
  writeDecision,
} from "./store/split-tests"

type Parts = {
  database: Database
  clock: Clock
  ports: Ports
  readDrawing: ReadDrawing
  measureArms: MeasureArms
  wakeNode: WakeNode
  holdRunning: HoldRunning
}

/**
 * Chooses the winners of the split tests whose time is over and that have enough people in each variant; of the others it looks again later. The time runs from
 * when the first people were seen to come through, and begins anew with each version: another version's variants say nothing about these. Figures are asked
 * for only where the engine's own counts say that there may be enough. A test that fails is told to the log and stops no other. Answers false.
 */
export const decideWinners = (parts: Parts) => async (): Promise<boolean> => {
  for (const test of await undecidedTests(parts.database))
    try {
      await decide(parts, test)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      parts.ports.log(`split test ${test.node} of plan ${test.plan_no} could not be decided: ${message}`)
    }
  return false
}

async function decide(
  { database, clock, readDrawing, measureArms, wakeNode, holdRunning }: Parts,
  { plan_no, version, published_at, node }: UndecidedTest,
): Promise<void> {
  const drawing = await readDrawing(plan_no, version)
  const settings = testsIn(drawing).find((test) => test.node.id === node)?.settings
  if (!settings?.winner) return
  const { variants, winner } = settings
  const passed = await countPassed(database, plan_no, node)
  if (passed.size === 0) return
  const now = await clock.now()
  const began_at = await beginTest(database, plan_no, node, now)
  const counts_from = Math.max(began_at.getTime(), published_at.getTime())
  if (now.getTime() < counts_from + lengthOf(winner.after)) return
  if (variants.some(({ id }) => (passed.get(id) ?? 0) < winner.least_people)) return
  const { arms } = await measureArms(database, { plan_no, node, ...drawing, variants, since: published_at })
  const best = bestArm(arms, winner.metric, winner.least_people)
  if (!best) return
  await database.transaction(async (tx) => {
    if (!(await holdRunning(tx, plan_no))) return
    const decision = { ...best, metric: winner.metric, decided_by: null, figures: arms }
    if (await writeDecision(tx, { plan_no, node, variants }, decision, now))
      await wakeNode(tx, plan_no, node, now)
  })
}
