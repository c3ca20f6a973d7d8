import type { MarketingService } from "../../src/modules/marketing/service"
import { hireStaff, office, openShop } from "./shop"
import { bootStore } from "./store"

/** The store with its shop and its first member of staff at a desk; a spec takes of it what it needs. */
export async function openForBusiness() {
  const store = await bootStore()
  const { app, container } = store
  const shop = await openShop(container)
  const staff = await hireStaff(app, container)
  const marketing = container.resolve<MarketingService>("marketing")
  return { store, app, container, shop, staff, desk: office(app, staff), marketing }
}
