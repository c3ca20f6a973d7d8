import type { Subject } from "../../../../ingest/hint"
import type { Sql } from "../../database"

// What we keep of the store itself; imported orders are nobody's to take away. People are the store's, also those of a file.
const KEPT: Record<Subject, string> = {
  customer: `select customer_id as id from marketing_profile where customer_id > $1 and deleted_at is null`,
  order: `select order_id as id from marketing_order where order_id > $1 and cancelled_at is null and source = 'store'`,
  cart: `select cart_id as id from marketing_cart where cart_id > $1`,
  product: `select product_id as id from marketing_product where product_id > $1 and deleted_at is null and source = 'store'`,
}

/** The next ids of ours after `after` that the store should still have. */
export const keptPage = async (
  sql: Sql,
  subject: Subject,
  after: string,
  limit: number,
): Promise<string[]> => {
  const rows = await sql.rows<{ id: string }>(`${KEPT[subject]} order by 1 limit $2`, [after, limit])
  return rows.map((row) => row.id)
}
