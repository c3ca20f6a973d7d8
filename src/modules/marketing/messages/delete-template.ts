import { Missing } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { removeTemplate } from "./store/templates"

/** Takes a template out of the library. What was queued with it is still sent. Throws Missing. */
export const deleteTemplate =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (id: string): Promise<void> => {
    if ((await removeTemplate(database, id, await clock.now())) === 0) throw new Missing("template", id)
  }
