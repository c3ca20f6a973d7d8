import { Missing, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { refuseBenefit } from "./problems"

/**
 * Takes a coupon back that was not used yet; the reason and the user's name stay in the audit log and on the customer's
 * timeline. Throws Missing, or Refused with `coupon/not-free`.
 */
export const revokeCoupon =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async ({
    coupon_id,
    reason,
    actor,
  }: {
    coupon_id: number
    reason: string
    actor: string
  }): Promise<void> => {
    const now = await clock.now()
    await database.transaction(async (tx) => {
      const coupon = await tx.one<{ state: string }>(
        "select state from marketing_coupon where id = $1 for update",
        [coupon_id],
      )
      if (!coupon) throw new Missing("coupon", String(coupon_id))
      if (coupon.state !== "free" && coupon.state !== "held")
        throw new Refused([refuseBenefit("coupon/not-free", "id", { state: coupon.state })])
      await tx.run(
        "update marketing_coupon set state = 'revoked', cart_id = null, held_at = null where id = $1",
        [coupon_id],
      )
      await tx.run(
        `insert into marketing_audit (at, actor, entity, entity_id, action, detail)
         values ($1, $2, 'coupon', $3, 'revoke', $4)`,
        [now, actor, String(coupon_id), JSON.stringify({ reason })],
      )
    })
  }
