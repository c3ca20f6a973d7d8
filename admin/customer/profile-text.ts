import type { CustomerProfile, CustomerSummary } from "../api/customers"
import { useThingNames } from "../api/things"
import { useText } from "../i18n/use-text"

/** What a field of the profile says, in the reader's words. */
export function useProfileText(customer: CustomerSummary): (name: keyof CustomerProfile) => string {
  const { t, number } = useText()
  const stores = useThingNames("stock_location", customer.home_store ? [customer.home_store] : [])
  return (name) => {
    if (name === "growth_value") return number(customer[name] ?? 0)
    const value = customer[name] ?? ""
    if (name === "gender") return t(`customer.genders.${value}`, { defaultValue: value })
    if (name === "home_store") return stores.data?.[value] ?? value
    return value
  }
}
