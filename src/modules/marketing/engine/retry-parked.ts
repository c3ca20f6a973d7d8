import { Missing } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { WAKE } from "../wakeups"

/** One who is not known is nobody. */
const OF_PERSON = "($4::text is null or pid = (select pid from marketing_profile where customer_id = $4))"

/**
 * Lets parked people of a plan try again from the node where they are, or at which they were to come in: all of them, those of
 * one node, or one person. Answers how many.
 */
export const retryParked =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async ({
    plan_id,
    node,
    customer_id,
  }: {
    plan_id: string
    node?: string
    customer_id?: string
  }): Promise<number> => {
    const plan = await database.one<{ no: number }>("select no from marketing_plan where id = $1", [plan_id])
    if (!plan) throw new Missing("plan", plan_id)
    const asked = [plan.no, await clock.now(), node ?? null, customer_id ?? null]
    const freed = await database.transaction(
      async (tx) =>
        (await tx.run(
          `update marketing_step set state = 'ready', attempts = 0, error = null, lease_until = null, run_at = $2
            where plan_no = $1 and state = 'parked' and ($3::text is null or node = $3) and ${OF_PERSON}`,
          asked,
        )) +
        (await tx.run(
          `update marketing_occasion
              set state = 'ready', attempts = 0, error = null, lease_until = null, due_at = $2, retried_at = $2
            where plan_no = $1 and state = 'parked' and ($3::text is null or node = $3) and ${OF_PERSON}`,
          asked,
        )),
    )
    if (freed > 0) await database.notify(WAKE)
    return freed
  }
