import { Trash } from "@medusajs/icons"
import { Button, createDataTableColumnHelper, type DataTableColumnDef, IconButton, toast } from "@medusajs/ui"
import { useMemo, useState } from "react"
import {
  type ImportedMembers,
  type Member,
  type Segment,
  useChangeMembers,
  useMembers,
} from "../api/segments"
import { useText } from "../i18n/use-text"
import { RejectedLines } from "../imports/rejected-lines"
import { useAction } from "../page/action"
import { ListPage, useListAsk } from "../page/list-page"
import { NameCell } from "../page/name-cell"
import { Nothing } from "../page/states"
import { nameOf } from "../rules/audience-preview"
import { ImportMembers } from "./import-members"
import { PickMembers } from "./pick-members"

const column = createDataTableColumnHelper<Member>()

export function SegmentMembers({ segment }: { segment: Segment }) {
  const { t, number } = useText()
  const asked = useMembers(segment.id, useListAsk())
  const columns = useColumns(segment)
  const [open, setOpen] = useState<"pick" | "import" | null>(null)
  const [report, setReport] = useState<ImportedMembers | null>(null)
  const listed = segment.type !== "dynamic"
  const tell = (made: ImportedMembers) => {
    setReport(made)
    const { accepted, duplicates, rejected } = made
    const counts = { accepted: number(accepted), duplicates: number(duplicates), rejected: number(rejected) }
    toast[rejected > 0 ? "warning" : "success"](t("segments.list.imported", counts))
  }
  return (
    <>
      <ListPage
        heading={t("segments.members")}
        actions={
          isChanged(segment) ? (
            <>
              <Button size="small" variant="secondary" onClick={() => setOpen("import")}>
                {t("segments.list.import")}
              </Button>
              <Button size="small" variant="secondary" onClick={() => setOpen("pick")}>
                {t("segments.list.pick")}
              </Button>
            </>
          ) : undefined
        }
        columns={columns}
        rows={asked.data?.members ?? []}
        count={asked.data?.count ?? 0}
        asked={asked}
        rowId={(member) => member.customer_id}
        rowHref={pageOf}
        empty={
          <Nothing
            title={t("segments.noMembers")}
            text={t(listed ? "segments.list.empty" : "segments.noMembersText")}
          />
        }
      />
      {report ? <RejectedLines made={report} /> : null}
      {open === "pick" ? <PickMembers segmentId={segment.id} onClose={() => setOpen(null)} /> : null}
      {open === "import" ? (
        <ImportMembers segmentId={segment.id} onDone={tell} onClose={() => setOpen(null)} />
      ) : null}
    </>
  )
}

/** A list that is not put away is changed by hand. */
const isChanged = ({ type, state }: Pick<Segment, "type" | "state">): boolean =>
  type !== "dynamic" && state !== "archived"

const pageOf = ({ customer_id }: Member): string => `/customers/${customer_id}`

function useColumns({ id, type, state }: Segment): DataTableColumnDef<Member, never>[] {
  const { t, time } = useText()
  return useMemo(() => {
    const own = [
      column.display({
        id: "name",
        header: t("segments.person"),
        cell: ({ row }) => <NameCell to={pageOf(row.original)}>{nameOf(row.original)}</NameCell>,
      }),
      column.accessor("email", {
        header: t("segments.email"),
        cell: ({ getValue }) => <NameCell>{getValue() ?? "–"}</NameCell>,
      }),
      column.accessor("entered_at", {
        header: t("segments.since"),
        cell: ({ getValue }) => time(getValue()),
      }),
    ]
    const listed = column.display({
      id: "placeholders",
      header: t("segments.list.columns"),
      cell: ({ row }) => (
        <NameCell>
          {Object.entries(row.original.placeholders ?? {})
            .map(([name, value]) => `${name}: ${value}`)
            .join(" · ") || "–"}
        </NameCell>
      ),
    })
    const taking = column.display({
      id: "remove",
      header: "",
      cell: ({ row }) => <Remove segmentId={id} member={row.original} />,
    })
    const more = [...(type === "imported" ? [listed] : []), ...(isChanged({ type, state }) ? [taking] : [])]
    return [...own, ...more] as DataTableColumnDef<Member, never>[]
  }, [t, time, id, type, state])
}

function Remove({ segmentId, member }: { segmentId: string; member: Member }) {
  const { t } = useText()
  const change = useChangeMembers(segmentId)
  const take = useAction(() => change.mutateAsync({ remove: [member.customer_id] }))
  return (
    <IconButton
      size="small"
      variant="transparent"
      aria-label={t("form.remove", { name: nameOf(member) })}
      isLoading={take.busy}
      onClick={(event) => {
        // The row around it leads to the customer.
        event.stopPropagation()
        take.run()
      }}
    >
      <Trash />
    </IconButton>
  )
}
