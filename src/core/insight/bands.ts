import { firstYounger } from "../time/birthday"
import type { Day } from "../time/zone"
import type { Band, Both } from "./insight"

/** Ages from which a band begins; the first one is whoever is younger. */
export const AGES = [18, 25, 35, 45, 55, 65]
/** Purchases from which a band begins. */
export const PURCHASES = [0, 1, 2, 3, 5, 10, 20]
/** Percent from which a band of discounts begins. */
export const DISCOUNTS = [0, 5, 10, 20, 30, 50]
/** Seconds from which a band of time begins: one, five and fifteen minutes, one and three hours. */
export const DWELL = [0, 60, 300, 900, 3_600, 10_800]
/** How a list of bands tells who had no discount at all. */
export const NO_DISCOUNT = -1

/** People of one exact value; null: unknown. */
export type Counted = Both & { value: number | null }

/**
 * Puts counted values into bands that begin at `starts`, the last one without an end; nobody is left out: what lies below the
 * first start is in the first band. The unknown, if there are any, come last.
 */
export function bandsOf(starts: number[], counted: Counted[]): Band[] {
  const bands: Band[] = starts.map((from, i) => ({
    from,
    to: starts[i + 1] ?? null,
    segment: 0,
    compare: 0,
  }))
  const unknown: Band = { from: null, to: null, segment: 0, compare: 0 }
  for (const { value, ...both } of counted) {
    const nth = value === null ? -1 : Math.max(0, starts.filter((from) => value >= from).length - 1)
    add(bands[nth] ?? unknown, both)
  }
  return unknown.segment + unknown.compare > 0 ? [...bands, unknown] : bands
}

export function ageBands(counted: Counted[]): Band[] {
  return bandsOf([0, ...AGES], counted)
}

/** Who had none stand apart: from 0 to 0. */
export function discountBands(counted: Counted[]): Band[] {
  const none: Band = { from: 0, to: 0, segment: 0, compare: 0 }
  for (const one of counted) if (one.value === NO_DISCOUNT) add(none, one)
  const some = counted.filter((one) => one.value !== NO_DISCOUNT)
  return counted.length > 0 ? [none, ...bandsOf(DISCOUNTS, some)] : []
}

/** As many bands of one width; above them is one more. */
const AMOUNTS = 8
/** So many of a hundred lie below the last band, in the group that pays more. */
const COVERED = 0.9

/**
 * Bands of a round width (1, 2 or 5 with zeros) that suit what these two groups pay. The values may be cut to their first two
 * digits: the bands begin at such numbers.
 */
export function amountBands(counted: Counted[]): Band[] {
  const most = Math.max(quantile(counted, "segment"), quantile(counted, "compare"))
  if (most < 0) return []
  const width = roundUp(most / AMOUNTS)
  return bandsOf(
    Array.from({ length: AMOUNTS + 1 }, (_, i) => i * width),
    counted,
  )
}

/** Below 0: nobody is in this group. */
function quantile(counted: Counted[], group: keyof Both): number {
  const total = counted.reduce((sum, one) => sum + one[group], 0)
  let below = 0
  for (const { value, [group]: people } of [...counted].sort((a, b) => (a.value ?? 0) - (b.value ?? 0))) {
    below += people
    if (people > 0 && below >= COVERED * total) return value ?? 0
  }
  return -1
}

/** The smallest of 1, 2, 5, 10, 20, 50... that is not smaller. */
function roundUp(width: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, width))))
  return [1, 2, 5, 10].map((n) => n * unit).find((round) => round >= width)!
}

/** The first birthday of each younger band, oldest first: who was born on it or later is younger than the age. */
export const firstBirthdays = (today: Day): Day[] =>
  [...AGES].reverse().map((age) => firstYounger(age, today))

/** The youngest age of the band at this place of `firstBirthdays`: 0 are the oldest. */
export const ageAt = (place: number): number => [...AGES].reverse()[place] ?? 0

function add(to: Both, both: Both): void {
  to.segment += both.segment
  to.compare += both.compare
}
