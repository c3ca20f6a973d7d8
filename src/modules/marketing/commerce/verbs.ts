import { catalogNow } from "./catalog-now"
import { changedSince } from "./changed-since"
import { findCoreCustomers } from "./find-core-customers"
import { findUnknown } from "./find-unknown"
import { findUnknownStaff } from "./find-unknown-staff"
import { followTrail } from "./follow-trail"
import { listSubjects } from "./list-subjects"
import { isPromotionCode, promotionGifts, promotionStates } from "./promotion-states"
import { readCarts } from "./read-carts"
import { readCustomers } from "./read-customers"
import { findGroupNamed, readGroup } from "./read-group"
import { findOutsideGroup, listGroupCustomers } from "./read-group-customers"
import { readOrders } from "./read-orders"
import { readProducts } from "./read-products"
import { readShopNames } from "./read-shop-names"
import { readStoreCredits } from "./read-store-credits"
import { readStoreCurrencies } from "./read-store-currencies"
import { readStoreCurrency } from "./read-store-currency"
import { thingsChanged } from "./things-changed"

/** The only room that reads the store's own tables. Its verbs by name, as the container registers them. */
export const commerceVerbs = {
  catalogNow,
  findCoreCustomers,
  changedSince,
  findUnknown,
  findUnknownStaff,
  followTrail,
  listSubjects,
  isPromotionCode,
  promotionGifts,
  promotionStates,
  readCarts,
  readCustomers,
  readGroup,
  findGroupNamed,
  listGroupCustomers,
  findOutsideGroup,
  readOrders,
  readProducts,
  readShopNames,
  readStoreCredits,
  readStoreCurrencies,
  readStoreCurrency,
  thingsChanged,
}
