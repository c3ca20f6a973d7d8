import { stateChange } from "./change-state"

/** Puts a draft or a finished plan away; it stays readable with its report. Throws Missing or Conflict. */
export const archivePlan = stateChange("archive", () => "archived")
