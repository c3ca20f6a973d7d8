import { checkMapping, type Mapping, type TagsMode, type UnknownColumns } from "../../../core/import/columns"
import { Conflict, Missing, Refused } from "../../../core/problem"
import type { Database } from "../database"
import { IMPORT_COLUMNS, type Import, type ImportRow, toImport } from "./import"
import { forgetNotes } from "./store/notes"

export type StartImport = {
  import_id: string
  mapping?: Mapping
  unknown_columns?: UnknownColumns
  tags_mode?: TagsMode
  dry_run?: boolean
}

/** Starts an uploaded file (again): after the mapping was completed, after a dry run, or to try again what failed. */
export const startImport =
  ({ database }: { database: Database }) =>
  async ({
    import_id,
    mapping,
    unknown_columns,
    tags_mode,
    dry_run = false,
  }: StartImport): Promise<Import> => {
    const row = await database.transaction(async (tx) => {
      const found = await tx.one<ImportRow & { has_file: boolean }>(
        `select ${IMPORT_COLUMNS}, exists (select 1 from marketing_import_piece p where p.import_no = i.no) as has_file
           from marketing_import i where id = $1 for update`,
        [import_id],
      )
      if (!found) throw new Missing("import", import_id)
      if (found.state === "waiting" || found.state === "running")
        throw new Conflict("import/running", "This import is under way.")
      if (!found.has_file)
        throw new Conflict("import/over", "This import is done and its file is gone; upload it again.")
      const next = mapping ?? found.mapping
      const problems = checkMapping(found.kind, found.columns, next)
      if (problems.length > 0) throw new Refused(problems)
      const { options } = found
      await tx.run("delete from marketing_import_rejection where import_no = $1", [found.no])
      await forgetNotes(tx, found.no)
      return (await tx.one<ImportRow>(
        `update marketing_import set mapping = $2, options = $3, dry_run = $4, state = 'waiting', error = null,
                rows = 0, accepted = 0, rejected = 0, duplicates = 0, kept = 0, cursor = 0, bytes_read = 0, started_at = null, ended_at = null
          where no = $1 returning ${IMPORT_COLUMNS}`,
        [
          found.no,
          next,
          {
            unknown_columns: unknown_columns ?? options.unknown_columns,
            tags_mode: tags_mode ?? options.tags_mode,
          },
          dry_run,
        ],
      ))!
    })
    await database.notify("marketing_wake")
    return toImport(row)
  }
