import { type KnownEvent, knownEvent, KNOWN_EVENTS as RECORDED } from "../../src/core/rules/events"
import { isFlag, PRODUCT_KEYS, SHOP_FACTS } from "../../src/core/rules/sources"
import type { ThingSource } from "../api/things"

/** Those that rules offer; the others show in a customer's history. */
export const KNOWN_EVENTS = RECORDED.filter((event) => event.hint !== undefined)

/** What is an id of something that can be searched for. */
export const THING_OF: Partial<Record<string, ThingSource>> = {
  product_id: "product",
  variant_id: "variant",
  category_id: "category",
  collection_id: "collection",
  type_id: "type",
  tag_id: "tag",
  sales_channel_id: "sales_channel",
}

export { isFlag }

/** Of the shop itself: these have no properties beside those that are known. */
export const isShopFact = (name: string): boolean => (SHOP_FACTS as readonly string[]).includes(name)

/** What an event can be narrowed by: things of the shop first, then what it says itself. */
export const narrowingsOf = (name: string): readonly string[] => {
  const event: Pick<KnownEvent, "narrow" | "properties"> | undefined = knownEvent(name)
  return event ? [...event.narrow, ...event.properties.map(({ key }) => key)] : PRODUCT_KEYS
}

export const propertyOf = (event: string, key: string) =>
  knownEvent(event)?.properties.find((property) => property.key === key)
