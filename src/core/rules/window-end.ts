import { addDays, isDay } from "../time/zone"

/** The last day of a window that ends before this day, as people name it; of a moment, the moment itself. */
export const lastOf = (to: string): string => (isDay(to) ? addDays(to, -1) : to)

/** Where a window ends whose last day is this one. */
export const endAfter = (last: string): string => (isDay(last) ? addDays(last, 1) : last)
