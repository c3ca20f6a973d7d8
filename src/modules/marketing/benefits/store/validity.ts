import type { Sql } from "../../database"

/**
 * When something that is valid N days ends: with the last moment of the Nth day in the store's zone, so that a person
 * who is told "7 days" has seven whole days, also across a change of the clock. Answered for each distinct N.
 */
export async function endsAfterDays(
  sql: Sql,
  days: (number | null | undefined)[],
  now: Date,
  zone: string,
): Promise<(days: number | null | undefined) => Date | null> {
  const distinct = [...new Set(days.filter((n): n is number => n !== null && n !== undefined))]
  if (distinct.length === 0) return () => null
  const rows = await sql.rows<{ days: number; ends: Date }>(
    `select days, (($2::timestamptz at time zone $3)::date + days + 1)::timestamp at time zone $3 as ends
     from unnest($1::integer[]) as days`,
    [distinct, now, zone],
  )
  const ends = new Map(rows.map((row) => [row.days, row.ends]))
  return (n) => (n === null || n === undefined ? null : (ends.get(n) ?? null))
}
