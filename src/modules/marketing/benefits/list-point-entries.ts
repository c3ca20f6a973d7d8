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
    const from = `
      from marketing_entry e
      join marketing_account a on a.id = e.account_id and a.role = 'customer'
      join marketing_txn t on t.id = e.txn_id
      join marketing_profile p on p.pid = a.pid
      where ($1::text is null or p.customer_id = $1) and ($2::text is null or t.kind = $2)`
    const values = [asked.customer_id ?? null, asked.kind ?? null]
    const entries = await database.rows<PointEntry>(
      `select t.id, p.customer_id, t.kind, e.amount as points, t.at, t.order_id, t.note, t.actor, t.plan_no,
         (select l.expires_at from marketing_lot l where l.txn_id = t.id and l.account_id = a.id) as expires_at
       ${from} order by t.at desc, t.id desc offset $3 limit $4`,
      [...values, asked.offset, asked.limit],
    )
    const counted = await database.one<{ count: number }>(`select count(*) as count ${from}`, values)
    return { entries, count: counted!.count }
  }
