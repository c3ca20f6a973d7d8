import { differenceOf, isSame } from "../../../core/canvas/difference"
import { Conflict, errorsIn, Refused } from "../../../core/problem"
import type { CheckPlan } from "./check-plan"
import type { PlanRow } from "./plan"
import { refusePlan } from "./problems"
import type { PublishedVersion, ReadVersion } from "./read-version"

export type Judged = { before: PublishedVersion | null; audience: number | null }

/**
 * Whether a draft can be the next version: it says something else than what is published, has no errors, and means somebody.
 * Answers what is published, and how many people would come in. Throws Conflict and Refused.
 */
export async function judgeDraft(
  { checkPlan, readVersion }: { checkPlan: CheckPlan; readVersion: ReadVersion },
  draft: PlanRow,
): Promise<Judged> {
  const before = draft.version === null ? null : await readVersion(draft.no, draft.version)
  if (before && isSame(differenceOf(before, draft)))
    throw new Conflict(
      "plan/nothing-changed",
      `The draft says what version ${draft.version} says: there is nothing to publish.`,
    )
  const { problems, audience } = await checkPlan({ plan_id: draft.id })
  const errors = errorsIn(problems)
  if (audience === 0) errors.push(refusePlan("plan/empty-audience", "nodes"))
  if (errors.length > 0) throw new Refused(errors)
  return { before, audience }
}
