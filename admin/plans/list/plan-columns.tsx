import { Checkbox, createDataTableColumnHelper, type DataTableColumnDef } from "@medusajs/ui"
import { useMemo } from "react"
import type { PlanRow } from "../../api/plans"
import { useText } from "../../i18n/use-text"
import { NameCell } from "../../page/name-cell"
import { useWide } from "../../page/use-wide"
import { useUserNames } from "../../page/user-names"
import { PlanBadge } from "../plan-state"
import { useGoalText } from "../targets"
import { RowMenu } from "./row-menu"

const column = createDataTableColumnHelper<PlanRow>()

export const planPage = ({ id }: Pick<PlanRow, "id">): string => `/marketing/plans/${id}`

/** A hint of what is cut off would be an empty one here, and take the key that closes the menu. */
const UNTIPPED = { ___truncateTooltip: false }

/**
 * The same columns at every drawing, with cells that find their words themselves: a cell that is a new function is a new cell, and
 * whoever ticks rows by keyboard would lose their place.
 */
export function usePlanColumns(): DataTableColumnDef<PlanRow, never>[] {
  const { t } = useText()
  const wide = useWide()
  return useMemo(
    () =>
      [
        column.select({
          header: ({ table }) => (
            <Tick
              name={t("plans.open.tickAll")}
              ticked={table.getIsSomePageRowsSelected() ? "indeterminate" : table.getIsAllPageRowsSelected()}
              onTick={(on) => table.toggleAllPageRowsSelected(on)}
            />
          ),
          cell: ({ row }) => (
            <Tick
              name={t("plans.open.tick", { name: row.original.name })}
              ticked={row.getIsSelected()}
              onTick={(on) => row.toggleSelected(on)}
            />
          ),
        }),
        column.accessor("name", {
          header: t("plans.name"),
          enableSorting: true,
          cell: ({ row: { original } }) => <NameCell to={planPage(original)}>{original.name}</NameCell>,
        }),
        column.accessor("state", {
          header: t("plans.state"),
          enableSorting: true,
          cell: ({ row }) => <PlanBadge plan={row.original} />,
        }),
        ...(wide
          ? [
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
                cell: ({ getValue }) => <Owner id={getValue()} />,
              }),
            ]
          : []),
        column.accessor("next_run_at", {
          header: t("plans.next"),
          enableSorting: true,
          cell: ({ getValue }) => <Time at={getValue()} />,
        }),
        column.accessor("inside", {
          header: t("plans.inside"),
          align: "right",
          cell: ({ getValue }) => <Count of={getValue()} />,
        }),
        column.accessor("covered", {
          header: t("report.covered"),
          align: "right",
          cell: ({ getValue }) => <Count of={getValue()} />,
        }),
        column.accessor("goal", {
          header: t("plans.settings.goal"),
          align: "right",
          cell: ({ row }) => <Goal of={row.original.goal} targets={row.original.targets ?? []} />,
        }),
        ...(wide
          ? [
              column.accessor("updated_at", {
                header: t("plans.changed"),
                enableSorting: true,
                // The day is enough here: the menu of the row has to stay in sight.
                cell: ({ getValue }) => <Day at={getValue()} />,
              }),
            ]
          : []),
        column.display({ id: "action", meta: UNTIPPED, cell: ({ row }) => <RowMenu plan={row.original} /> }),
      ] as DataTableColumnDef<PlanRow, never>[],
    [t, wide],
  )
}

/** As Medusa's own, with a name for who cannot see which row it stands in. */
const Tick = ({
  name,
  ticked,
  onTick,
}: {
  name: string
  ticked: boolean | "indeterminate"
  onTick: (on: boolean) => void
}) => (
  <Checkbox
    aria-label={name}
    checked={ticked}
    onClick={(event) => event.stopPropagation()}
    onCheckedChange={(on) => onTick(on === true)}
  />
)

const Owner = ({ id }: { id: string | null }) => <>{useUserNames()(id)}</>
const Time = ({ at }: { at: string | null | undefined }) => <>{useText().time(at)}</>
/** How far the goal is reached; what else the plan is measured by is said beside it. */
function Goal({ of, targets }: { of: PlanRow["goal"]; targets: NonNullable<PlanRow["targets"]> }) {
  const { t, percent, number } = useText()
  const { progress } = useGoalText()
  const aims = [...(of ? [of] : []), ...targets]
  const first = aims[0]
  if (!first) return <>–</>
  const said = aims.map(progress).join(" · ")
  const met = aims.filter(({ share }) => share >= 1).length
  return (
    <span title={said}>
      {percent(first.share)}
      {aims.length > 1 ? (
        <span className="text-ui-fg-subtle">
          {" "}
          {t("plans.metOf", { met: number(met), all: number(aims.length) })}
        </span>
      ) : null}
      <span className="sr-only"> {said}</span>
    </span>
  )
}
function Day({ at }: { at: string }) {
  const { date, time } = useText()
  return <span title={time(at)}>{date(at)}</span>
}
const Count = ({ of }: { of: number }) => <>{useText().number(of)}</>
