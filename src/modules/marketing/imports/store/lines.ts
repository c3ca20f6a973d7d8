import type { Rejection } from "../../../../core/import/values"
import type { Sql } from "../../database"
import type { ImportRow } from "../import"

/** Which of these lines were taken before, in this file or another of its source. */
export async function selectTaken(sql: Sql, job: ImportRow, hashes: string[]): Promise<Set<string>> {
  const rows = await sql.rows<{ hash: string }>(
    `select encode(hash, 'hex') as hash from marketing_import_line
      where source = $1 and kind = $2 and hash = any(select decode(h, 'hex') from unnest($3::text[]) as h)`,
    [job.source, job.kind, hashes],
  )
  return new Set(rows.map((row) => row.hash))
}

export const markTaken = (tx: Sql, job: ImportRow, hashes: string[]) =>
  tx.run(
    `insert into marketing_import_line (source, kind, hash)
     select $1, $2, decode(h, 'hex') from unnest($3::text[]) as h order by h on conflict do nothing`,
    [job.source, job.kind, hashes],
  )

export const noteRejections = (tx: Sql, job: ImportRow, rejections: ({ line: number } & Rejection)[]) =>
  tx.run(
    `insert into marketing_import_rejection (import_no, line, col, code, problem, "values")
     select $1, line, "column", code, problem, "values"
       from jsonb_to_recordset($2) as r(line int, "column" text, code text, problem text, "values" jsonb)
     on conflict do nothing`,
    [job.no, JSON.stringify(rejections)],
  )
