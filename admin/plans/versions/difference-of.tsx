import type { Plan } from "../../api/plans"
import { useDifference } from "../../api/versions"
import { Answer } from "../../page/states"
import { DifferenceList } from "./difference-list"

/** What changed from one version to another, or to the draft. */
export function DifferenceOf({ plan, from, to }: { plan: Plan; from: number; to?: number }) {
  const asked = useDifference(plan, from, to)
  return <Answer asked={asked}>{({ difference }) => <DifferenceList difference={difference} />}</Answer>
}
