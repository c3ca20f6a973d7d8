import type { Sql } from "../../database"

export type PartitionedTable = "event" | "step_log"

/** "2026-03" of a moment, in UTC: partitions are cut at UTC months. */
export const monthOf = (at: Date): string => at.toISOString().slice(0, 7)

/** All months from `from` to `to`, both included. */
export function monthsBetween(from: Date, to: Date): string[] {
  const count = (at: Date) => at.getUTCFullYear() * 12 + at.getUTCMonth()
  const months: string[] = []
  for (let n = count(from); n <= count(to); n++)
    months.push(`${String(Math.floor(n / 12)).padStart(4, "0")}-${String((n % 12) + 1).padStart(2, "0")}`)
  return months
}

/** Before this month everything lies in one partition: a far past is little, and hundreds of tables slow every query down. */
const FIRST_MONTH = "2015-01"

const nameOf = (table: PartitionedTable, month: string) =>
  month < FIRST_MONTH
    ? `marketing_${table}_past`
    : `marketing_${table}_y${month.slice(0, 4)}m${month.slice(5)}`

function boundsOf(month: string): string {
  if (month < FIRST_MONTH) return `from (minvalue) to ('${FIRST_MONTH}-01T00:00:00Z')`
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  const next =
    number === 12
      ? `${String(year + 1).padStart(4, "0")}-01`
      : `${month.slice(0, 4)}-${String(number + 1).padStart(2, "0")}`
  return `from ('${month}-01T00:00:00Z') to ('${next}-01T00:00:00Z')`
}

export const missingMonths = async (
  sql: Sql,
  table: PartitionedTable,
  months: string[],
): Promise<string[]> => {
  const rows = await sql.rows<{ month: string }>(
    // Not to_regclass: it may answer from a cache that has not heard of another process's new table.
    `select month from unnest($1::text[], $2::text[]) as m(month, name)
      where not exists (
        select 1 from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = 'marketing_${table}'::regclass and c.relname = name)`,
    [months, months.map((month) => nameOf(table, month))],
  )
  return rows.map((row) => row.month)
}

/**
 * Makes the partitions of these months. Made apart and then attached, because `create table … partition of` would stop
 * every reader and writer of the whole table; the advisory lock lets two processes make the same month one after another.
 */
export async function makeMonths(tx: Sql, table: PartitionedTable, months: string[]): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtext($1))`, [`marketing_${table}_months`])
  const missing = await missingMonths(tx, table, months)
  for (const [name, month] of new Map(missing.map((month) => [nameOf(table, month), month]))) {
    await tx.run(`create table ${name} (like marketing_${table} including all)`)
    await tx.run(`alter table marketing_${table} attach partition ${name} for values ${boundsOf(month)}`)
  }
}
