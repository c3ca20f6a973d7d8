import type { Subject } from "../../../../ingest/hint"

const TABLE: Record<Subject, { table: string; worth: string }> = {
  customer: { table: "customer", worth: "true" },
  product: { table: "product", worth: "true" },
  order: { table: `"order"`, worth: "not t.is_draft_order and t.customer_id is not null" },
  cart: {
    table: "cart",
    worth: "t.completed_at is null and t.deleted_at is null and t.customer_id is not null",
  },
}

/** The next ids after `$1`, at most `$2`. */
export const pageQuery = (subject: Subject): string =>
  `select t.id from ${TABLE[subject].table} t where t.id > $1 and ${TABLE[subject].worth} order by t.id limit $2`

export const countQuery = (subject: Subject): string =>
  `select count(*)::int as count from ${TABLE[subject].table} t where ${TABLE[subject].worth}`

/** Which of the ids in `$1` the store does not have any more. */
export const missingQuery = (subject: Subject): string =>
  `select asked.id from unnest($1::text[]) as asked(id)
    where not exists (select 1 from ${TABLE[subject].table} t where t.id = asked.id and ${TABLE[subject].worth})`
