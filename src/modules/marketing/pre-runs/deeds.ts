import type { Deeds } from "../../../core/pre-run/result"
import type { Sql } from "../database"
import { countDeeds, sumPaid, type Watched } from "./store/deeds"

const DAY_MS = 86_400_000
/** People asked about with one statement. */
const TOGETHER = 5_000

/** Who came in when, milliseconds. */
export type Entered = { pid: number; at: number }

/** What these people really did from coming in until the window's end or now. Who came in again meanwhile is watched on. */
export async function deedsOf(
  sql: Sql,
  entered: Entered[],
  { window_days, now, mustGoOn }: { window_days: number; now: Date; mustGoOn: () => void },
): Promise<Deeds> {
  const people = [...entered].sort((a, b) => a.pid - b.pid)
  const deeds: Deeds = { people: 0, visited: 0, ordered: 0, orders: 0, paid: {} }
  for (let first = 0; first < people.length; ) {
    mustGoOn()
    let last = Math.min(first + TOGETHER, people.length)
    // All times of one person in the same question.
    while (people[last]?.pid === people[last - 1]!.pid) last++
    const watched = timesOf(people.slice(first, last), window_days * DAY_MS, now.getTime())
    first = last
    deeds.people += new Set(watched.map(({ pid }) => pid)).size
    const { visited, ordered, orders } = await countDeeds(sql, watched)
    deeds.visited += visited
    deeds.ordered += ordered
    deeds.orders += orders
    for (const { currency, net } of await sumPaid(sql, watched))
      deeds.paid[currency] = (deeds.paid[currency] ?? 0) + net
  }
  return deeds
}

/** When each of them is watched, by person; times that overlap become one. */
export function timesOf(entered: Entered[], span: number, now: number): Watched[] {
  const ordered = [...entered].sort((a, b) => a.pid - b.pid || a.at - b.at)
  const times: Watched[] = []
  for (const { pid, at } of ordered) {
    const until = new Date(Math.min(at + span, now))
    const last = times.at(-1)
    if (last?.pid === pid && last.until.getTime() >= at) last.until = until
    else times.push({ pid, since: new Date(at), until })
  }
  return times
}
