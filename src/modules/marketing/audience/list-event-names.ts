import { KNOWN_EVENTS } from "../../../core/rules/events"
import { SHOP_FACTS, sourceOf } from "../../../core/rules/sources"
import type { Database } from "../database"

export type ListEventNames = ReturnType<typeof listEventNames>
export type EventName = { name: string; built_in: boolean; seen: boolean }

/** What a rule can ask whether somebody did: the shop's facts, and the names of events that came in. */
export const listEventNames =
  ({ database }: { database: Database }) =>
  async (): Promise<EventName[]> => {
    // Jumps from name to name through the index instead of reading all events.
    const seen = await database.rows<{ name: string }>(
      `with recursive names as (
         (select name from marketing_event order by name limit 1)
         union all
         select (select e.name from marketing_event e where e.name > n.name order by e.name limit 1) from names n where n.name is not null)
       select name from names where name is not null limit 500`,
    )
    const events = seen
      .map(({ name }) => name)
      .filter((name) => !(SHOP_FACTS as readonly string[]).includes(name))
    return [
      ...SHOP_FACTS.map((name) => ({ name, built_in: true, seen: true })),
      ...KNOWN.map((name) => ({ name, built_in: true, seen: events.includes(name) })),
      ...events
        .filter((name) => !KNOWN.includes(name))
        .map((name) => ({ name, built_in: false, seen: true })),
    ]
  }

/** Those that are better asked for by another name are listed once they came in. */
const KNOWN = KNOWN_EVENTS.filter(({ name, hint }) => hint && sourceOf(name) === "event").map(
  ({ name }) => name,
)
