import {
  checkMapping,
  type ImportKind,
  type Mapping,
  type TagsMode,
  type UnknownColumns,
} from "../../../core/import/columns"
import type { Problem } from "../../../core/problem"

/** An import as the API shows it. */
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
  /** ready: uploaded, waits for its mapping or for a start · waiting: for a worker */
  state: "ready" | "waiting" | "running" | "done" | "failed"
  rows: number
  accepted: number
  rejected: number
  duplicates: number
  /** Lines of accepted ones that say another name, e-mail, phone or company than is known, which stayed. */
  kept: number
  /** Share of the file that was read, 0 to 1. */
  progress: number
  error: string | null
  /** What keeps an uploaded file from being started: columns that it needs and nothing is mapped to. */
  problems: Problem[]
  created_at: Date
  started_at: Date | null
  ended_at: Date | null
}

/** One row as SQL gives it; `import` shapes it for the outside. */
export type ImportRow = Omit<Import, "unknown_columns" | "tags_mode" | "progress" | "problems"> & {
  no: number
  delimiter: string
  options: { unknown_columns: UnknownColumns; tags_mode?: TagsMode; types?: Record<string, AttributeType> }
  /** Last line that was taken, and the bytes read by then. */
  cursor: number
  bytes_read: number
  fence: number
}

export type AttributeType = "number" | "boolean" | "date" | "text"

export const IMPORT_COLUMNS = `no, id, kind, source, file_name, file_bytes, delimiter, columns, mapping, options, dry_run, state,
  rows, accepted, rejected, duplicates, kept, cursor, bytes_read, fence, error, created_at, started_at, ended_at`

export function toImport({
  no: _no,
  delimiter: _d,
  options,
  cursor: _c,
  bytes_read,
  fence: _f,
  ...row
}: ImportRow): Import {
  const progress =
    row.state === "done" ? 1 : row.file_bytes > 0 ? Math.min(1, bytes_read / row.file_bytes) : 0
  return {
    ...row,
    unknown_columns: options.unknown_columns,
    tags_mode: options.tags_mode ?? "keep",
    progress,
    problems: row.state === "ready" ? checkMapping(row.kind, row.columns, row.mapping) : [],
  }
}
