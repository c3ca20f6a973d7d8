import { dayOf, momentOf, nextDay, wallOf, weekdayOf } from "./clocks"
import type { Sketch } from "./plan-in-model"

/** Nobody's clock is ahead of this one's. */
const FIRST_ZONE = "Pacific/Kiritimati"

/** The days around now at which a calendar's node looks, and when. */
export function looksAround(settings: Record<string, unknown>, now: number, zone: string) {
  const today = dayOf(now, zone)
  const clock = settings.zone === "customer" ? FIRST_ZONE : zone
  return [-1, 0, 1, 2].map((ahead) => {
    const day = nextDay(today, ahead)
    return { day, opens: momentOf(`${day}T${settings.time}`, clock) }
  })
}

export function firstFiring(sketch: Sketch, now: number, zone: string): { slot: string; due: number } {
  const schedule = sketch.settings.schedule!
  if (schedule.at === "now") return { slot: "once", due: now }
  if (schedule.at)
    return {
      slot: "once",
      due: momentOf(schedule.at as string, schedule.zone === "customer" ? FIRST_ZONE : zone),
    }
  return firingsAfter(sketch, "", zone).next().value!
}

/** Between which moments a plan lets people in that something lets in. */
export function spanOf({ settings: { schedule } }: Sketch, zone: string): { opens: number; closes: number } {
  const { from, to } = (schedule ?? {}) as Record<string, string | undefined>
  return {
    opens: from ? momentOf(from, zone) : Number.NEGATIVE_INFINITY,
    closes: to ? momentOf(to, zone) : Number.POSITIVE_INFINITY,
  }
}

/** The firings of a recurring plan whose minute on the wall is later than `slot`. */
export function* firingsAfter(
  { settings }: Sketch,
  slot: string,
  zone: string,
): Generator<{ slot: string; due: number }> {
  const { from, to, every, on, interval, time, zone: whose } = settings.schedule as Record<string, string>
  let count = 0
  for (let day = from!; day <= to!; day = nextDay(day)) {
    const isDay =
      every === "day"
        ? count++ % Number(interval) === 0
        : every === "week"
          ? on!.includes(weekdayOf(day))
          : (on as unknown as number[]).includes(Number(day.slice(8)))
    const wall = `${day}T${time}`
    if (isDay && wall > slot)
      yield { slot: wall, due: momentOf(wall, whose === "customer" ? FIRST_ZONE : zone) }
  }
}

/** When the day, week or month began on the store's wall. */
export function beginOf(per: "day" | "week" | "month", now: number, zone: string): number {
  let day = wallOf(now, zone).slice(0, 10)
  if (per === "month") day = `${day.slice(0, 8)}01`
  if (per === "week") while (weekdayOf(day) !== "mon") day = nextDay(day, -1)
  return momentOf(`${day}T00:00`, zone)
}
