import type { Sql } from "../../database"
import { list } from "../../row-table"
import type { CouponTemplateRow } from "./templates"

/** Everybody who gets no benefits now or later, and since when; null: until lifted. */
export const readBlocks = (sql: Sql, now: Date): Promise<{ pid: number; at: Date; until: Date | null }[]> =>
  sql.rows("select pid, at, until from marketing_benefit_block where until is null or until > $1", [now])

export type ForeseenTemplate = Pick<
  CouponTemplateRow,
  | "no"
  | "id"
  | "name"
  | "promotion_id"
  | "value"
  | "valid_days"
  | "valid_until"
  | "state"
  | "grant_limit"
  | "granted"
>

/** As grants read them; nothing is locked. */
export const readTemplates = (sql: Sql, ids: string[]): Promise<ForeseenTemplate[]> =>
  sql.rows(
    `select no, id, name, promotion_id, value, valid_days, valid_until, state, grant_limit, granted
       from marketing_coupon_template where id = any($1) and deleted_at is null`,
    [ids],
  )

/** What each of these people could spend now, and how much of it is this plan's; who has no points is left out. */
export const readSpendable = (
  sql: Sql,
  { pids, plan_no, now }: { pids: number[]; plan_no: number; now: Date },
): Promise<{ pid: number; available: number; of_plan: number }[]> =>
  sql.rows(
    `select purse.pid, greatest(0, purse.balance - purse.held - greatest(0, purse.expired - purse.held))::bigint as available,
            coalesce((select sum(n.amount) from marketing_entry n join marketing_txn x on x.id = n.txn_id
                       where n.account_id = purse.id and x.plan_no = $2 and x.kind in ('grant', 'reverse')), 0)::bigint as of_plan
       from (select a.*, coalesce((select sum(remaining) from marketing_lot l
                                    where l.account_id = a.id and remaining > 0 and expires_at <= $3), 0) as expired
               from marketing_account a where a.pid = any($1::int[]) and a.system = 'points' and a.balance > 0) purse`,
    [list(pids), plan_no, now],
  )

/** How many unused coupons of each template these people have, and how many of them from this plan. */
export const readUnused = (
  sql: Sql,
  { pids, plan_no }: { pids: number[]; plan_no: number },
): Promise<{ pid: number; template_id: string; n: number; of_plan: number }[]> =>
  sql.rows(
    `select c.pid, t.id as template_id, count(*)::int as n, (count(*) filter (where c.plan_no = $2))::int as of_plan
       from marketing_coupon c join marketing_coupon_template t on t.no = c.template_no
      where c.pid = any($1::int[]) and c.state in ('free', 'held') group by 1, 2`,
    [list(pids), plan_no],
  )
