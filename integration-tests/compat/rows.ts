import type { Database } from "../../src/modules/marketing/database"

/** Rows by table, without what is null or as it would be anyway. */
export type Rows = Record<string, Record<string, unknown>[]>

/** Every row of our tables; where a release has no use for some column any more, replaying leaves it out. */
export async function readRows(database: Database): Promise<Rows> {
  const tables = await database.rows<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and not relispartition
        and relname like 'marketing\\_%' order by 1`,
  )
  const rows: Rows = {}
  for (const { name } of tables) {
    const found = await database.rows<{ row: Record<string, unknown> }>(
      `select jsonb_strip_nulls(to_jsonb(t)) as row from ${name} t order by to_jsonb(t)::text`,
    )
    if (found.length > 0) rows[name] = found.map(({ row }) => row)
  }
  return rows
}

/** Puts them into a database of today's schema that is empty of them. */
export async function writeRows(database: Database, rows: Rows): Promise<void> {
  await database.transaction(async (tx) => {
    // Rows tell of each other in any order, and what a trigger would derive from them is among them.
    await tx.run("set local session_replication_role = replica")
    for (const [table, recorded] of Object.entries(rows)) {
      const columns = await tx.rows<{ name: string; identity: boolean }>(
        `select attname as name, attidentity <> '' as identity from pg_attribute
          where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
        [table],
      )
      await tx.run(`delete from ${table}`)
      for (const row of recorded) {
        const known = columns.filter(({ name }) => name in row).map(({ name }) => `"${name}"`)
        await tx.run(
          `insert into ${table} (${known.join(", ")}) overriding system value
           select ${known.join(", ")} from jsonb_populate_record(null::${table}, $1)`,
          [JSON.stringify(row)],
        )
      }
      for (const { name } of columns.filter(({ identity }) => identity))
        await tx.run(
          `select setval(pg_get_serial_sequence('${table}', '${name}'), coalesce(max("${name}"), 1)) from ${table}`,
        )
    }
  })
}
