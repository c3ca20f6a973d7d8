import { getPreRun, listPreRuns } from "./list-pre-runs"
import { preRunPlan } from "./pre-run-plan"

/** The verbs of this area by name, as the container registers them. */
export const preRunsVerbs = { preRunPlan, listPreRuns, getPreRun }
