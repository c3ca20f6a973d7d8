import { type AtStake, atStakeOf } from "../../../src/core/canvas/at-stake"
import { useKinds } from "../../api/catalogue"
import type { Estimate, Plan } from "../../api/plans"

/** What a draft would send and give if everything happened now, card by card. */
export function useAtStake(plan: Pick<Plan, "canvas">, estimate: Estimate | undefined): AtStake[] {
  const groups = new Map((useKinds().data?.kinds ?? []).map((kind) => [kind.id, kind.group]))
  return estimate ? atStakeOf(plan.canvas, estimate, (kind) => groups.get(kind)) : []
}
