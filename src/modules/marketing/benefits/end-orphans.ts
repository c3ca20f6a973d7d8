import type { Clock } from "../clock"
import type { PromotionStates } from "../commerce/promotion-states"
import type { Database } from "../database"

/** Ends templates whose promotion was deleted in the core: nothing could compute their discount. Answers whether more may wait. */
export const endOrphanTemplates =
  ({
    database,
    clock,
    promotionStates,
  }: {
    database: Database
    clock: Clock
    promotionStates: PromotionStates
  }) =>
  async (): Promise<boolean> => {
    const active = await database.rows<{ promotion_id: string }>(
      "select promotion_id from marketing_coupon_template where state = 'active' and deleted_at is null",
    )
    const states = await promotionStates(
      database,
      active.map((template) => template.promotion_id),
    )
    const gone = [...states].flatMap(([id, state]) => (state === "gone" ? [id] : []))
    if (gone.length > 0)
      await database.run(
        "update marketing_coupon_template set state = 'ended', updated_at = $2 where promotion_id = any($1) and state = 'active'",
        [gone, await clock.now()],
      )
    return false
  }
