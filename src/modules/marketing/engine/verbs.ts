import { advance } from "./advance"
import { advanceBatch } from "./advance-batch"
import { advancePlan } from "./advance-plan"
import { chanceOf } from "./chance"
import { countStanding } from "./count-standing"
import { drawDraft, readDrawing } from "./drawing"
import { endFinishedRuns } from "./end-finished-runs"
import { enrollRun } from "./enroll-run"
import { enrollRuns } from "./enroll-runs"
import { foreseeEntries } from "./foresee-entries"
import { giveGifts } from "./give-gifts"
import { giveTurns } from "./give-turns"
import { isLeft } from "./is-left"
import { leaveAtGoals } from "./leave-at-goals"
import { letIn } from "./let-in"
import { listParked } from "./list-parked"
import { listStuckCards } from "./list-stuck-cards"
import { moveStanding } from "./move-standing"
import { nodeCounts } from "./node-counts"
import { openLog } from "./open-log"
import { personPath } from "./person-path"
import { readPassings } from "./read-passings"
import { readTurns } from "./read-turns"
import { recallEntries } from "./recall-entries"
import { retryParked } from "./retry-parked"
import { startDueRuns } from "./start-due-runs"
import { wakeAfterSends } from "./wake-after-sends"
import { wakeNode } from "./wake-node"
import { wakePeople } from "./wake-people"
import { wakeSteps } from "./wake-steps"
import { walkPeople } from "./walk-people"
import { writeWays } from "./write-ways"

/** The verbs of this area by name, as the container registers them. */
export const engineVerbs = {
  startDueRuns,
  enrollRun,
  enrollRuns,
  advance,
  endFinishedRuns,
  nodeCounts,
  personPath,
  listParked,
  listStuckCards,
  retryParked,
  // Parts of the above, handed over by name like any other.
  readDrawing,
  // For who looks ahead.
  drawDraft,
  chanceOf,
  foreseeEntries,
  recallEntries,
  advancePlan,
  advanceBatch,
  walkPeople,
  writeWays,
  openLog,
  giveGifts,
  giveTurns,
  readPassings,
  readTurns,
  wakeSteps,
  wakeNode,
  wakePeople,
  letIn,
  leaveAtGoals,
  wakeAfterSends,
  countStanding,
  moveStanding,
  isLeft,
}
