import { comparePrices } from "./compare-prices"
import { comparePromotions } from "./compare-promotions"
import { compareStock } from "./compare-stock"
import { lookAtCatalog } from "./look-at-catalog"
import { noteProductsDue } from "./note-products-due"

/** The verbs of this area by name, as the container registers them. */
export const catalogVerbs = {
  lookAtCatalog,
  noteProductsDue,
  // Parts of the above, handed over by name like any other.
  comparePrices,
  compareStock,
  comparePromotions,
}
