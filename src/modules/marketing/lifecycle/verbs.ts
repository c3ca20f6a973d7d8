import { computeDueScores } from "./compute-due-scores"
import { computeScores } from "./compute-scores"
import { dueScores } from "./due-scores"
import { readLifecycleFigures } from "./read-lifecycle-figures"
import { readLifecycle, saveLifecycle } from "./thresholds"
import { writeLeadCorrections } from "./write-lead-corrections"

/** The verbs of this area by name, as the container registers them. */
export const lifecycleVerbs = {
  dueScores,
  computeDueScores,
  computeScores,
  readLifecycle,
  saveLifecycle,
  readLifecycleFigures,
  writeLeadCorrections,
}
