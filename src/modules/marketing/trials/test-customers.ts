import { Missing, Refused } from "../../../core/problem"
import type { TrialPerson } from "../../../core/trial/trial"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { RecordAudit } from "../plans/record-audit"
import { refuseTrial } from "./problems"
import { countTestCustomers, findTester, markTester, testCustomers, unmarkTester } from "./store/testers"

/** They are shown all at once, and chosen from by hand. */
const MOST = 100

/** Customers to whom tests may write, by name. */
export const listTestCustomers =
  ({ database }: { database: Database }) =>
  (): Promise<TrialPerson[]> =>
    testCustomers(database)

export const isTestCustomer =
  ({ database }: { database: Database }) =>
  async (customer_id: string): Promise<boolean> =>
    (await findTester(database, customer_id))?.is_test ?? false

export type IsTestCustomer = ReturnType<typeof isTestCustomer>

type Marking = { customer_id: string; is_test: boolean; actor: string }

/** Says of a customer that tests may write to them, or that they may not. Throws Missing, Refused. */
export const markTestCustomer =
  ({ database, clock, recordAudit }: { database: Database; clock: Clock; recordAudit: RecordAudit }) =>
  async ({ customer_id, is_test, actor }: Marking): Promise<void> => {
    const now = await clock.now()
    await database.transaction(async (tx) => {
      const found = await findTester(tx, customer_id)
      if (!found) throw new Missing("customer", customer_id)
      if (is_test && !found.is_test && (await countTestCustomers(tx)) >= MOST)
        throw new Refused([refuseTrial("trial/too-many-test-customers", "customer_id", { most: MOST })])
      const changed = is_test
        ? await markTester(tx, found.pid, actor, now)
        : await unmarkTester(tx, found.pid)
      if (changed === 0) return
      const action = is_test ? "mark_test_customer" : "unmark_test_customer"
      await recordAudit(tx, { actor, entity: "customer", entity_id: customer_id, action }, now)
    })
  }
