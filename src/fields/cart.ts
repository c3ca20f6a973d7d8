import { defineField } from "../extension/field"
import { totalField } from "./total"

type CartLine = { quantity: number }
const linesOf = (row: Record<string, unknown>) => (row.cart_lines ?? []) as CartLine[]

const source = {
  there: "exists (select 1 from marketing_cart_line)",
  otherwise: {
    en: "No cart has been seen yet: carts of signed-in customers appear by themselves.",
    zhCN: "尚无购物车数据：登录客户的购物车会自动出现。",
  },
}

const LINES = { from: "marketing_cart_line l", pid: "l.pid" }

/** What lies in an open cart now. */
export const cartFields = [
  defineField({
    id: "cart.open",
    family: "cart",
    source,
    label: { en: "Has something in an open cart", zhCN: "购物车中有商品" },
    type: "boolean",
    says: {
      yes: { en: "who have something in an open cart", zhCN: "购物车中有商品" },
      no: { en: "who have nothing in an open cart", zhCN: "购物车中没有商品" },
    },
    totals: { ...LINES, value: () => "true" },
    sql: () => "exists (select 1 from marketing_cart_line l where l.pid = p.pid)",
    memory: (row) => linesOf(row).length > 0,
  }),
  totalField({
    id: "cart.items",
    family: "cart",
    source,
    label: { en: "Items in open carts", zhCN: "购物车商品件数" },
    totals: { ...LINES, value: () => "sum(l.quantity)" },
    memory: (row) => linesOf(row).reduce((sum, line) => sum + line.quantity, 0),
  }),
]
