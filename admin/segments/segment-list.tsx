import { Users } from "@medusajs/icons"
import {
  Button,
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  type DataTableColumnDef,
  DropdownMenu,
} from "@medusajs/ui"
import { useMemo, useState } from "react"
import { Link } from "react-router-dom"
import { type Segment, useSegments } from "../api/segments"
import { useText } from "../i18n/use-text"
import { useDirection } from "../page/direction"
import { ListPage, useListAsk } from "../page/list-page"
import { NameCell } from "../page/name-cell"
import { Nothing } from "../page/states"
import { CombineSegments } from "./combine-segments"
import { NewList } from "./new-list"
import { SegmentBadge } from "./segment-state"

const column = createDataTableColumnHelper<Segment>()
const filter = createDataTableFilterHelper<Segment>()

export function SegmentList() {
  const { t } = useText()
  const asked = useSegments(useListAsk(["state"]))
  const columns = useColumns()
  const [open, setOpen] = useState<"combine" | "list" | null>(null)
  const filters = [
    filter.accessor("state", {
      type: "select",
      label: t("segments.state"),
      options: [{ label: t("segments.states.archived"), value: "archived" }],
    }),
  ]
  return (
    <>
      <ListPage
        filters={filters}
        heading={t("segments.title")}
        subtitle={t("segments.subtitle")}
        actions={
          <>
            <Button size="small" variant="secondary" asChild>
              <Link to="/marketing/segments/templates">{t("segments.fromTemplate")}</Link>
            </Button>
            <DropdownMenu dir={useDirection()}>
              <DropdownMenu.Trigger asChild>
                <Button size="small" variant="secondary">
                  {t("segments.create")}
                </Button>
              </DropdownMenu.Trigger>
              <DropdownMenu.Content align="end">
                <DropdownMenu.Item asChild>
                  <Link to="/marketing/segments/create">{t("segments.byRule")}</Link>
                </DropdownMenu.Item>
                <DropdownMenu.Item onClick={() => setOpen("combine")}>
                  {t("segments.combine.title")}
                </DropdownMenu.Item>
                <DropdownMenu.Item onClick={() => setOpen("list")}>
                  {t("segments.list.new")}
                </DropdownMenu.Item>
              </DropdownMenu.Content>
            </DropdownMenu>
          </>
        }
        columns={columns}
        rows={asked.data?.segments ?? []}
        count={asked.data?.count ?? 0}
        asked={asked}
        rowId={(segment) => segment.id}
        rowHref={pageOf}
        empty={
          <Nothing
            icon={<Users />}
            title={t("segments.empty")}
            text={t("segments.emptyText")}
            step={{ label: t("segments.fromTemplate"), to: "/marketing/segments/templates" }}
          />
        }
      />
      {open === "combine" ? <CombineSegments onClose={() => setOpen(null)} /> : null}
      {open === "list" ? <NewList onClose={() => setOpen(null)} /> : null}
    </>
  )
}

const pageOf = ({ id }: Segment): string => `/marketing/segments/${id}`

function useColumns(): DataTableColumnDef<Segment, never>[] {
  const { t, number, time } = useText()
  return useMemo(
    () =>
      [
        column.accessor("name", {
          header: t("segments.name"),
          enableSorting: true,
          cell: ({ row: { original } }) => <NameCell to={pageOf(original)}>{original.name}</NameCell>,
        }),
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
