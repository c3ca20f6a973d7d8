import type { ShopEvent } from "../../../../ingest/shop-event"
import type { Sql } from "../../database"

/** Appends events; answers those that were new. */
export const insertEvents = (tx: Sql, events: ShopEvent[]) =>
  tx.rows<{ at: Date; key: string }>(
    `insert into marketing_event (at, key, name, pid, visitor, product, oid, amount, currency, trusted, props)
     select at, key, name, pid, visitor, product, oid, amount, currency, coalesce(trusted, true), coalesce(props, '{}')
       from jsonb_to_recordset($1) as e(at timestamptz, key text, name text, pid int, visitor text, product int, oid int,
                                        amount bigint, currency text, trusted boolean, props jsonb)
      order by at, key
     on conflict (at, key) do nothing
     returning at, key`,
    [JSON.stringify(events)],
  )
