import { Client } from "pg"

/**
 * Remembers the rows of all tables beside them, in the database itself, and answers what brings them back. Numbers that
 * are drawn go on where they are: whoever keeps something under a number finds no other thing there later.
 */
export async function rememberRows(databaseUrl: string): Promise<() => Promise<void>> {
  const within = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
  const withRows = async (client: Client) => {
    const { rows: all } = await client.query<{ name: string; columns: string }>(TABLES)
    const asked = all.map(({ name }) => `select '${name}' as name where exists (select from public.${name})`)
    const { rows } = await client.query<{ name: string }>(asked.join(" union all "))
    const filled = new Set(rows.map((row) => row.name))
    return all.filter(({ name }) => filled.has(name))
  }

  const remembered = await within(async (client) => {
    const filled = await withRows(client)
    await client.query("create schema at_start")
    for (const { name } of filled) await client.query(`create table at_start.${name} as table public.${name}`)
    return filled
  })
  return () =>
    within(async (client) => {
      const filled = await withRows(client)
      // One transaction; neither foreign keys nor triggers look at what is put back as it was.
      await client.query(
        [
          "set session_replication_role = replica",
          ...filled.map(({ name }) => `delete from public.${name}`),
          ...remembered.map(
            ({ name, columns }) =>
              `insert into public.${name} (${columns}) overriding system value select ${columns} from at_start.${name}`,
          ),
        ].join(";\n"),
      )
    })
}

/** Partitions belong to their table. A column that is reckoned from others cannot be written. */
const TABLES = `
  select quote_ident(t.relname) as name,
         string_agg(quote_ident(c.attname), ', ') filter (where c.attgenerated = '') as columns
    from pg_class t join pg_attribute c on c.attrelid = t.oid and c.attnum > 0 and not c.attisdropped
   where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition
   group by t.relname`
