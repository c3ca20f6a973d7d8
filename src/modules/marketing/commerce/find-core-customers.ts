import type { Database } from "../database"

/** Ids of customers in the core that carry one of these addresses or another system's numbers (`metadata.external_id`). */
export const findCoreCustomers =
  ({ database }: { database: Database }) =>
  async ({ emails, external_ids }: { emails: string[]; external_ids: string[] }): Promise<string[]> => {
    const rows = await database.rows<{ id: string }>(
      `select id from customer where deleted_at is null and email = any($1)
       union
       select id from customer where cardinality($2::text[]) > 0 and deleted_at is null and metadata ->> 'external_id' = any($2)`,
      [emails, external_ids],
    )
    return rows.map((row) => row.id)
  }
