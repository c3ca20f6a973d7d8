import { SHOP_THINGS, type ShopThing } from "../../../core/rules/sources"
import type { ReadShopNames } from "../commerce/read-shop-names"
import type { Database } from "../database"
import { type NamedThing, thingNames } from "./store/things"

type Parts = { database: Database; readShopNames: ReadShopNames }

/** Names of segments, plans, templates and things of the shop that a canvas points at, with whether they are still there. */
export const nameThings =
  ({ database, readShopNames }: Parts) =>
  async (wanted: { thing: string; id: string }[]): Promise<NamedThing[]> => {
    if (wanted.length === 0) return []
    const ofShop: Partial<Record<ShopThing, string[]>> = {}
    for (const thing of SHOP_THINGS) {
      const ids = wanted.flatMap((one) => (one.thing === thing ? one.id : []))
      if (ids.length > 0) ofShop[thing] = ids
    }
    const names = await readShopNames(ofShop)
    const found = wanted.flatMap(({ thing, id }) => {
      const known = names.get(`${thing} ${id}`)
      return known ? [{ thing, id, name: known.name, deleted: known.deleted }] : []
    })
    return [...(await thingNames(database, wanted)), ...found]
  }
