import {
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  type DataTableColumnDef,
  StatusBadge,
} from "@medusajs/ui"
import { useCallback, useContext, useMemo } from "react"
import { type Plan, type PlanPerson, usePlanPeople } from "../api/plans"
import { useText } from "../i18n/use-text"
import { ListPage, useListAsk } from "../page/list-page"
import { NameCell } from "../page/name-cell"
import { NodeNames } from "../page/problem-text"
import { Nothing } from "../page/states"
import { useScheduleText } from "./schedule/schedule-text"
import { useBegunRuns } from "./shown-run"

const column = createDataTableColumnHelper<PlanPerson>()
const filter = createDataTableFilterHelper<
  PlanPerson & { status: string; node: string; node_status: string; run_id: string }
>()

const COLOR = { inside: "green", through: "purple", left: "grey", held_out: "orange" } as const
const STATUSES = [
  "inside",
  "through",
  "left",
  "held_out",
  "store_held_out",
  "reached",
  "clicked",
  "ordered",
] as const

const NODE_STATUSES = ["waiting", "parked", "passed", "unsent", "failed"] as const
const FILTERS = ["status", "node", "node_status", "run_id"] as const

/**
 * The people of a plan: where they are, whether they were reached, what they bought. `running` is the version whose steps one
 * may ask for.
 */
export function PlanPeople({ plan, running }: { plan: Plan; running: Plan }) {
  const { t } = useText()
  const nameOf = useContext(NodeNames)
  const ask = useListAsk([...FILTERS])
  const chosen = Object.fromEntries(FILTERS.map((name) => [name, [ask[name]].flat()[0]]))
  const asked = usePlanPeople(plan.id, { ...ask, ...chosen })
  const pathOf = useCallback(
    ({ customer_id }: PlanPerson) => `/marketing/plans/${plan.id}/people/${customer_id}`,
    [plan.id],
  )
  const columns = useColumns(pathOf)
  const { wall } = useScheduleText()
  const runs = useBegunRuns(plan).map(({ id, slot }) => ({ value: id, label: wall(slot) }))
  // What stays the same runs though they are asked for again and again.
  const begun = JSON.stringify(runs)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `begun` says what the runs say
  const filters = useMemo(
    () => [
      filter.accessor("status", {
        type: "radio",
        label: t("plans.status"),
        options: STATUSES.map((s) => ({ value: s, label: t(`plans.statuses.${s}`) })),
      }),
      filter.accessor("node", {
        type: "radio",
        label: t("plans.step"),
        options: running.canvas.nodes.map(({ id }) => ({ value: id, label: nameOf(id) ?? id })),
      }),
      filter.accessor("node_status", {
        type: "radio",
        label: t("plans.atStep"),
        options: NODE_STATUSES.map((s) => ({ value: s, label: t(`plans.atSteps.${s}`) })),
      }),
      ...(runs.length > 0
        ? [filter.accessor("run_id", { type: "radio", label: t("plans.run"), options: runs })]
        : []),
    ],
    [t, nameOf, running.canvas.nodes, begun],
  )
  return (
    <ListPage
      heading={t("plans.tabs.people")}
      subtitle={t("plans.peopleText")}
      columns={columns}
      filters={filters}
      rows={asked.data?.people ?? []}
      count={asked.data?.count ?? 0}
      asked={asked}
      rowId={(person) => `${person.customer_id} ${person.entered_at}`}
      rowHref={pathOf}
      empty={<Nothing title={t("plans.nobody")} text={t("plans.nobodyText")} />}
    />
  )
}

function useColumns(pathOf: (person: PlanPerson) => string): DataTableColumnDef<PlanPerson, never>[] {
  const { t, time, money } = useText()
  return useMemo(
    () =>
      [
        column.display({
          id: "name",
          header: t("segments.person"),
          cell: ({ row: { original } }) => (
            <NameCell to={pathOf(original)}>
              {original.name ?? original.email ?? original.customer_id}
            </NameCell>
          ),
        }),
        column.accessor("state", {
          header: t("plans.status"),
          cell: ({ getValue }) => (
            <StatusBadge color={COLOR[getValue()]}>{t(`plans.statuses.${getValue()}`)}</StatusBadge>
          ),
        }),
        column.accessor("entered_at", {
          header: t("plans.entered"),
          cell: ({ getValue }) => time(getValue()),
        }),
        column.accessor("reached_at", {
          header: t("plans.reached"),
          cell: ({ getValue }) => time(getValue()),
        }),
        column.accessor("clicked_at", {
          header: t("plans.clicked"),
          cell: ({ getValue }) => time(getValue()),
        }),
        column.accessor("orders", { header: t("plans.orders"), align: "right" }),
        column.accessor("net", {
          header: t("plans.net"),
          align: "right",
          cell: ({ row }) => row.original.net.map((n) => money(n.amount, n.currency)).join(", ") || "–",
        }),
      ] as DataTableColumnDef<PlanPerson, never>[],
    [t, time, money, pathOf],
  )
}
