import type { Sql } from "../../database"

/** Which of the things that a rule names are there, as "thing id". */
export async function whatExists(
  sql: Sql,
  asked: { product: string[]; plan: string[]; coupon_template: string[]; segment?: string[] },
): Promise<Set<string>> {
  const rows = await sql.rows<{ name: string }>(
    `select 'product ' || product_id as name from marketing_product where product_id = any($1::text[]) and deleted_at is null
     union all select 'plan ' || id from marketing_plan where id = any($2::text[]) and deleted_at is null
     union all select 'coupon_template ' || id from marketing_coupon_template where id = any($3::text[]) and deleted_at is null
     union all select 'segment ' || id from marketing_segment where id = any($4::text[]) and deleted_at is null`,
    [asked.product, asked.plan, asked.coupon_template, asked.segment ?? []],
  )
  return new Set(rows.map((row) => row.name))
}

/** What people call the things that a rule names, by "thing id", also those that are gone. */
export async function namesOf(
  sql: Sql,
  asked: { segment: string[]; product: string[]; plan: string[]; coupon_template: string[] },
): Promise<Map<string, { name: string; deleted: boolean }>> {
  const rows = await sql.rows<{ id: string; name: string; deleted: boolean }>(
    `select 'product ' || product_id as id, title as name, deleted_at is not null as deleted
       from marketing_product where product_id = any($1::text[])
     union all select 'plan ' || id, name, deleted_at is not null from marketing_plan where id = any($2::text[])
     union all select 'coupon_template ' || id, name, deleted_at is not null
       from marketing_coupon_template where id = any($3::text[])
     union all select 'segment ' || id, name, deleted_at is not null from marketing_segment where id = any($4::text[])`,
    [asked.product, asked.plan, asked.coupon_template, asked.segment],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
