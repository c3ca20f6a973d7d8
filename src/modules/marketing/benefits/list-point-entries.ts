import type { Database } from "../database"

export type PointEntry = {
  id: number
  customer_id: string
  kind: "grant" | "redeem" | "reverse" | "expire" | "adjust"
  points: number
  at: Date
  expires_at: Date | null
  order_id: string | null
  note: string | null
  actor: string | null
  plan_no: number | null
}

/** What moved points, newest first: of one customer, or of all. */
export const listPointEntries =
  ({ database }: { database: Database }) =>
  async (asked: {
    customer_id?: string
    kind?: string
    offset: number
    limit: number
  }): Promise<{ entries: PointEntry[]; count: number }> => {
    const values = [asked.customer_id ?? null, asked.kind ?? null]
    const from = `
      from marketing_txn t
      join marketing_entry e on e.txn_id = t.id
      join marketing_account a on a.id = e.account_id and a.role = 'customer'
      join marketing_profile p on p.pid = a.pid
      where ($1::text is null or p.customer_id = $1) and ($2::text is null or t.kind = $2)`
    // By number, which rises with time: its index has the newest without sorting all of the store's.
    const entries = await database.rows<PointEntry>(
      `select t.id, p.customer_id, t.kind, e.amount as points, t.at, t.order_id, t.note, t.actor, t.plan_no,
         (select l.expires_at from marketing_lot l where l.txn_id = t.id and l.account_id = a.id) as expires_at
       ${from} order by t.id desc offset $3 limit $4`,
      [...values, asked.offset, asked.limit],
    )
    // A transaction moves one purse: those of everybody are counted without asking whose.
    const counted = await database.one<{ count: number }>(
      asked.customer_id
        ? `select count(*) as count ${from}`
        : "select count(*) as count from marketing_txn where $1::text is null and ($2::text is null or kind = $2)",
      values,
    )
    return { entries, count: counted!.count }
  }
