import { createDataTableColumnHelper, type DataTableColumnDef } from "@medusajs/ui"
import { useMemo } from "react"
import { type Member, type Segment, useMembers } from "../api/segments"
import { useText } from "../i18n/use-text"
import { ListPage, useListAsk } from "../page/list-page"
import { Nothing } from "../page/states"
import { nameOf } from "../rules/audience-preview"

const column = createDataTableColumnHelper<Member>()

export function SegmentMembers({ segment }: { segment: Segment }) {
  const { t, time } = useText()
  const asked = useMembers(segment.id, useListAsk())
  const columns = useMemo(
    () =>
      [
        column.display({ id: "name", header: t("segments.person"), cell: ({ row }) => nameOf(row.original) }),
        column.accessor("email", { header: t("segments.email"), cell: ({ getValue }) => getValue() ?? "–" }),
        column.accessor("entered_at", {
          header: t("segments.since"),
          cell: ({ getValue }) => time(getValue()),
        }),
      ] as DataTableColumnDef<Member, never>[],
    [t, time],
  )
  return (
    <ListPage
      heading={t("segments.members")}
      columns={columns}
      rows={asked.data?.members ?? []}
      count={asked.data?.count ?? 0}
      asked={asked}
      rowId={(member) => member.customer_id}
      rowHref={(member) => `/customers/${member.customer_id}`}
      empty={<Nothing title={t("segments.noMembers")} text={t("segments.noMembersText")} />}
    />
  )
}
