import { dueInZone } from "../../core/schedule/wall"
import { addDays, type Day, dayOf, weekday } from "../../core/time/zone"
import type { WaitUntilSettings } from "./schema"
import { WEEKDAYS } from "./words"

/** Who arrived at `arrived` goes on at this moment by the clock of `zone`; one that is over means at once. */
export function momentFor(settings: WaitUntilSettings, arrived: Date, now: Date, zone: string): Date {
  switch (settings.until) {
    case "date":
      return dueInZone(settings.at!, zone)
    case "weekday":
      return nextAt(settings, arrived, zone)
    case "window":
      return nextOpen(settings, now, zone)
  }
}

type Chosen = Pick<WaitUntilSettings, "days" | "time" | "to">

const isChosen = ({ days }: Chosen, day: Day): boolean =>
  days.length === 0 || days.includes(WEEKDAYS[weekday(day) - 1]!)

/**
 * The first such time after the arrival, never the arrival itself: who comes round in a circle at nine o'clock sharp
 * waits for the next nine o'clock.
 */
function nextAt(chosen: Chosen, arrived: Date, zone: string): Date {
  const today = dayOf(arrived, zone)
  for (let ahead = 0; ; ahead++) {
    const day = addDays(today, ahead)
    const at = dueInZone(`${day}T${chosen.time}`, zone)
    if (isChosen(chosen, day) && at > arrived) return at
  }
}

/** Now while the window is open, else when it opens next. A window that closes before it opens reaches into the next day. */
function nextOpen(chosen: Chosen, now: Date, zone: string): Date {
  const { time, to } = chosen as { time: string; to: string }
  const yesterday = addDays(dayOf(now, zone), -1)
  for (let ahead = 0; ; ahead++) {
    const day = addDays(yesterday, ahead)
    if (!isChosen(chosen, day)) continue
    const open = dueInZone(`${day}T${time}`, zone)
    const close = dueInZone(`${to > time ? day : addDays(day, 1)}T${to}`, zone)
    // Where the clocks skip the window's end it may close before it opens: that day has none.
    if (close > now && close > open) return open > now ? open : now
  }
}
