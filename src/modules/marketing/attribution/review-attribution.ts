import type { Clock } from "../clock"
import type { Database } from "../database"
import { type AttributeOrders, LONGEST_WINDOW_DAYS } from "./attribute-orders"

const DAY_MS = 86_400_000
const ORDERS_AT_A_TIME = 5_000

/**
 * Attributes the orders of the last day again whose people were touched before. A touch and an order that are
 * written in the same moment do not see each other; whoever looks again afterwards sees both. Answers false: once is
 * enough until the next time.
 */
export const reviewAttribution =
  ({
    database,
    clock,
    attributeOrders,
  }: {
    database: Database
    clock: Clock
    attributeOrders: AttributeOrders
  }) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    const orders = await database.rows<{ oid: number }>(
      `select o.oid from marketing_order o
        where o.placed_at > $1 and exists (
          select 1 from marketing_touch t
           where t.pid = o.pid and t.at <= o.placed_at and t.at > o.placed_at - interval '${LONGEST_WINDOW_DAYS} days')
        order by o.oid`,
      [new Date(now.getTime() - DAY_MS)],
    )
    for (let from = 0; from < orders.length; from += ORDERS_AT_A_TIME) {
      const oids = orders.slice(from, from + ORDERS_AT_A_TIME).map((order) => order.oid)
      await database.transaction((tx) => attributeOrders(tx, oids, now))
    }
    return false
  }
