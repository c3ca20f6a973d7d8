import { toast } from "@medusajs/ui"
import { useNavigate } from "react-router-dom"
import { isAllowed } from "../../../src/core/plan-state"
import { type PlanAction, type PlanRow, type PlanVerb, useDeletePlan, usePlanVerb } from "../../api/plans"
import { useText } from "../../i18n/use-text"
import { useAction } from "../../page/action"
import { useConfirmed } from "../../page/confirm"

type RowAction = { label: string; onClick: () => void }

/** What may be done with a plan from its row; what cannot be undone asks first. */
export function useRowActions(): (plan: PlanRow) => RowAction[][] {
  const { t } = useText()
  const go = useNavigate()
  const confirmed = useConfirmed()
  const verb = usePlanVerb()
  const del = useDeletePlan()
  const duplicate = useAction(async (plan: PlanRow) => {
    const copy = await verb.mutateAsync({ id: plan.id, verb: "duplicate" })
    toast.success(t("plans.duplicate.done", { name: copy.plan.name }))
    await go(`/marketing/plans/${copy.plan.id}`)
  })
  return (plan) => {
    const at = `/marketing/plans/${plan.id}`
    const may = (action: PlanAction) => isAllowed(plan.state, action)
    const ask = (what: PlanVerb, how: "danger" | "confirmation"): RowAction[] =>
      what !== "duplicate" && may(what)
        ? [
            {
              label: t(`plans.${what}.confirm`),
              onClick: () =>
                void confirmed(
                  `plans.${what}`,
                  { name: plan.name },
                  () => verb.mutateAsync({ id: plan.id, verb: what }),
                  how,
                ),
            },
          ]
        : []
    const groups: RowAction[][] = [
      [
        {
          label: t(may("edit") && !plan.in_review ? "plans.open.edit" : "plans.open.look"),
          onClick: () => void go(at),
        },
        { label: t("plans.duplicate.confirm"), onClick: () => duplicate.run(plan) },
        ...(plan.version === null
          ? []
          : [{ label: t("plans.open.report"), onClick: () => void go(`${at}?tab=report`) }]),
        ...(plan.in_review
          ? [{ label: t("plans.review.open"), onClick: () => void go(`${at}?review=open`) }]
          : []),
      ],
      [...ask("pause", "confirmation"), ...ask("resume", "confirmation")],
      [
        ...ask("archive", "danger"),
        ...(may("delete")
          ? [
              {
                label: t("plans.delete.confirm"),
                onClick: () =>
                  void confirmed("plans.delete", { name: plan.name }, () => del.mutateAsync(plan.id)),
              },
            ]
          : []),
      ],
    ]
    return groups.filter((group) => group.length > 0)
  }
}
