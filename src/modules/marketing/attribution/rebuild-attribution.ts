import type { Clock } from "../clock"
import type { Database } from "../database"
import type { AttributeOrders } from "./attribute-orders"

const PAGE = 20_000

/** Attributes every order again, page by page; for changed windows and for checks. Answers how many orders were read. */
export const rebuildAttribution =
  ({
    database,
    clock,
    attributeOrders,
  }: {
    database: Database
    clock: Clock
    attributeOrders: AttributeOrders
  }) =>
  async (onProgress: (done: number) => void = () => undefined): Promise<number> => {
    const now = await clock.now()
    let done = 0
    for (let after = 0; ; ) {
      const page = await database.transaction(async (tx) => {
        const orders = await tx.rows<{ oid: number }>(
          "select oid from marketing_order where oid > $1 order by oid limit $2",
          [after, PAGE],
        )
        await attributeOrders(
          tx,
          orders.map((order) => order.oid),
          now,
        )
        return orders
      })
      if (page.length === 0) return done
      after = page.at(-1)!.oid
      done += page.length
      onProgress(done)
    }
  }
