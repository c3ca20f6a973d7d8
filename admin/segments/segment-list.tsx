import { Users } from "@medusajs/icons"
import { Button, createDataTableColumnHelper, type DataTableColumnDef } from "@medusajs/ui"
import { useMemo } from "react"
import { Link } from "react-router-dom"
import { type Segment, useSegments } from "../api/segments"
import { useText } from "../i18n/use-text"
import { ListPage, useListAsk } from "../page/list-page"
import { Nothing } from "../page/states"
import { SegmentBadge } from "./segment-state"

const column = createDataTableColumnHelper<Segment>()

export function SegmentList() {
  const { t } = useText()
  const asked = useSegments(useListAsk())
  const columns = useColumns()
  return (
    <ListPage
      heading={t("segments.title")}
      subtitle={t("segments.subtitle")}
      actions={
        <>
          <Button size="small" variant="secondary" asChild>
            <Link to="/marketing/segments/templates">{t("segments.fromTemplate")}</Link>
          </Button>
          <Button size="small" variant="secondary" asChild>
            <Link to="/marketing/segments/create">{t("segments.create")}</Link>
          </Button>
        </>
      }
      columns={columns}
      rows={asked.data?.segments ?? []}
      count={asked.data?.count ?? 0}
      asked={asked}
      rowId={(segment) => segment.id}
      rowHref={(segment) => `/marketing/segments/${segment.id}`}
      empty={
        <Nothing
          icon={<Users />}
          title={t("segments.empty")}
          text={t("segments.emptyText")}
          step={{ label: t("segments.fromTemplate"), to: "/marketing/segments/templates" }}
        />
      }
    />
  )
}

function useColumns(): DataTableColumnDef<Segment, never>[] {
  const { t, number, time } = useText()
  return useMemo(
    () =>
      [
        column.accessor("name", { header: t("segments.name"), enableSorting: true }),
        column.accessor("type", {
          header: t("segments.type"),
          cell: ({ getValue }) => t(`segments.types.${getValue()}`),
        }),
        column.accessor("state", {
          header: t("segments.state"),
          cell: ({ row }) => <SegmentBadge segment={row.original} />,
        }),
        column.accessor("member_count", {
          header: t("segments.members"),
          enableSorting: true,
          align: "right",
          cell: ({ getValue }) => <span className="tabular-nums">{number(getValue())}</span>,
        }),
        column.accessor("refreshed_at", {
          header: t("segments.refreshed"),
          enableSorting: true,
          cell: ({ getValue }) => time(getValue()),
        }),
      ] as DataTableColumnDef<Segment, never>[],
    [t, number, time],
  )
}
