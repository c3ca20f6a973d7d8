import type { Both, Insight } from "../../../core/insight/insight"
import { Missing, Refused } from "../../../core/problem"
import { addMonths, dayOf, startOfDay } from "../../../core/time/zone"
import type { Clock } from "../clock"
import type { ReadStoreCurrency } from "../commerce/read-store-currency"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { refuse } from "./problems"
import { inSnapshot } from "./snapshot"
import { findGroup, type Groups } from "./store/groups"
import { readOverlap } from "./store/overlap"
import { readPlaces } from "./store/places"
import { readProducts } from "./store/products"
import { readSizes } from "./store/sizes"
import { readSpending } from "./store/spending"
import { readSpread } from "./store/spread"

type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  readStoreCurrency: ReadStoreCurrency
}

/** Who paid less than so long ago has paid of late. */
const RECENT_MONTHS = 24

/**
 * Who the members of a segment are and what they buy, as of its last refresh, beside all customers or the members of
 * `compare`. Everything is of one moment. Throws Missing; Refused when what it is compared with does not exist.
 */
export const readInsight =
  ({ database, clock, options, readStoreCurrency }: Parts) =>
  async ({ segment_id, compare }: { segment_id: string; compare?: string }): Promise<Insight> => {
    const now = await clock.now()
    const today = dayOf(now, options.timezone)
    const currency = await readStoreCurrency()
    return inSnapshot(database, async (tx) => {
      const segment = await findGroup(tx, segment_id)
      if (!segment) throw new Missing("segment", segment_id)
      const other = compare === undefined ? undefined : await findGroup(tx, compare)
      if (compare !== undefined && !other)
        throw new Refused([refuse("insight/unknown-comparison", "compare", { id: compare })])
      const groups: Groups = { segment: segment.no, compare: other?.no ?? null }
      const recently = startOfDay(addMonths(today, -RECENT_MONTHS), options.timezone)
      const { purchases, ...spread } = await readSpread(tx, groups, { today, recently })
      const places = await readPlaces(tx, groups)
      const spending = await readSpending(tx, groups, currency)
      const people = sumOf(spread.gender)
      return {
        as_of: now.toISOString(),
        segment: {
          id: segment.id,
          name: segment.name,
          people: people.segment,
          refreshed_at: segment.refreshed_at?.toISOString() ?? null,
        },
        compare: { id: other?.id ?? null, name: other?.name ?? null, people: people.compare },
        profile: { ...spread, ...places },
        consumption: { currency, purchases, ...spending, dwell_time: null },
        trend: await readSizes(tx, segment.no, { today, zone: options.timezone }),
        overlap: await readOverlap(tx, segment.no),
        products: await readProducts(tx, groups),
      }
    })
  }

const sumOf = (list: Both[]): Both => ({
  segment: list.reduce((sum, one) => sum + one.segment, 0),
  compare: list.reduce((sum, one) => sum + one.compare, 0),
})
