import type { Case, Ground } from "../bench"
import { NOW } from "../store"

const GRANTS = 100_000
/** Rows of one call, as the engine gives them. */
const BATCH = 2_000

export async function grantCases({ database, marketing, customers }: Ground): Promise<Case[]> {
  const grants = Math.min(GRANTS, customers)
  const pids = (
    await database.rows<{ pid: number }>("select pid from marketing_profile order by pid limit $1", [grants])
  ).map((row) => row.pid)
  await database.run(
    `insert into marketing_coupon_template (id, name, promotion_id, code, value) values ('mkcoup_bench', 'Bench', 'promo_bench', 'BENCH', '{}')
     on conflict do nothing`,
  )
  const row = { plan_no: 1, run_no: 1, node: "n" }
  // Made beforehand, as the engine has them; no key comes twice.
  const batchesOf = <E>(effect: E) =>
    Array.from({ length: Math.ceil(pids.length / BATCH) }, (_, batch) =>
      pids
        .slice(batch * BATCH, (batch + 1) * BATCH)
        .map((pid) => ({ ...row, pid, key: `bench:${pid}`, effect })),
    )
  const coupons = batchesOf({ type: "coupon" as const, template_id: "mkcoup_bench" })
  const points = batchesOf({ type: "points" as const, amount: 10 })
  const clearCoupons = () => database.run("truncate marketing_coupon")
  const clearPoints = () =>
    database.run("truncate marketing_lot, marketing_entry, marketing_txn, marketing_account restart identity")
  return [
    {
      name: `${grants} coupons granted`,
      before: clearCoupons,
      ours: async () => {
        for (const batch of coupons)
          await database.transaction((tx) => marketing.writeCoupons(tx, batch, NOW))
      },
      limit: () =>
        database.run(
          `insert into marketing_coupon (key, template_no, pid, granted_at, plan_no, run_no, node)
           select 'bench:1:' || pid, (select no from marketing_coupon_template where id = 'mkcoup_bench'), pid, $2, 1, 1, 'n' from unnest($1::int[]) as pid`,
          [pids, NOW],
        ),
      per_second: grants,
      goal_ratio: 2,
      goal_ms: 2000 * (grants / GRANTS),
    },
    {
      name: `${grants} times points granted`,
      before: clearPoints,
      ours: async () => {
        for (const batch of points) await database.transaction((tx) => marketing.writePoints(tx, batch, NOW))
      },
      limit: () =>
        database.run(
          `with purse as (
             insert into marketing_account (pid, role, balance) select pid, 'customer', 10 from unnest($1::int[]) as pid returning id, pid),
           issued as (insert into marketing_account (role, balance) values ('issued', 0) returning id),
           txn as (insert into marketing_txn (key, kind, at, plan_no, run_no, node) select 'bench:1:' || pid, 'grant', $2, 1, 1, 'n' from purse returning id, key),
           pair as (select txn.id as txn_id, purse.id as account_id from txn join purse on txn.key = 'bench:1:' || purse.pid),
           entries as (
             insert into marketing_entry (txn_id, account_id, amount)
             select txn_id, account_id, 10 from pair union all select txn_id, (select id from issued), -10 from pair)
           insert into marketing_lot (account_id, txn_id, amount, remaining, created_at) select account_id, txn_id, 10, 10, $2 from pair`,
          [pids, NOW],
        ),
      per_second: grants,
      goal_ratio: 2,
      goal_ms: 2000 * (grants / GRANTS),
    },
  ]
}
