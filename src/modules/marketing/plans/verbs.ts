import { readApproval, saveApproval } from "./approval-setting"
import { archivePlan } from "./archive-plan"
import { cancelPlan } from "./cancel-plan"
import { carryMoves } from "./carry-moves"
import { checkPlan } from "./check-plan"
import { clearStoppedRuns } from "./clear-stopped-runs"
import { closeOpenRuns } from "./close-open-runs"
import { compareVersions } from "./compare-versions"
import { deletePlan } from "./delete-plan"
import { duplicatePlan } from "./duplicate-plan"
import { endPlan } from "./end-plan"
import { estimatePlan } from "./estimate-plan"
import { fillPlanTemplate } from "./fill-plan-template"
import { getPlan } from "./get-plan"
import { holdPlans } from "./hold-plans"
import { holdRunning } from "./hold-running"
import { layFirstRun } from "./lay-first-run"
import { listAudit } from "./list-audit"
import { getDraft, listDrafts } from "./list-drafts"
import { listFirings } from "./list-firings"
import { listPlanTemplates } from "./list-plan-templates"
import { listPlans } from "./list-plans"
import { listRuns } from "./list-runs"
import { getVersion, listVersions } from "./list-versions"
import { listMoves, movePeople, previewMove } from "./move-people"
import { nameThings } from "./name-things"
import { pausePlan } from "./pause-plan"
import { drawnCards, planCards } from "./plan-cards"
import { planNodes } from "./plan-nodes"
import { publishPlan } from "./publish-plan"
import { readVersion } from "./read-version"
import { recordAudit } from "./record-audit"
import { rejectPlan } from "./reject-plan"
import { restoreDraft } from "./restore-draft"
import { restoreVersion } from "./restore-version"
import { resumePlan } from "./resume-plan"
import { makeOwnTemplate, removeOwnTemplate, renameOwnTemplate } from "./save-own-template"
import { savePlan } from "./save-plan"
import { submitPlan } from "./submit-plan"

/** The verbs of this area by name, as the container registers them. */
export const plansVerbs = {
  savePlan,
  getPlan,
  listPlans,
  listPlanTemplates,
  fillPlanTemplate,
  makeOwnTemplate,
  renameOwnTemplate,
  removeOwnTemplate,
  duplicatePlan,
  deletePlan,
  archivePlan,
  checkPlan,
  estimatePlan,
  publishPlan,
  submitPlan,
  rejectPlan,
  readApproval,
  saveApproval,
  layFirstRun,
  pausePlan,
  resumePlan,
  endPlan,
  cancelPlan,
  clearStoppedRuns,
  closeOpenRuns,
  holdRunning,
  holdPlans,
  readVersion,
  listVersions,
  getVersion,
  compareVersions,
  restoreVersion,
  listDrafts,
  getDraft,
  restoreDraft,
  previewMove,
  movePeople,
  listMoves,
  carryMoves,
  listRuns,
  listFirings,
  nameThings,
  planNodes,
  planCards,
  drawnCards,
  recordAudit,
  listAudit,
}
