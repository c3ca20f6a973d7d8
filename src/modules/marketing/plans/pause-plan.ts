import { stateChange } from "./change-state"

/** Stops everything that is not handed out yet; people stay where they are. Throws Missing or Conflict. */
export const pausePlan = stateChange("pause", () => "paused")
