import type { Sql } from "../../src/modules/marketing/database"

/** Rows as they are, all with the columns of the first one. */
export function insertRows(sql: Sql, table: string, rows: object[]): Promise<number> {
  const columns = Object.keys(rows[0]!).map((column) => `"${column}"`)
  return sql.run(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  )
}
