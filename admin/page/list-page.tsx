import {
  Container,
  DataTable,
  type DataTableColumnDef,
  type DataTableCommand,
  type DataTableFilter,
  type DataTableFilteringState,
  type DataTableRowSelectionState,
  Heading,
  Text,
  useDataTable,
} from "@medusajs/ui"
import { type ReactNode, useEffect } from "react"
import { useNavigate, useSearchParams } from "react-router-dom"
import type { ListAsk } from "../api/lists"
import { useText } from "../i18n/use-text"
import { Failed } from "./states"

const SIZE = 20

/** What the address bar asks of a list: search, place, order and the filters named. */
export function useListAsk(filters: string[] = [], size = SIZE): ListAsk {
  const [params] = useSearchParams()
  const ask: ListAsk = { limit: size, offset: Number(params.get("offset") ?? 0) || 0 }
  if (params.get("q")) ask.q = params.get("q") ?? undefined
  if (params.get("order")) ask.order = params.get("order") ?? undefined
  for (const filter of filters) if (params.getAll(filter).length > 0) ask[filter] = params.getAll(filter)
  return ask
}

type Asked = { data: unknown; error: unknown; isPending: boolean; isError: boolean; refetch: () => unknown }

/** A list of things as Medusa shows them; search, filters, order and place are in the address bar. */
export function ListPage<T>({
  heading,
  subtitle,
  actions,
  columns,
  filters = [],
  rows,
  count,
  asked,
  rowId,
  rowHref,
  empty,
  searchable = true,
  size = SIZE,
  chosen,
}: {
  heading: string
  subtitle?: string
  actions?: ReactNode
  columns: DataTableColumnDef<T, never>[]
  filters?: DataTableFilter[]
  rows: T[]
  count: number
  asked: Asked
  rowId: (row: T) => string
  rowHref?: (row: T) => string
  empty: ReactNode
  searchable?: boolean
  size?: number
  /** Rows can be ticked, and these are what may be done with all of them. */
  chosen?: {
    state: DataTableRowSelectionState
    choose: (state: DataTableRowSelectionState) => void
    commands: DataTableCommand[]
  }
}) {
  const { t, number } = useText()
  const go = useNavigate()
  const [params, setParams] = useSearchParams()
  const put = (changes: Record<string, string | string[] | null>) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [key, value] of Object.entries(changes)) {
          next.delete(key)
          if (typeof value === "string") next.set(key, value)
          if (Array.isArray(value)) for (const each of value) next.append(key, each)
        }
        return next
      },
      { replace: true },
    )

  const filtering: DataTableFilteringState = {}
  for (const filter of filters) {
    const values = params.getAll(filter.id)
    if (values.length > 0) filtering[filter.id] = values
  }
  const order = params.get("order")
  const offset = Number(params.get("offset") ?? 0) || 0
  // Its last row was deleted, or somebody kept the address: there is another page to show, and no empty list.
  const isGone = rows.length === 0 && count > 0 && offset >= count
  const last = Math.floor((count - 1) / size) * size
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is changed once for each page that is gone
  useEffect(() => {
    if (isGone) put({ offset: last > 0 ? String(last) : null })
  }, [isGone, last])
  const table = useDataTable<T>({
    data: rows,
    columns: columns as DataTableColumnDef<T, unknown>[],
    filters,
    getRowId: rowId,
    rowCount: count,
    isLoading: asked.isPending || isGone,
    pagination: {
      state: { pageIndex: Math.floor(offset / size), pageSize: size },
      onPaginationChange: (p) => put({ offset: p.pageIndex > 0 ? String(p.pageIndex * size) : null }),
    },
    search: searchable
      ? { state: params.get("q") ?? "", onSearchChange: (q) => put({ q: q || null, offset: null }) }
      : undefined,
    sorting: {
      state: order ? { id: order.replace(/^-/, ""), desc: order.startsWith("-") } : null,
      onSortingChange: (s) => put({ order: s ? `${s.desc ? "-" : ""}${s.id}` : null, offset: null }),
    },
    filtering: filters.length
      ? {
          state: filtering,
          onFilteringChange: (state) => {
            const changes: Record<string, string[] | null> = {}
            for (const filter of filters) changes[filter.id] = (state[filter.id] as string[]) ?? null
            put({ ...changes, offset: null })
          },
        }
      : undefined,
    rowSelection: chosen ? { state: chosen.state, onRowSelectionChange: chosen.choose } : undefined,
    commands: chosen?.commands,
    // Its types promise our row, it hands over its own, which holds ours.
    onRowClick: rowHref ? (_, row) => void go(rowHref((row as { original?: T }).original ?? row)) : undefined,
  })

  return (
    <Container className="overflow-hidden p-0">
      <DataTable instance={table}>
        <DataTable.Toolbar className="flex flex-col items-start justify-between gap-3 md:flex-row md:items-center">
          <div className="min-w-0">
            <Heading level="h1">{heading}</Heading>
            {subtitle ? (
              <Text size="small" className="text-ui-fg-subtle">
                {subtitle}
              </Text>
            ) : null}
          </div>
          <div className="flex w-full shrink-0 flex-wrap items-center gap-2 md:w-auto md:flex-nowrap">
            {filters.length > 0 ? <DataTable.FilterMenu tooltip={t("page.filter")} /> : null}
            {searchable ? <DataTable.Search placeholder={t("page.search")} /> : null}
            {actions}
          </div>
        </DataTable.Toolbar>
        {asked.isError && asked.data === undefined ? (
          <Failed error={asked.error} retry={() => void asked.refetch()} />
        ) : (
          <DataTable.Table
            emptyState={{
              empty: { custom: empty },
              filtered: { heading: t("page.noResults"), description: t("page.noResultsText") },
            }}
          />
        )}
        {count > size ? (
          <DataTable.Pagination
            translations={{
              of: t("page.of"),
              results: t("page.results"),
              pages: t("page.pages"),
              prev: t("page.prev"),
              next: t("page.next"),
            }}
          />
        ) : null}
        {chosen ? (
          <DataTable.CommandBar
            selectedLabel={(count) => t("page.chosen", { count, shown: number(count) })}
          />
        ) : null}
      </DataTable>
    </Container>
  )
}
