import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { ImportKind, Mapping, TagsMode, UnknownColumns } from "../../src/core/import/columns"
import type { Problem, Values } from "../../src/core/problem"
import { get, post, upload } from "./client"
import type { ListAsk, Page } from "./lists"

export type ImportState = "ready" | "waiting" | "running" | "done" | "failed" | "cancelled"

export type Rejection = {
  line: number
  column: string | null
  code: string
  problem: string
  values?: Values
}

export type Import = {
  id: string
  kind: ImportKind
  source: string
  file_name: string
  file_bytes: number
  columns: string[]
  mapping: Mapping
  unknown_columns: UnknownColumns
  tags_mode: TagsMode
  dry_run: boolean
  state: ImportState
  rows: number
  accepted: number
  rejected: number
  duplicates: number
  /** Lines that say another name, e-mail, phone or company than is known, which stayed. */
  kept: number
  progress: number
  error: string | null
  /** What an uploaded file still needs before it can be started. */
  problems: Problem[]
  created_at: string
  started_at: string | null
  ended_at: string | null
  rejections?: Rejection[]
}

const room = ["marketing", "imports"] as const
const LIVE_MS = 1000

export const underWay = (state: ImportState | undefined): boolean =>
  state === "waiting" || state === "running"

export const useImports = (ask: ListAsk) =>
  useQuery({
    queryKey: [...room, "list", ask],
    queryFn: ({ signal }) => get<{ imports: Import[] } & Page>("/admin/marketing/imports", ask, signal),
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.imports.some((one) => underWay(one.state)) ? LIVE_MS : false,
  })

export const useImport = (id: string | undefined) =>
  useQuery({
    queryKey: [...room, "one", id],
    queryFn: ({ signal }) => get<{ import: Import }>(`/admin/marketing/imports/${id}`, {}, signal),
    enabled: Boolean(id),
    refetchInterval: (query) => (underWay(query.state.data?.import.state) ? LIVE_MS : false),
  })

export const useUpload = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ file, kind }: { file: File; kind: ImportKind }) => {
      const form = new FormData()
      form.append("kind", kind)
      form.append("dry_run", "true")
      form.append("file", file)
      return upload<{ import: Import; suggested?: Mapping }>("/admin/marketing/imports", form)
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: room }),
  })
}

export type ImportStart = {
  mapping?: Mapping
  unknown_columns?: UnknownColumns
  tags_mode?: TagsMode
  dry_run: boolean
}

export const useStartImport = (id: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (start: ImportStart) => post<{ import: Import }>(`/admin/marketing/imports/${id}/run`, start),
    onSuccess: () => queries.invalidateQueries({ queryKey: room }),
  })
}
