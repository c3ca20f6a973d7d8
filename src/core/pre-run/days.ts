import { addDays } from "../time/zone"
import type { Replay } from "./result"

/** Each day from the first to the last of these; on some of them nobody came in. */
export function daysFrom(counted: Replay["per_day"]): Replay["per_day"] {
  const known = new Map(counted.map((one) => [one.day, one]))
  const days: Replay["per_day"] = []
  const last = counted.at(-1)?.day ?? ""
  for (let day = counted[0]?.day ?? "z"; day <= last; day = addDays(day, 1))
    days.push(known.get(day) ?? { day, entered: 0, held_out: 0 })
  return days
}
