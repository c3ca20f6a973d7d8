import type { RelatedPerson } from "../../../../core/profile/relation"
import type { Sql } from "../../database"

/** What a text may say of a person. Read for a whole wave with one statement. */
export type PersonRow = {
  pid: number
  customer_id: string
  email: string | null
  phone: string | null
  first_name: string | null
  last_name: string | null
  company: string | null
  language: string | null
  country: string | null
  city: string | null
  gender: string | null
  birthday: string | null
  tags: string[]
  attributes: Record<string, unknown>
  points: number
}

export const readPeople = (sql: Sql, pids: number[]) =>
  sql.rows<PersonRow>(
    `select p.pid, p.customer_id, p.email, p.phone, p.first_name, p.last_name, p.company, p.language, p.country, p.city,
            p.gender, p.birthday, p.tags, p.attributes, coalesce(a.balance - a.held, 0) as points
       from marketing_profile p
       left join marketing_account a on a.pid = p.pid and a.system = 'points'
      where p.pid = any($1)`,
    [pids],
  )

export type CouponRow = { pid: number; run_no: number; code: string; name: string; expires_at: Date | null }

/** Usable coupons that these people got in these runs, oldest first. */
export const readRunCoupons = (sql: Sql, pids: number[], runNos: number[]) =>
  sql.rows<CouponRow>(
    `select c.pid, c.run_no, t.code, t.name, c.expires_at
       from marketing_coupon c
       join marketing_coupon_template t on t.no = c.template_no
       join (select distinct * from unnest($1::int[], $2::int[])) as wanted(pid, run_no) on wanted.pid = c.pid and wanted.run_no = c.run_no
      where c.state in ('free', 'held')
      order by c.granted_at, c.id`,
    [pids, runNos],
  )

export type MemberColumns = { pid: number; run_no: number; placeholders: Record<string, string> }

/** What the list says of these people through which they came into these runs, when they came in through a list. */
export const readMemberColumns = (sql: Sql, pids: number[], runNos: number[]) =>
  sql.rows<MemberColumns>(
    `with wanted as (select distinct * from unnest($1::int[], $2::int[]) as w(pid, run_no)),
     entries as (
       select r.no as run_no, r.plan_no, n.id as entry, g.no as segment_no
         from (select distinct run_no from wanted) w
         join marketing_run r on r.no = w.run_no
         join marketing_plan_version v on v.plan_no = r.plan_no and v.version = r.version
        cross join jsonb_to_recordset(v.canvas -> 'nodes') as n(id text, settings jsonb)
         join marketing_segment g on g.id = n.settings ->> 'segment_id' and g.type <> 'dynamic')
     select w.pid, w.run_no, m.placeholders
       from wanted w
       join entries on entries.run_no = w.run_no
       join marketing_enrollment e
         on e.pid = w.pid and e.plan_no = entries.plan_no and e.run_no = w.run_no and e.entry = entries.entry
       join marketing_segment_member m on m.segment_no = entries.segment_no and m.pid = w.pid
      where m.placeholders is not null`,
    [pids, runNos],
  )

/** What let somebody into a triggered plan. */
export type EntryEvent = {
  name: string
  amount?: number | null
  currency?: string | null
  props?: Record<string, unknown>
}

export const readEntryEvents = async (
  sql: Sql,
  enrollmentIds: number[],
): Promise<Map<number, EntryEvent>> => {
  const rows = await sql.rows<{ id: number; event: EntryEvent }>(
    "select id, event from marketing_enrollment where id = any($1) and event is not null",
    [enrollmentIds],
  )
  return new Map(rows.map((row) => [row.id, row.event]))
}

export const findPersonByCustomer = (sql: Sql, customerId: string) =>
  sql.one<{ pid: number; language: string | null; email: string | null }>(
    "select pid, language, email from marketing_profile where customer_id = $1 and deleted_at is null",
    [customerId],
  )

/** What a shopper may see of their own profile. */
export type ShopperProfile = Pick<
  PersonRow,
  | "customer_id"
  | "email"
  | "phone"
  | "first_name"
  | "last_name"
  | "language"
  | "country"
  | "city"
  | "gender"
  | "birthday"
  | "attributes"
> & { relations: RelatedPerson[] }

/** Of the store's own attributes those that shoppers say themselves. */
export const readShopperProfile = (sql: Sql, pid: number) =>
  sql.one<ShopperProfile>(
    `select customer_id, email, phone, first_name, last_name, language, country, city, gender, birthday,
            (select coalesce(jsonb_object_agg(a.key, p.attributes -> a.key), '{}')
               from marketing_attribute a where a.by_shopper and p.attributes ? a.key) as attributes,
            (select coalesce(jsonb_agg(jsonb_build_object('relation', r.relation, 'name', r.name, 'birthday', r.birthday) order by r.no), '[]')
               from marketing_relation r where r.pid = p.pid) as relations
       from marketing_profile p where pid = $1`,
    [pid],
  )
