import { getPreRun, getReplay, listPreRuns, listReplays } from "./list-pre-runs"
import { preRunPlan } from "./pre-run-plan"
import { replayPlan } from "./replay-plan"

/** The verbs of this area by name, as the container registers them. */
export const preRunsVerbs = { preRunPlan, replayPlan, listPreRuns, listReplays, getPreRun, getReplay }
