import { toldEventSchema } from "../../../ingest/told-event"
import type { Sql } from "../database"
import type { RecordEvents } from "./record-events"
import type { InboxRow } from "./store/inbox"
import { selectProductNumbers } from "./store/products"
import { selectPids } from "./store/profiles"

/** Records events that came through the inbox; the row's source and id make the key, so each counts once. */
export const takeInEvents =
  ({ recordEvents }: { recordEvents: RecordEvents }) =>
  async (tx: Sql, rows: Pick<InboxRow, "source" | "source_id" | "payload">[]): Promise<void> => {
    const told = rows.map((row) => ({
      ...toldEventSchema.parse(row.payload),
      key: `${row.source}:${row.source_id}`,
    }))
    const pidOf = await selectPids(
      tx,
      told.flatMap((event) => event.customer_id ?? []),
    )
    const productOf = await selectProductNumbers(
      tx,
      told.flatMap((event) => event.product_id ?? []),
    )
    await recordEvents(
      tx,
      told.map(({ customer_id, product_id, ...event }) => ({
        ...event,
        pid: customer_id ? (pidOf.get(customer_id) ?? null) : null,
        product: product_id ? (productOf.get(product_id) ?? null) : null,
        props: product_id ? { ...event.props, product_id } : event.props,
      })),
    )
  }

export type TakeInEvents = ReturnType<typeof takeInEvents>
