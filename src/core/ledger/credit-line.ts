/** The reference by which our credit lines are known on carts and orders; their `reference_id` is the hold's id. */
export const POINTS_REFERENCE = "marketing_points"
