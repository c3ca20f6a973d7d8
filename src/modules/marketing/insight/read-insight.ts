import type { Both, Insight } from "../../../core/insight/insight"
import { Missing, Refused } from "../../../core/problem"
import { addMonths, dayOf, startOfDay } from "../../../core/time/zone"
import type { Clock } from "../clock"
import type { ReadStoreCurrency } from "../commerce/read-store-currency"
import type { Database, Sql } from "../database"
import type { MarketingOptions } from "../options"
import { keptInsights } from "./kept-insights"
import { refuse } from "./problems"
import { inSnapshot } from "./snapshot"
import { readDwell } from "./store/dwell"
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

type Asked = { segment_id: string; compare?: string; fresh?: boolean }

/**
 * Who the members of a segment are and what they buy, as of its last refresh, beside all customers or the members of
 * `compare`. Everything is of one moment; of large groups that may be an hour ago (`kept`), unless it is asked `fresh`. Throws
 * Missing; Refused when what it is compared with does not exist.
 */
export const readInsight = ({ database, clock, options, readStoreCurrency }: Parts) => {
  const readKept = keptInsights()
  return async ({ segment_id, compare, fresh = false }: Asked): Promise<Insight> => {
    const now = await clock.now()
    const today = dayOf(now, options.timezone)
    const groups = await findGroups(database, segment_id, compare)
    const stamp = `${groups.segment.stamp}/${groups.other?.stamp ?? ""}/${today}`
    return readKept({ key: `${segment_id}/${compare ?? ""}`, stamp, now, fresh }, async () => {
      const currency = await readStoreCurrency()
      return inSnapshot(database, (tx) =>
        reckon(tx, { segment_id, compare, now, currency, zone: options.timezone }),
      )
    })
  }
}

async function findGroups(sql: Sql, segment_id: string, compare?: string) {
  const segment = await findGroup(sql, segment_id)
  if (!segment) throw new Missing("segment", segment_id)
  const other = compare === undefined ? undefined : await findGroup(sql, compare)
  if (compare !== undefined && !other)
    throw new Refused([refuse("insight/unknown-comparison", "compare", { id: compare })])
  return { segment, other }
}

async function reckon(
  tx: Sql,
  asked: { segment_id: string; compare?: string; now: Date; currency: string; zone: string },
): Promise<Insight> {
  const { now, currency, zone } = asked
  const today = dayOf(now, zone)
  const { segment, other } = await findGroups(tx, asked.segment_id, asked.compare)
  const groups: Groups = { segment: segment.no, compare: other?.no ?? null }
  const recently = startOfDay(addMonths(today, -RECENT_MONTHS), zone)
  const { purchases, ...spread } = await readSpread(tx, groups, { today, recently })
  const places = await readPlaces(tx, groups)
  const spending = await readSpending(tx, groups, currency)
  const people = sumOf(spread.gender)
  return {
    as_of: now.toISOString(),
    kept: false,
    segment: {
      id: segment.id,
      name: segment.name,
      people: people.segment,
      refreshed_at: segment.refreshed_at?.toISOString() ?? null,
    },
    compare: { id: other?.id ?? null, name: other?.name ?? null, people: people.compare },
    profile: { ...spread, ...places },
    consumption: { currency, purchases, ...spending, dwell_time: await readDwell(tx, groups) },
    trend: await readSizes(tx, segment.no, { today, zone }),
    overlap: await readOverlap(tx, segment.no),
    products: await readProducts(tx, groups),
  }
}

const sumOf = (list: Both[]): Both => ({
  segment: list.reduce((sum, one) => sum + one.segment, 0),
  compare: list.reduce((sum, one) => sum + one.compare, 0),
})
