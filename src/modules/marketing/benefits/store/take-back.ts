import type { Sql } from "../../database"
import { list } from "../../row-table"

/** Points that this plan gave each of these purses and did not take back yet. The caller holds the purses' locks. */
export const leftOfPlan = async (
  tx: Sql,
  plan_no: number,
  account_ids: number[],
): Promise<Map<number, number>> =>
  new Map(
    (
      await tx.rows<{ account_id: number; left: number }>(
        `select n.account_id, sum(n.amount)::bigint as left
           from marketing_entry n join marketing_txn x on x.id = n.txn_id
          where n.account_id = any($2::int[]) and x.plan_no = $1 and x.kind in ('grant', 'reverse')
          group by n.account_id`,
        [plan_no, list(account_ids)],
      )
    ).map((row) => [row.account_id, row.left]),
  )

/** Takes unused coupons of these people; answers how many each had. Who has one on a cart sees it gone there. */
export const revokeUnused = async (
  tx: Sql,
  asked: { pids: number[]; template_id: string | null; plan_no: number | null },
): Promise<Map<number, number>> =>
  new Map(
    (
      await tx.rows<{ pid: number; n: number }>(
        `with unused as materialized (
           select id from marketing_coupon c
            where c.pid = any($1::int[]) and c.state in ('free', 'held')
              and ($2::text is null or c.template_no = (select no from marketing_coupon_template where id = $2))
              and ($3::int is null or c.plan_no = $3)
            order by c.id for update),
         taken as (
           update marketing_coupon c set state = 'revoked', cart_id = null, held_at = null
             from unused where c.id = unused.id and c.state in ('free', 'held') returning c.pid)
         select pid, count(*)::int as n from taken group by pid`,
        [list(asked.pids), asked.template_id, asked.plan_no],
      )
    ).map((row) => [row.pid, row.n]),
  )
