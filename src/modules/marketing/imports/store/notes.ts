import type { Sql } from "../../database"

/** What a dry run would have written, kept until it is over; so the lines after it are judged as they would be for real. */
export type Note = { key: string; who: string; value: unknown }

export const selectNotes = (sql: Sql, importNo: number, keys: string[]) =>
  sql.rows<Note>(
    "select key, who, value from marketing_import_note where import_no = $1 and key = any($2) order by key, seq",
    [importNo, [...new Set(keys)]],
  )

/** The last word on each holds. */
export const writeNotes = (tx: Sql, importNo: number, notes: Note[]) =>
  tx.run(
    `insert into marketing_import_note (import_no, key, who, value)
     select $1, key, who, value from jsonb_to_recordset($2) as n(key text, who text, value jsonb)
     on conflict (import_no, key, who) do update set value = excluded.value`,
    [importNo, JSON.stringify([...new Map(notes.map((note) => [`${note.who} ${note.key}`, note])).values()])],
  )

export const forgetNotes = (tx: Sql, importNo: number) =>
  tx.run("delete from marketing_import_note where import_no = $1", [importNo])
