import { attributeOrders } from "./attribute-orders"
import { rebuildAttribution } from "./rebuild-attribution"
import { recordTouches } from "./record-touches"
import { reviewAttribution } from "./review-attribution"

/** The verbs of this area by name, as the container registers them. */
export const attributionVerbs = { attributeOrders, recordTouches, rebuildAttribution, reviewAttribution }
