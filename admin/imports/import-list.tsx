import { ArrowUpTray } from "@medusajs/icons"
import { Button, createDataTableColumnHelper, type DataTableColumnDef } from "@medusajs/ui"
import { useMemo, useState } from "react"
import { type Import, useImports } from "../api/imports"
import { useText } from "../i18n/use-text"
import { ListPage, useListAsk } from "../page/list-page"
import { NameCell } from "../page/name-cell"
import { Nothing } from "../page/states"
import { ImportBadge } from "./import-state"
import { UploadForm } from "./upload-form"

const column = createDataTableColumnHelper<Import>()
const pageOf = ({ id }: Import): string => `/marketing/imports/${id}`

export function ImportList() {
  const { t, number, time } = useText()
  const [uploading, upload] = useState(false)
  const asked = useImports(useListAsk())
  const columns = useMemo(
    () =>
      [
        column.accessor("file_name", {
          header: t("imports.file"),
          cell: ({ row: { original } }) => <NameCell to={pageOf(original)}>{original.file_name}</NameCell>,
        }),
        column.accessor("kind", {
          header: t("imports.kind"),
          cell: ({ getValue }) => t(`imports.kinds.${getValue()}`),
        }),
        column.accessor("state", {
          header: t("plans.state"),
          cell: ({ row }) => <ImportBadge made={row.original} />,
        }),
        column.accessor("accepted", {
          header: t("imports.accepted"),
          align: "right",
          cell: ({ getValue }) => number(getValue()),
        }),
        column.accessor("rejected", {
          header: t("imports.rejected"),
          align: "right",
          cell: ({ getValue }) => number(getValue()),
        }),
        column.accessor("created_at", { header: t("imports.at"), cell: ({ getValue }) => time(getValue()) }),
      ] as DataTableColumnDef<Import, never>[],
    [t, number, time],
  )
  return (
    <>
      <ListPage
        heading={t("imports.title")}
        subtitle={t("imports.subtitle")}
        searchable={false}
        actions={
          <Button size="small" variant="secondary" onClick={() => upload(true)}>
            {t("imports.upload")}
          </Button>
        }
        columns={columns}
        rows={asked.data?.imports ?? []}
        count={asked.data?.count ?? 0}
        asked={asked}
        rowId={(made) => made.id}
        rowHref={pageOf}
        empty={
          <Nothing
            icon={<ArrowUpTray />}
            title={t("imports.empty")}
            text={t("imports.emptyText")}
            step={{ label: t("imports.upload"), onClick: () => upload(true) }}
          />
        }
      />
      {uploading ? <UploadForm onClose={() => upload(false)} /> : null}
    </>
  )
}
