import { instantAt, isDay, startOfDay } from "../time/zone"

export { isDay }

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/

/**
 * "2026-03-01", "2026-03-01 14:30:00", "2026-03-01T14:30Z", "...+02:00" → the instant; without an offset it is wall time
 * in `zone`. `null` for anything else, also for days and times that do not exist.
 */
export function instantOf(text: string, zone: string): Date | null {
  const match = MOMENT.exec(text.trim())
  if (!match || !isDay(match[1])) return null
  const [, day, hour, minute, second, offset] = match
  if (hour === undefined) return startOfDay(day!, zone)
  const [h, m, s] = [Number(hour), Number(minute), Number(second ?? 0)]
  if (h > 23 || m > 59 || s > 59) return null
  if (offset) {
    const at = new Date(
      `${day}T${hour}:${minute}:${second ?? "00"}${offset === "Z" ? "Z" : offset.replace(/(\d\d):?(\d\d)$/, "$1:$2")}`,
    )
    return Number.isNaN(at.getTime()) ? null : at
  }
  const [year, month, date] = day!.split("-").map(Number) as [number, number, number]
  return instantAt({ year, month, day: date, hour: h, minute: m, second: s }, zone)
}
