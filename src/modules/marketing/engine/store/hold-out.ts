/** Why somebody of the store's control group did not come in. */
export const STORE_HOLD_OUT = "store_hold_out"

/**
 * SQL: why the customer `c` is held out, or null. Chance: the first 32 bits of sha256("<plan id>:<customer id>"), the
 * same for ever; for the store's control group of sha256("store_hold_out:<customer id>"), the same in every plan.
 */
export const heldOutBy = (given: { plan_id: string; percent: string; store_percent: string }): string =>
  `case when ${isDrawn(`'${STORE_HOLD_OUT}'`, given.store_percent)} then '${STORE_HOLD_OUT}'
        when ${isDrawn(`${given.plan_id}::text`, given.percent)} then 'hold_out' end`

const isDrawn = (lot: string, percent: string): string =>
  `('x' || encode(substr(sha256(convert_to(${lot} || ':' || c.customer_id, 'UTF8')), 1, 4), 'hex'))::bit(32)::bigint & 4294967295
     < ${percent}::float8 / 100 * 4294967296`
