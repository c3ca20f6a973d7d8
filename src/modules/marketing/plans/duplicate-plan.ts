import { askingAbout, THIS_PLAN } from "../../../core/canvas/own-template"
import type { Database } from "../database"
import { found, type Plan } from "./plan"
import type { SavePlan } from "./save-plan"
import { findPlan } from "./store/plans"

const NAME_LENGTH = 200

/** A new draft with the same settings and canvas. Throws Missing. */
export const duplicatePlan =
  ({ database, savePlan }: { database: Database; savePlan: SavePlan }) =>
  async ({
    plan_id,
    name: called,
    actor,
  }: {
    plan_id: string
    name?: string
    actor: string
  }): Promise<Plan> => {
    const { name, category, type, settings, canvas } = found(await findPlan(database, plan_id), plan_id)
    const copied = called ?? `${name.slice(0, NAME_LENGTH - 7)} (copy)`
    // What it asks about its own cards the copy asks about its own.
    const drawn = askingAbout(canvas, plan_id, THIS_PLAN)
    return savePlan({ plan: { name: copied, category, type, settings, canvas: drawn }, actor })
  }
