import { createDataTableColumnHelper, type DataTableColumnDef } from "@medusajs/ui"
import { useMemo } from "react"
import type { PlanRow } from "../../api/plans"
import { useText } from "../../i18n/use-text"
import { NameCell } from "../../page/name-cell"
import { useUserNames } from "../../page/user-names"
import { PlanBadge } from "../plan-state"
import { useRowActions } from "./row-actions"

const column = createDataTableColumnHelper<PlanRow>()

export function usePlanColumns(): DataTableColumnDef<PlanRow, never>[] {
  const { t, time, number } = useText()
  const nameOf = useUserNames()
  const actionsOf = useRowActions()
  return useMemo(
    () =>
      [
        column.select(),
        column.accessor("name", {
          header: t("plans.name"),
          enableSorting: true,
          cell: ({ getValue }) => <NameCell>{getValue()}</NameCell>,
        }),
        column.accessor("state", {
          header: t("plans.state"),
          enableSorting: true,
          cell: ({ row }) => <PlanBadge plan={row.original} />,
        }),
        column.accessor("type", {
          header: t("plans.type"),
          enableSorting: true,
          cell: ({ getValue }) => t(`plans.types.${getValue()}`),
        }),
        column.accessor("category", {
          header: t("plans.category"),
          enableSorting: true,
          cell: ({ getValue }) => t(`plans.categories.${getValue()}`),
        }),
        column.accessor("created_by", {
          header: t("plans.owner"),
          cell: ({ getValue }) => nameOf(getValue()),
        }),
        column.accessor("next_run_at", {
          header: t("plans.next"),
          enableSorting: true,
          cell: ({ getValue }) => time(getValue()),
        }),
        column.accessor("inside", {
          header: t("plans.inside"),
          align: "right",
          cell: ({ getValue }) => number(getValue()),
        }),
        column.accessor("covered", {
          header: t("report.covered"),
          align: "right",
          cell: ({ getValue }) => number(getValue()),
        }),
        column.accessor("updated_at", {
          header: t("plans.changed"),
          enableSorting: true,
          cell: ({ getValue }) => time(getValue()),
        }),
        column.action({ actions: ({ row }) => actionsOf(row.original) }),
      ] as DataTableColumnDef<PlanRow, never>[],
    [t, time, number, nameOf, actionsOf],
  )
}
