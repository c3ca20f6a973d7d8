import { backoff } from "../../../core/step/backoff"
import { type Database, isFew } from "../database"
import { isPassing } from "../passing"
import type { HoldRunning } from "../plans/hold-running"
import type { FailPoint, Ports } from "../ports"
import type { Drawing, ReadDrawing } from "./drawing"
import type { LeaveAtGoals } from "./leave-at-goals"
import type { OpenLog } from "./open-log"
import { whoIsGone } from "./store/people"
import { type ClaimedStep, failSteps, handBackSteps, takeSteps } from "./store/steps"
import { afterFailure, fail, go, postpone, sentenceOf, setOut, type Traveller } from "./traveller"
import type { WalkPeople } from "./walk-people"
import type { WriteWays } from "./write-ways"

/**
 * Moves claimed people of one plan as far as they can go now and commits everything about them in one transaction: effects,
 * messages, the log, the next steps, the ends. Who was claimed by somebody else meanwhile is left out.
 *
 * When the batch cannot be written because of somebody in it, it is halved until that person is alone; then the
 * person's step waits or is parked with its error, and everybody else has moved (G10). The same happens to a person at
 * whom workers died again and again. A plan that was stopped since the claim gives nothing more (G11).
 */
export const advanceBatch = ({
  database,
  ports,
  failPoint,
  readDrawing,
  leaveAtGoals,
  walkPeople,
  writeWays,
  openLog,
  holdRunning,
}: {
  database: Database
  ports: Ports
  failPoint: FailPoint
  readDrawing: ReadDrawing
  leaveAtGoals: LeaveAtGoals
  walkPeople: WalkPeople
  writeWays: WriteWays
  openLog: OpenLog
  holdRunning: HoldRunning
}) => {
  const startAll = async (steps: ClaimedStep[]): Promise<Traveller[]> => {
    const drawings = new Map<number, Drawing>()
    for (const { plan_no, version } of steps)
      if (!drawings.has(version)) drawings.set(version, await readDrawing(plan_no, version))
    return steps.map((step) => setOut(step, drawings.get(step.version)!))
  }

  const moveOn = async (steps: ClaimedStep[], now: Date, blame?: unknown): Promise<void> => {
    const people = await startAll(steps)
    if (blame) for (const traveller of people) fail(traveller, blame)
    const prepared = isFew(steps)
    const gone = await whoIsGone(
      prepared ? database.prepared : database,
      steps.map((step) => step.pid),
    )
    for (const traveller of people)
      if (gone.has(traveller.step.pid)) go(traveller, { do: "leave", reason: "customer_deleted" }, now)
    await leaveAtGoals(people, now)
    // Woken before her batch or her own clock: a goal may let her go, nothing else happens to her before then.
    for (const traveller of people)
      if (traveller.standing.at === "node" && traveller.step.arrived_at > now)
        postpone(traveller, traveller.step.arrived_at)
    await walkPeople(people, now, { facts: "now" })
    await failPoint("engine.afterWalk")

    const isGoing = await database.transaction(
      async (tx) => {
        if (!(await holdRunning(tx, steps[0]!.plan_no))) return false
        const ours = await takeSteps(tx, steps)
        await writeWays(
          tx,
          people.filter((traveller) => ours.has(traveller.step)),
          now,
        )
        return true
      },
      { prepared },
    )
    await (isGoing ? failPoint("engine.afterCommit") : handBackSteps(database, steps))
  }

  /** Without the drawing and the people's ways: for when these are what fails. */
  const putOff = async (steps: ClaimedStep[], now: Date, error: unknown): Promise<void> => {
    const failed = steps.map((step) => afterFailure(step, step.node, step.attempts + 1, now))
    await failSteps(
      database,
      steps.map((step, index) => ({ ...step, ...failed[index]!, error: sentenceOf(error) })),
    )
  }

  const blame = async (step: ClaimedStep, now: Date, error: unknown): Promise<void> => {
    try {
      await moveOn([step], now, error)
    } catch (again) {
      if (isPassing(again)) throw again
      await putOff([step], now, again)
    }
  }

  const halve = async (steps: ClaimedStep[], now: Date): Promise<void> => {
    try {
      await moveOn(steps, now)
    } catch (error) {
      if (isPassing(error)) throw error
      if (steps.length === 1) return blame(steps[0]!, now, error)
      const middle = Math.ceil(steps.length / 2)
      await halve(steps.slice(0, middle), now)
      await halve(steps.slice(middle), now)
    }
  }

  return async (claimed: ClaimedStep[], now: Date): Promise<void> => {
    const worn = claimed.filter(isWorn)
    const steps = worn.length === 0 ? claimed : claimed.filter((step) => !isWorn(step))
    if (worn.length > 0)
      await failSteps(
        database,
        worn.map((step) => ({ ...step, state: "parked", run_at: now, error: deadlyFor(step) })),
      )
    if (steps.length === 0) return
    try {
      await openLog(now)
      await halve(steps, now)
    } catch (error) {
      const isOver = isPassing(error)
        ? handBackSteps(database, steps, sentenceOf(error))
        : putOff(steps, now, error)
      // Nothing is lost when this fails too: the leases run out by themselves.
      await isOver.catch((lost: Error) => ports.log(`leases not handed back: ${lost.message}`))
      throw error
    }
  }
}

/** Only leases that ran out count a step up to here without parking it: its workers died, or moved nothing. */
const isWorn = (step: ClaimedStep): boolean => backoff(step.attempts, 0) === null && step.attempts > 0
const deadlyFor = ({ attempts }: ClaimedStep): string =>
  `Workers stopped ${attempts} times in the middle of moving this person on.`

export type AdvanceBatch = ReturnType<typeof advanceBatch>
