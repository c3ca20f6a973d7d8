import type { Sql } from "../database"
import { countPeople, newestAndGone } from "./store/people"

/** So long a count holds while nobody is seen to come or go: whoever has a lower number may be committed later. */
const HOLDS_MS = 10_000

/** How many there are in the store. While a rule is typed that is asked again and again, and counting a million takes a while. */
export function createHeadcount({ now = () => performance.now() } = {}): (sql: Sql) => Promise<number> {
  let last: { mark: string; count: number; until: number } | null = null
  return async (sql) => {
    const mark = await newestAndGone(sql)
    if (last?.mark === mark && now() < last.until) return last.count
    const until = now() + HOLDS_MS
    const count = await countPeople(sql)
    last = { mark, count, until }
    return count
  }
}
