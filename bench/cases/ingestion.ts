import { randomUUID } from "node:crypto"
import type { Case, Ground } from "../bench"
import { NOW } from "../store"

/** As many as wait at once at most; who comes then is asked to come again. */
const CALLS = 50
const EACH = 100

/** What storefronts tell: fifty full calls at once, of fifty signed-in customers, each event with a number of its own. */
export function ingestionCases({ database, marketing }: Ground): Case[] {
  const clear = async () => {
    await database.run("delete from marketing_event where key like 'told:%' or key like 'bench-told:%'")
    await database.run("truncate marketing_heard")
  }
  let customers: string[]
  const calls = () =>
    customers.map((customer_id) => ({
      customer_id,
      visitor_id: null,
      events: Array.from({ length: EACH }, () => ({
        type: "track",
        id: randomUUID(),
        event: "product_viewed",
        properties: { path: "/shoes" },
      })),
    }))
  let told: ReturnType<typeof calls>
  let keys: string[]
  return [
    {
      name: `ingestion: ${CALLS * EACH} events in ${CALLS} calls at once`,
      before: async () => {
        await clear()
        customers ??= (
          await database.rows<{ customer_id: string }>(
            "select customer_id from marketing_profile where deleted_at is null order by pid limit $1",
            [CALLS],
          )
        ).map((row) => row.customer_id)
        told = calls()
        keys = told.flatMap(({ events }) => events.map(({ id }) => id))
      },
      ours: async () => {
        const heard = await Promise.all(told.map((call) => marketing.hearStorefront(call)))
        return heard.reduce((sum, { accepted }) => sum + accepted, 0)
      },
      limit: async () => {
        const heard = await database.run(
          `with heard as (
             insert into marketing_heard (key, heard_at) select key, $2 from unnest($1::text[]) as key on conflict do nothing returning key)
           insert into marketing_event (at, key, name, pid, trusted, props)
           select $2, 'bench-told:' || key, 'product_viewed', 1 + (row_number() over ()) % ${CALLS}, false, '{"path": "/shoes"}' from heard`,
          [keys, NOW],
        )
        return heard
      },
      same: true,
      per_second: CALLS * EACH,
      goal_ratio: 3,
    },
  ]
}
