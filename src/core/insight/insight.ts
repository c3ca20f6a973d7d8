import type { Stage } from "../lifecycle/stage"

/** How many people of the segment, and how many of those it is compared with. */
export type Both = { segment: number; compare: number }
/** People by a value; null: nothing is known of them. Where a list shows the most frequent only, the rest is in none. */
export type Bar = Both & { value: string | null }
export type Place = Both & { country: string | null; province: string | null; city: string | null }
/** People whose number lies at or above `from` and below `to`; null: no end there, or, without both, unknown. */
export type Band = Both & { from: number | null; to: number | null }

/** At the end of a day of the store's calendar; who came and left on one day is in both counts. */
export type DailySize = { day: string; size: number; entered: number; left: number }
export type Overlap = { id: string; name: string; members: number; shared: number }
export type ProductSales = {
  product_id: string
  title: string
  /** Of the store's own products; others come from imported purchases. */
  in_store: boolean
  buyers: Both
  /** What was paid less what was refunded, in minor units. */
  amounts: (Both & { currency: string })[]
}

/** What is known of a segment's members as of its last refresh, beside everybody or another segment, all of one moment. */
export type Insight = {
  as_of: string
  /** Reckoned for somebody who asked before, at `as_of`: large groups take long. */
  kept: boolean
  /** `people`: without those who were deleted as customers since. */
  segment: { id: string; name: string; people: number; refreshed_at: string | null }
  /** `id` null: all customers. */
  compare: { id: string | null; name: string | null; people: number }
  profile: {
    gender: Bar[]
    age: Band[]
    country: Place[]
    province: Place[]
    city: Place[]
    tier: Bar[]
    stage: Bar[]
    /** Classes by name; null: never bought, or not computed yet. */
    rfm: Bar[]
    /** `recent`: the last purchase is less than two years ago; `before`; `never`. */
    paid: Bar[]
  }
  consumption: {
    /** The store's main currency: averages and discounts are of purchases in it alone. */
    currency: string
    /** Purchases of a lifetime, in whatever currency. */
    purchases: Band[]
    /** Of buyers: what a purchase brought on average, after refunds, in minor units. */
    average: Band[]
    /** Of buyers: discounts as percent of the price before them. A band from 0 to 0 had none. */
    discount: Band[]
    /** Of whom pages told how long they stayed: all of it, in seconds. Null: no page told of anybody. */
    dwell_time: Band[] | null
  }
  trend: DailySize[]
  overlap: Overlap[]
  products: ProductSales[]
}

/** Null: had no stage then, or has none yet. */
export type StageMove = { from: Stage | null; to: Stage | null; people: number }
export type StageMoves = {
  /** "2026-03"; null before any history. */
  month: string | null
  /** Those that history is kept of, the newest first. */
  months: string[]
  /** Everybody in the segment, by where they were as the month began and as it ended (or are now). */
  moves: StageMove[]
}
