import type { EffectRow } from "../../src/modules/marketing/effects"
import { MOVED_BY_ACCOUNT } from "./moved-by-account"
import type { World } from "./world"

/** A coupon template of our own tables, as if its promotion had been made. Answers its id. */
export async function addCouponTemplate(
  world: Pick<World, "database">,
  given: {
    id?: string
    grant_limit?: number | null
    valid_days?: number | null
    valid_until?: string | null
    state?: "active" | "ended"
    discount?: { type: "amount"; amount: number; currency: string }
  } = {},
): Promise<string> {
  const id = given.id ?? `mkcoup_${Math.random().toString(36).slice(2)}`
  await world.database.run(
    `insert into marketing_coupon_template (id, name, promotion_id, code, value, grant_limit, valid_days, valid_until, state)
     values ($1, $1, 'promo_' || $1, upper($1), $2, $3, $4, $5, $6)`,
    [
      id,
      {
        discount: given.discount ?? { type: "percent", percent: 10 },
        scope: { type: "order" },
        minimum: null,
      },
      given.grant_limit ?? null,
      given.valid_days ?? null,
      given.valid_until ?? null,
      given.state ?? "active",
    ],
  )
  return id
}

export const pointsRow = (
  pid: number,
  amount: number,
  given: Partial<EffectRow<"points">> & { expires_in_days?: number } = {},
): EffectRow<"points"> => {
  const { expires_in_days, ...rest } = given
  return {
    key: `e:${pid}:${Math.random()}`,
    pid,
    plan_no: 1,
    run_no: 1,
    node: "n1",
    effect: { type: "points", amount, expires_in_days },
    ...rest,
  }
}

export const couponRow = (pid: number, template_id: string, key?: string): EffectRow<"coupon"> => ({
  key: key ?? `e:${pid}:${Math.random()}`,
  pid,
  plan_no: 1,
  run_no: 1,
  node: "n1",
  effect: { type: "coupon", template_id },
})

/** Every law of the ledger at once; answers what is wrong, which should be nothing. */
export const ledgerFaults = (world: Pick<World, "database">): Promise<{ law: string; n: number }[]> =>
  world.database.rows(`
    select * from (
      select 'entries of a transaction sum to zero' as law, count(*) as n
        from (select txn_id from marketing_entry group by txn_id having sum(amount) <> 0) broken
      union all
      select 'all entries sum to zero', coalesce(abs(sum(amount)), 0) from marketing_entry
      union all
      select 'balance is the sum of entries', count(*) from marketing_account a where role = 'customer'
        and balance <> (select coalesce(sum(amount), 0) from marketing_entry e where e.account_id = a.id)
      union all
      select 'balance is the sum of open lots', count(*) from marketing_account a where role = 'customer'
        and balance <> (select coalesce(sum(remaining), 0) from marketing_lot l where l.account_id = a.id)
      union all
      select 'earned and spent are what the ledger says', count(*) from (${MOVED_BY_ACCOUNT}) m join marketing_account a using (id)
        where (a.earned, a.spent) <> (m.earned, m.spent)
      union all
      select 'held is the sum of live holds', count(*) from marketing_account a where role = 'customer'
        and held <> (select coalesce(sum(points), 0) from marketing_hold h where h.account_id = a.id and state in ('pending', 'reserved'))
      union all
      select 'nothing is negative', count(*) from marketing_account where role = 'customer' and (balance < 0 or held < 0)
      union all
      select 'a lot lost what its uses say', count(*) from marketing_lot l
        where amount - remaining <> (select coalesce(sum(amount), 0) from marketing_lot_use u where u.lot_id = l.id)
    ) laws where n <> 0`)
