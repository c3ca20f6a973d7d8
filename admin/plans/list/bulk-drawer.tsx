import { Text } from "@medusajs/ui"
import { isAllowed } from "../../../src/core/plan-state"
import { type PlanRow, useDeletePlan, usePlanVerb } from "../../api/plans"
import { ActionDrawer } from "../../form/action-drawer"
import { useText } from "../../i18n/use-text"
import { useReason } from "../../page/reason"
import { PlanBadge } from "../plan-state"

export const BULK = [
  { verb: "pause", shortcut: "p" },
  { verb: "resume", shortcut: "r" },
  { verb: "archive", shortcut: "a" },
  { verb: "delete", shortcut: "d" },
] as const
export type BulkVerb = (typeof BULK)[number]["verb"]

/** The same for several plans: with which it will be done, and with which it cannot be and why. */
export function BulkDrawer({
  verb,
  plans,
  onDone,
  onClose,
}: {
  verb: BulkVerb
  plans: PlanRow[]
  onDone: () => void
  onClose: () => void
}) {
  const { t, number } = useText()
  const reasonOf = useReason()
  const change = usePlanVerb()
  const del = useDeletePlan()
  const meant = plans.filter((plan) => isAllowed(plan.state, verb))
  const refused = plans.filter((plan) => !isAllowed(plan.state, verb))
  const act = async () => {
    const failures: string[] = []
    for (const plan of meant)
      try {
        await (verb === "delete" ? del.mutateAsync(plan.id) : change.mutateAsync({ id: plan.id, verb }))
      } catch (error) {
        failures.push(t("plans.bulk.failure", { name: plan.name, why: reasonOf(error) }))
      }
    onDone()
    if (failures.length > 0) throw new Error(failures.join(" "))
  }
  const counted = { count: meant.length, shown: number(meant.length) }
  return (
    <ActionDrawer
      title={t(`plans.bulk.${verb}.title`, counted)}
      text={t(`plans.bulk.${verb}.text`)}
      verb={t(`plans.bulk.${verb}.short`)}
      danger={verb === "delete"}
      ready={meant.length > 0}
      act={act}
      done={t(`plans.bulk.${verb}.done`, counted)}
      failed="plans.bulk.someFailed"
      onClose={onClose}
    >
      <Plans plans={meant} />
      {refused.length > 0 ? (
        <>
          <Text size="small" weight="plus">
            {t(`plans.bulk.${verb}.refused`)}
          </Text>
          <Plans plans={refused} />
        </>
      ) : null}
    </ActionDrawer>
  )
}

const Plans = ({ plans }: { plans: PlanRow[] }) => (
  <ul className="flex flex-col gap-y-2">
    {plans.map((plan) => (
      <li key={plan.id} className="flex items-start justify-between gap-x-3">
        <Text size="small" className="min-w-0 break-words">
          {plan.name}
        </Text>
        <PlanBadge plan={plan} />
      </li>
    ))}
  </ul>
)
