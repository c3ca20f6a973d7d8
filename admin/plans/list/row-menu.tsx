import { EllipsisHorizontal } from "@medusajs/icons"
import { DropdownMenu, IconButton } from "@medusajs/ui"
import { Fragment } from "react"
import { useNavigate } from "react-router-dom"
import { isAllowed } from "../../../src/core/plan-state"
import { type PlanAction, type PlanRow, useDeletePlan, usePlanVerb } from "../../api/plans"
import { useText } from "../../i18n/use-text"
import { useConfirmed } from "../../page/confirm"
import { useDirection } from "../../page/direction"
import { useDuplicate } from "../use-duplicate"

type Item = { label: string; act: () => void }

/** What may be done with a plan from its row; what cannot be undone asks first. */
export function RowMenu({ plan }: { plan: PlanRow }) {
  const { t } = useText()
  const groups = useItems(plan).filter((group) => group.length > 0)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click on the row opens the plan, one in here does not.
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys do not open a row.
    <span onClick={(event) => event.stopPropagation()}>
      <DropdownMenu dir={useDirection()}>
        <DropdownMenu.Trigger asChild>
          <IconButton
            size="small"
            variant="transparent"
            aria-label={t("plans.open.menu", { name: plan.name })}
          >
            <EllipsisHorizontal />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content align="end">
          {groups.map((group, index) => (
            <Fragment key={group[0]?.label}>
              {index > 0 ? <DropdownMenu.Separator /> : null}
              {group.map(({ label, act }) => (
                <DropdownMenu.Item key={label} onClick={act}>
                  {label}
                </DropdownMenu.Item>
              ))}
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu>
    </span>
  )
}

function useItems(plan: PlanRow): Item[][] {
  const { t } = useText()
  const go = useNavigate()
  const confirmed = useConfirmed()
  const verb = usePlanVerb()
  const del = useDeletePlan()
  const duplicate = useDuplicate(plan)
  const may = (action: PlanAction) => isAllowed(plan.state, action)
  const to = (label: string, more = ""): Item => ({
    label: t(label),
    act: () => void go(`/marketing/plans/${plan.id}${more}`),
  })
  const ask = (what: "pause" | "resume" | "archive" | "delete", how: "danger" | "confirmation"): Item[] =>
    may(what)
      ? [
          {
            label: t(`plans.${what}.confirm`),
            act: () =>
              void confirmed(
                `plans.${what}`,
                { name: plan.name },
                () =>
                  what === "delete"
                    ? del.mutateAsync(plan.id)
                    : verb.mutateAsync({ id: plan.id, verb: what }),
                how,
              ),
          },
        ]
      : []
  return [
    [
      to(may("edit") && !plan.in_review ? "plans.open.edit" : "plans.open.look"),
      { label: t("plans.duplicate.confirm"), act: duplicate.run },
      ...(plan.version === null ? [] : [to("plans.open.report", "?tab=report")]),
      ...(plan.in_review ? [to("plans.review.open", "?review=open")] : []),
    ],
    [...ask("pause", "confirmation"), ...ask("resume", "confirmation")],
    [...ask("archive", "danger"), ...ask("delete", "danger")],
  ]
}
