import { type Difference, type Drawn, differenceOf } from "../../../core/canvas/difference"
import { planSettingsSchema } from "../../../core/canvas/plan-settings"
import type { Database } from "../database"
import { mustFind } from "./list-versions"
import { found } from "./plan"
import { findPlan } from "./store/plans"

/** `to` left out: the draft. */
type Compared = { plan_id: string; from: number; to?: number }

/** What is not the same in two versions of a plan, or in a version and the draft. Throws Missing. */
export const compareVersions =
  ({ database }: { database: Database }) =>
  async ({ plan_id, from, to }: Compared): Promise<Difference> => {
    const plan = found(await findPlan(database, plan_id), plan_id)
    const before = await mustFind(database, plan, from)
    const after = to === undefined ? plan : await mustFind(database, plan, to)
    return differenceOf(asRead(before), asRead(after))
  }

/** With the settings that an older release did not know yet as they are when nobody sets them. */
const asRead = ({ settings, canvas }: Drawn): Drawn => {
  const read = planSettingsSchema.safeParse(settings)
  return { settings: read.success ? read.data : settings, canvas }
}
