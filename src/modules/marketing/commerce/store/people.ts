import type { Sql } from "../../database"

export type CustomerRow = {
  customer_id: string
  email: string | null
  phone: string | null
  first_name: string | null
  last_name: string | null
  company: string | null
  has_account: boolean
  metadata: Record<string, unknown> | null
  created_at: Date
  deleted_at: Date | null
  country: string | null
  province: string | null
  city: string | null
  /** Of the main address. */
  address_id: string | null
  groups: string[]
}

/** Customers, deleted ones too, with their main address (shipping, else billing, else the newest) and group ids. */
export const selectCustomers = (sql: Sql, ids: string[]) =>
  sql.rows<CustomerRow>(
    `select c.id as customer_id, c.email, c.phone, c.first_name, c.last_name, c.company_name as company, c.has_account,
            c.metadata, c.created_at, c.deleted_at, home.country, home.province, home.city, home.id as address_id,
            coalesce(member.groups, '{}') as groups
       from customer c
       left join lateral (
         select a.id, lower(a.country_code) as country, a.province, a.city
           from customer_address a
          where a.customer_id = c.id and a.deleted_at is null
          order by a.is_default_shipping desc, a.is_default_billing desc, a.created_at desc, a.id desc
          limit 1) home on true
       left join lateral (
         select array_agg(distinct m.customer_group_id order by m.customer_group_id) as groups
           from customer_group_customer m
           join customer_group g on g.id = m.customer_group_id and g.deleted_at is null
          where m.customer_id = c.id and m.deleted_at is null) member on true
      where c.id = any($1)
      order by c.id`,
    [ids],
  )
