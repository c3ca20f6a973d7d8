import { DocumentText } from "@medusajs/icons"
import { Button, createDataTableColumnHelper, type DataTableColumnDef } from "@medusajs/ui"
import { useMemo } from "react"
import { Link } from "react-router-dom"
import { useChannels } from "../api/catalogue"
import { type Template, useTemplates } from "../api/templates"
import { useText } from "../i18n/use-text"
import { ListPage, useListAsk } from "../page/list-page"
import { NameCell } from "../page/name-cell"
import { Nothing } from "../page/states"

const column = createDataTableColumnHelper<Template>()
const pageOf = ({ id }: Template): string => `/marketing/content/${id}`

export function TemplateList() {
  const { t, label, time } = useText()
  const asked = useTemplates(useListAsk())
  const channels = useChannels().data?.channels
  const columns = useMemo(
    () =>
      [
        column.accessor("name", {
          header: t("content.name"),
          cell: ({ row: { original } }) => <NameCell to={pageOf(original)}>{original.name}</NameCell>,
        }),
        column.accessor("channel", {
          header: t("content.channel"),
          cell: ({ getValue }) => label(channels?.find((c) => c.id === getValue())?.label) || getValue(),
        }),
        column.accessor("updated_at", {
          header: t("plans.changed"),
          cell: ({ getValue }) => time(getValue()),
        }),
      ] as DataTableColumnDef<Template, never>[],
    [t, label, time, channels],
  )
  return (
    <ListPage
      heading={t("content.title")}
      subtitle={t("content.subtitle")}
      actions={
        <Button size="small" variant="secondary" asChild>
          <Link to="/marketing/content/create">{t("content.create")}</Link>
        </Button>
      }
      columns={columns}
      rows={asked.data?.templates ?? []}
      count={asked.data?.count ?? 0}
      asked={asked}
      rowId={(template) => template.id}
      rowHref={pageOf}
      empty={
        <Nothing
          icon={<DocumentText />}
          title={t("content.empty")}
          text={t("content.emptyText")}
          step={{ label: t("content.create"), to: "/marketing/content/create" }}
        />
      }
    />
  )
}
