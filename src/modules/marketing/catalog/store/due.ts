import type { Sql } from "../../database"

/** One process compares at a time, until its transaction ends: what changed is told once. */
export const ownCatalog = async (tx: Sql): Promise<boolean> =>
  (await tx.one<{ free: boolean }>(
    "select pg_try_advisory_xact_lock(hashtext('marketing_catalog')) as free",
  ))!.free

export const writeDue = (tx: Sql, productIds: string[]): Promise<number> =>
  tx.run("insert into marketing_catalog_due (product_id) select unnest($1::text[])", [productIds])

export const isAnyDue = async (sql: Sql): Promise<boolean> =>
  (await sql.one("select 1 from marketing_catalog_due limit 1")) !== undefined

export const takeDue = async (tx: Sql, limit: number): Promise<string[]> => {
  const rows = await tx.rows<{ product_id: string }>(
    `delete from marketing_catalog_due where no in (
       select no from marketing_catalog_due order by no limit $1) returning product_id`,
    [limit],
  )
  return [...new Set(rows.map((row) => row.product_id))].sort()
}

/** False when this is the first look: what is there then is nothing new. */
export const hasLooked = async (tx: Sql, now: Date): Promise<boolean> => {
  const before = await tx.one("select 1 from marketing_cursor where name = 'catalog'")
  await tx.run(
    `insert into marketing_cursor (name, at, updated_at) values ('catalog', $1, $1)
     on conflict (name) do update set (at, updated_at) = (excluded.at, excluded.updated_at)`,
    [now],
  )
  return before !== undefined
}
