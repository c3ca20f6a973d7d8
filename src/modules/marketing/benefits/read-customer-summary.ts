import type { Database } from "../database"
import type { FindPerson } from "./find-person"
import type { ListCoupons } from "./list-coupons"
import type { ReadPoints } from "./read-points"
import type { WarnOfAccount } from "./warn-of-account"

/** What the admin's customer page shows of one customer. Throws Missing. */
export const readCustomerSummary =
  ({
    database,
    findPerson,
    readPoints,
    listCoupons,
    warnOfAccount,
  }: {
    database: Database
    findPerson: FindPerson
    readPoints: ReadPoints
    listCoupons: ListCoupons
    warnOfAccount: WarnOfAccount
  }) =>
  async (customer_id: string) => {
    const pid = await findPerson(customer_id)
    const profile = await database.one<{
      tags: string[]
      attributes: Record<string, unknown>
      [field: string]: unknown
    }>(
      `select customer_id, email, phone, first_name, last_name, company, has_account, language, country, province, city,
         gender, birthday, source, tier, growth_value, home_store, rep, referrer, member_since, membership_expires_at, groups, tags, attributes, became_customer_at, orders, purchases,
         first_order_at, last_order_at, first_purchase_at, last_purchase_at
       from marketing_profile where pid = $1`,
      [pid],
    )
    const coupons = await listCoupons({
      customer_id,
      states: ["free", "held", "reserved"],
      offset: 0,
      limit: 50,
    })
    return {
      ...profile!,
      relations: await database.rows(
        "select relation, name, birthday from marketing_relation where pid = $1 order by no",
        [pid],
      ),
      points: await readPoints({ pid }),
      coupons: coupons.coupons,
      coupon_count: coupons.count,
      warnings: await warnOfAccount(customer_id),
    }
  }
