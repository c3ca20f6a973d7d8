import type { Sql } from "../../src/modules/marketing/database"

export type Row = Record<string, unknown>
/** Rows a statement: large enough to be quick, small enough that there is a next one to prepare meanwhile. */
const CHUNK = 2000

/** Inserts rows that all have the same columns; the table's defaults fill the others. */
export async function insertRows(tx: Sql, table: string, rows: Row[]): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.keys(rows[0]!)
    .map((name) => `"${name}"`)
    .join(", ")
  // While the database writes one chunk, the text of the next is made.
  let writing: Promise<unknown> = Promise.resolve()
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = JSON.stringify(rows.slice(from, from + CHUNK))
    await writing
    writing = tx.run(
      `insert into "${table}" (${columns}) select ${columns} from json_populate_recordset(null::"${table}", $1)`,
      [chunk],
    )
  }
  await writing
}

/** The core's pair of columns for an amount: the number and its exact text. `minor` units have two digits. */
export function money(name: string, minor: number): Row {
  return exact(name, decimal(minor))
}

export function exact(name: string, value: string): Row {
  return { [name]: value, [`raw_${name}`]: { value, precision: 20 } }
}

/** 1290 is "12.9". */
export function decimal(minor: number): string {
  return String(minor / 100)
}

/** Both times of a row of the core. */
export const stamps = (at: Date) => stampsAt(at.toISOString())
export const stampsAt = (at: string) => ({ created_at: at, updated_at: at })
