import { Directions } from "@medusajs/icons"
import {
  Button,
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  type DataTableColumnDef,
} from "@medusajs/ui"
import { useMemo } from "react"
import { Link } from "react-router-dom"
import { CATEGORIES, PLAN_STATES, type PlanRow, usePlans } from "../api/plans"
import { useText } from "../i18n/use-text"
import { ListPage, useListAsk } from "../page/list-page"
import { NameCell } from "../page/name-cell"
import { Nothing } from "../page/states"
import { PlanBadge } from "./plan-state"

const column = createDataTableColumnHelper<PlanRow>()
const filter = createDataTableFilterHelper<PlanRow>()

export function PlanList() {
  const { t } = useText()
  const asked = usePlans(useListAsk(["state", "category"]))
  const columns = useColumns()
  const filters = useMemo(
    () => [
      filter.accessor("state", {
        type: "multiselect",
        label: t("plans.state"),
        options: PLAN_STATES.map((state) => ({ value: state, label: t(`plans.states.${state}`) })),
      }),
      filter.accessor("category", {
        type: "multiselect",
        label: t("plans.category"),
        options: CATEGORIES.map((category) => ({
          value: category,
          label: t(`plans.categories.${category}`),
        })),
      }),
    ],
    [t],
  )
  return (
    <ListPage
      heading={t("plans.title")}
      subtitle={t("plans.subtitle")}
      actions={
        <Button size="small" variant="secondary" asChild>
          <Link to="/marketing/plans/create">{t("plans.create")}</Link>
        </Button>
      }
      columns={columns}
      filters={filters}
      rows={asked.data?.plans ?? []}
      count={asked.data?.count ?? 0}
      asked={asked}
      rowId={(plan) => plan.id}
      rowHref={(plan) => `/marketing/plans/${plan.id}`}
      empty={
        <Nothing
          icon={<Directions />}
          title={t("plans.empty")}
          text={t("plans.emptyText")}
          step={{ label: t("plans.create"), to: "/marketing/plans/create" }}
        />
      }
    />
  )
}

function useColumns(): DataTableColumnDef<PlanRow, never>[] {
  const { t, time } = useText()
  return useMemo(
    () =>
      [
        column.accessor("name", {
          header: t("plans.name"),
          enableSorting: true,
          cell: ({ getValue }) => <NameCell>{getValue()}</NameCell>,
        }),
        column.accessor("state", {
          header: t("plans.state"),
          enableSorting: true,
          cell: ({ row }) => <PlanBadge state={row.original.state} />,
        }),
        column.accessor("type", {
          header: t("plans.type"),
          cell: ({ getValue }) => t(`plans.types.${getValue()}`),
        }),
        column.accessor("category", {
          header: t("plans.category"),
          cell: ({ getValue }) => t(`plans.categories.${getValue()}`),
        }),
        column.accessor("next_run_at", {
          header: t("plans.next"),
          cell: ({ getValue }) => time(getValue()),
        }),
        column.accessor("updated_at", {
          header: t("plans.changed"),
          enableSorting: true,
          cell: ({ getValue }) => time(getValue()),
        }),
      ] as DataTableColumnDef<PlanRow, never>[],
    [t, time],
  )
}
