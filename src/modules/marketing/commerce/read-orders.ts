import type { Sql } from "../database"
import { groupBy } from "../group-by"
import { addDecimals, exactMinor, exactMinors, negated } from "./decimal"
import type { CoreOrder } from "./order-fact"
import {
  selectAdjustments,
  selectCredits,
  selectHeads,
  selectLines,
  selectMovements,
  selectShipping,
} from "./store/orders"

/**
 * Reads orders of the store as they stand now, with lines, credits, discounts and money moved. Ids that are no
 * order (or a draft) are left out. Read only; give the transaction in which the answer is used.
 */
export const readOrders =
  () =>
  async (sql: Sql, ids: string[]): Promise<CoreOrder[]> => {
    if (ids.length === 0) return []
    const heads = await selectHeads(sql, ids)
    const lines = byOrder(await selectLines(sql, ids))
    const shipping = byOrder(await selectShipping(sql, ids))
    const credits = byOrder(await selectCredits(sql, ids))
    const adjustments = byOrder(await selectAdjustments(sql, ids))
    const movements = byOrder(await selectMovements(sql, ids))

    return heads.map((head) => {
      const of = <T>(rows: Map<string, T[]>): T[] => rows.get(head.order_id) ?? []
      const minor = (amount: string) => exactMinor(amount, head.currency)
      const sum = (amounts: string[]) => minor(addDecimals(amounts))
      const paidBy = of(credits).flatMap((c) => (c.refund ? [] : [c.amount]))
      const owed = paidBy.map(negated)
      const [items, delivery] = [of(lines), of(shipping)]
      const asked = (share: "ordered" | "amount") =>
        sum([...items.map((line) => line[share]), ...delivery.map((s) => s.amount), ...owed])
      const moved = of(movements).filter((row) => /[1-9]/.test(row.amount))
      const out = moved.filter((row) => row.amount.startsWith("-"))
      const into = moved.filter((row) => !row.amount.startsWith("-"))
      const back = exactMinors(
        out.map((row) => negated(row.amount)),
        head.currency,
      )
      return {
        ...head,
        paid_at: into[0]?.at ?? (asked("ordered") <= 0 ? head.placed_at : null),
        total: asked("amount"),
        returned: asked("ordered") - asked("amount"),
        credited: sum(paidBy),
        discount: sum([...items, ...delivery].map((row) => row.discount)),
        shipping: sum(delivery.map((s) => s.amount)),
        captured: sum(into.map((row) => row.amount)),
        refunded: sum(out.map((row) => negated(row.amount))),
        lines: items.map((line) => ({
          line_id: line.line_id,
          product_id: line.product_id,
          variant_id: line.variant_id,
          title: line.title,
          quantity: Math.round(Number(line.quantity)),
          amount: minor(line.amount),
        })),
        credit_lines: of(credits).map(({ id, reference, reference_id, amount, metadata }) => ({
          id,
          reference,
          reference_id,
          amount: minor(amount),
          metadata,
        })),
        adjustments: of(adjustments).map(({ promotion_id, code, amount }) => ({
          promotion_id,
          code,
          amount: minor(amount),
        })),
        refunds: out.map((row, n) => ({ refund_id: row.id, amount: back[n]!, at: row.at })),
      }
    })
  }

export type ReadOrders = ReturnType<typeof readOrders>

const byOrder = <T extends { order_id: string }>(rows: T[]) => groupBy(rows, (row) => row.order_id)
