import type { Sql } from "../database"
import { rowTable } from "../row-table"
import type { AttributeOrders } from "./attribute-orders"

/** Something a customer received or did with a message. `key` makes recording it twice harmless. */
export type Touch = {
  key: string
  pid: number
  plan_no: number
  run_no: number
  node: string
  enrollment_id: number | null
  kind: "delivered" | "clicked" | "granted"
  channel?: string
  at: Date
}

/**
 * Writes touches in the caller's transaction. A touch may become known after the order it led to (a receipt that
 * came late), so the orders placed since are attributed again.
 */
export const recordTouches =
  ({ attributeOrders }: { attributeOrders: AttributeOrders }) =>
  async (tx: Sql, touches: Touch[]): Promise<void> => {
    if (touches.length === 0) return
    const asked = rowTable(touches, {
      key: "text",
      pid: "int",
      plan_no: "int",
      run_no: "int",
      node: "text",
      enrollment_id: "bigint",
      kind: "text",
      channel: "text",
      at: "timestamptz",
    })
    const later = await tx.rows<{ oid: number }>(
      `with recorded as (
         insert into marketing_touch (key, pid, plan_no, run_no, node, enrollment_id, kind, channel, at)
         select * from ${asked.from}
         on conflict (key) do nothing
         returning pid, at)
       select distinct o.oid from recorded r join marketing_order o on o.pid = r.pid and o.placed_at >= r.at`,
      asked.values,
    )
    if (later.length === 0) return
    await attributeOrders(
      tx,
      later.map((order) => order.oid),
      new Date(Math.max(...touches.map((touch) => touch.at.getTime()))),
    )
  }

export type RecordTouches = ReturnType<typeof recordTouches>
