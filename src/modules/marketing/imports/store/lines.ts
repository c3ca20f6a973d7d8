import { SUBJECT, subjectOf } from "../../../../core/import/judge"
import type { Rejection } from "../../../../core/import/values"
import type { Sql } from "../../database"
import type { ImportRow } from "../import"

/** Which of these lines were taken last of what they speak of, in this file or another of its source. */
export async function selectTaken(sql: Sql, job: ImportRow, hashes: string[]): Promise<string[]> {
  const rows = await sql.rows<{ hash: string }>(
    `select encode(hash, 'hex') as hash from marketing_import_line
      where source = $1 and kind = $2 and hash = any(select decode(h, 'hex') from unnest($3::text[]) as h)`,
    [job.source, job.kind, hashes],
  )
  return rows.map((row) => row.hash)
}

/** The last line of each person stays marked, so that a later file may also say again what an earlier one said. */
export async function markTaken(tx: Sql, job: ImportRow, hashes: string[]): Promise<void> {
  const last = [...new Map(hashes.map((hash) => [subjectOf(hash), hash])).values()]
  const values = [job.source, job.kind, last]
  if (job.kind === "customers")
    await tx.run(
      `delete from marketing_import_line l
        using (select decode(h, 'hex') as hash, decode(left(h, ${SUBJECT}), 'hex') as subject from unnest($3::text[]) as h) d
        where l.source = $1 and l.kind = $2 and l.hash > d.subject and l.hash < d.subject || decode(repeat('ff', 21), 'hex')
          and l.hash <> d.hash`,
      values,
    )
  await tx.run(
    `insert into marketing_import_line (source, kind, hash)
     select $1, $2, decode(h, 'hex') from unnest($3::text[]) as h order by h on conflict do nothing`,
    values,
  )
}

export const noteRejections = (tx: Sql, job: ImportRow, rejections: ({ line: number } & Rejection)[]) =>
  tx.run(
    `insert into marketing_import_rejection (import_no, line, col, code, problem, "values")
     select $1, line, "column", code, problem, "values"
       from jsonb_to_recordset($2) as r(line int, "column" text, code text, problem text, "values" jsonb)
     on conflict do nothing`,
    [job.no, JSON.stringify(rejections)],
  )
