import type { Rejection } from "../../../core/import/values"
import { Missing } from "../../../core/problem"
import { countedPage } from "../counted-page"
import type { Database } from "../database"
import { IMPORT_COLUMNS, type Import, type ImportRow, toImport } from "./import"

/** Rejected lines shown at once; the rest by `offset`. */
const SHOWN = 100

export const listImports =
  ({ database }: { database: Database }) =>
  async ({
    offset,
    limit,
  }: {
    offset: number
    limit: number
  }): Promise<{ imports: Import[]; count: number }> => {
    const { rows, first } = await countedPage({ offset, limit }, (page) =>
      database.rows<ImportRow & { count: number }>(
        `select ${IMPORT_COLUMNS}, count(*) over () as count from marketing_import order by no desc offset $1 limit $2`,
        [page.offset, page.limit],
      ),
    )
    return { imports: rows.map(({ count: _, ...row }) => toImport(row)), count: first?.count ?? 0 }
  }

export const getImport =
  ({ database }: { database: Database }) =>
  async ({ import_id, offset = 0 }: { import_id: string; offset?: number }) => {
    const row = await database.one<ImportRow>(
      `select ${IMPORT_COLUMNS} from marketing_import where id = $1`,
      [import_id],
    )
    if (!row) throw new Missing("import", import_id)
    const rejections = await database.rows<{ line: number } & Rejection>(
      `select line, col as column, code, problem, "values"
         from marketing_import_rejection where import_no = $1 order by line offset $2 limit $3`,
      [row.no, offset, SHOWN],
    )
    return { ...toImport(row), rejections }
  }
