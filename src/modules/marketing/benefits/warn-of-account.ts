import type { Problem } from "../../../core/problem"
import type { Database } from "../database"
import { refuseBenefit } from "./problems"
import { accountsOf } from "./store/people"

/**
 * What staff should know before they give this customer something: coupons and points are redeemed by whoever is signed in,
 * and this person (imported, or a guest) has no account. Accounts with the same e-mail are named, because the
 * benefits can be moved to one of them (`moveBenefits`). Empty for somebody with an account.
 */
export const warnOfAccount =
  ({ database }: { database: Database }) =>
  async (customer_id: string): Promise<Problem[]> => {
    const person = await database.one<{ has_account: boolean; email: string | null }>(
      "select has_account, email from marketing_profile where customer_id = $1",
      [customer_id],
    )
    if (!person || person.has_account) return []
    const accounts = await accountsOf(database, person.email)
    return [
      accounts.length > 0
        ? refuseBenefit("customer/account-elsewhere", "customer_id", { accounts: accounts.join(", ") })
        : refuseBenefit("customer/no-account", "customer_id"),
    ]
  }

export type WarnOfAccount = ReturnType<typeof warnOfAccount>
