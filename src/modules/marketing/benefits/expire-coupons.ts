import type { Clock } from "../clock"
import type { Database } from "../database"

const COUPONS_AT_A_TIME = 5_000
/** A coupon reserved this long belongs to a completion that died half-way; no order came of it. */
const RESERVED_HOURS = 24

/** Ends coupons whose validity is over and frees those that a dead completion left reserved; answers whether more may wait. */
export const expireCoupons =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    await database.run(
      `update marketing_coupon set state = 'free', cart_id = null, held_at = null, reserved_at = null
       where state = 'reserved' and reserved_at < $1`,
      [new Date(now.getTime() - RESERVED_HOURS * 3_600_000)],
    )
    const ended = await database.run(
      `update marketing_coupon set state = 'expired', cart_id = null, held_at = null
       where id in (select id from marketing_coupon where state in ('free', 'held') and expires_at <= $1
                    order by expires_at limit $2 for update skip locked)`,
      [now, COUPONS_AT_A_TIME],
    )
    return ended === COUPONS_AT_A_TIME
  }
