import { asOf, type CustomerHistory, emptyHistory, type PastCoupon, type PastOrder } from "./history"

const at = (day: number, hour = 12) => new Date(Date.UTC(2026, 2, day, hour))
const product = (product_id: string) => ({
  product_id,
  category_ids: [],
  collection_id: null,
  type_id: null,
  tag_ids: [],
  deleted: false,
})
const line = (id: string, amount: number, net: number) => ({
  product: product(id),
  variant_id: null,
  quantity: 1,
  amount,
  net,
})
const order = (given: Partial<PastOrder>): PastOrder => ({
  order_id: "order_1",
  placed_at: at(2),
  paid_at: at(3),
  cancelled_at: null,
  purchase: true,
  currency: "eur",
  sales_channel_id: "web",
  source: "store",
  total: 100,
  net: 100,
  quantity: 2,
  discounted: false,
  lines: [],
  ...given,
})
const ada = (given: Partial<CustomerHistory>): CustomerHistory => ({
  ...emptyHistory({ pid: 1, customer_id: "cus_1", tags: ["vip"], purchases: 9 }),
  ...given,
})

describe("a customer as of an earlier moment (P15)", () => {
  it("has placed, paid and cancelled what was placed, paid and cancelled by then, and is summed up of that", () => {
    const history = ada({
      orders: [
        order({ cancelled_at: at(9), purchase: false }),
        order({ order_id: "order_2", placed_at: at(6), paid_at: at(6) }),
      ],
    })
    const bought = (day: number) => asOf(history, at(day)).orders.map(({ purchase }) => purchase)
    expect(bought(1)).toEqual([])
    expect(bought(2)).toEqual([false])
    expect(bought(3)).toEqual([true])
    expect(bought(7)).toEqual([true, true])
    expect(bought(9)).toEqual([false, true])
    expect(asOf(history, at(7)).profile).toMatchObject({
      orders: 2,
      purchases: 2,
      first_purchase_at: at(2),
      last_order_at: at(6),
      tags: ["vip"],
    })
    expect(asOf(history, at(1)).profile).toMatchObject({ purchases: 0, first_order_at: null })
  })

  it("had brought in what was refunded only later, and its lines their exact shares of it", () => {
    const refund = {
      refund_id: "r",
      order_id: "order_1",
      amount: 31,
      currency: "eur",
      sales_channel_id: null,
      source: "store",
    }
    const history = ada({
      orders: [order({ net: 69, lines: [line("a", 60, 41), line("b", 30, 21)] })],
      refunds: [{ ...refund, at: at(5) }],
    })
    const then = asOf(history, at(4))
    expect(then.orders[0]).toMatchObject({ net: 100, lines: [{ net: 60 }, { net: 30 }] })
    expect(then.refunds).toEqual([])
    expect(asOf(history, at(5)).orders[0]).toMatchObject({ net: 69, lines: [{ net: 41 }, { net: 21 }] })
    // Nothing had come in before it was paid.
    expect(asOf(history, at(2)).orders[0]).toMatchObject({ net: 0, lines: [{ net: 0 }, { net: 0 }] })
  })

  it("had the carts that their changes tell: until they were ordered, or as they are today where nothing changed since", () => {
    const change = (day: number, items: number) => ({
      cart_id: "gone",
      at: at(day),
      items,
      total: items * 10,
      currency: "eur",
    })
    const today = { cart_id: "open", updated_at: at(8), currency: "eur", lines: [line("a", 50, 50)] }
    const history = ada({
      cart_changes: [
        change(2, 1),
        change(4, 3),
        { ...change(7, 1), cart_id: "open" },
        { ...change(8, 2), cart_id: "open" },
      ],
      carts: [today],
      orders: [order({ placed_at: at(5) })],
    })
    const carts = (day: number) =>
      asOf(history, at(day)).carts.map(({ cart_id, lines, updated_at }) => [
        cart_id,
        lines[0]!.quantity,
        updated_at,
      ])
    expect(carts(1)).toEqual([])
    expect(carts(3)).toEqual([["gone", 1, at(2)]])
    expect(carts(4)).toEqual([["gone", 3, at(4)]])
    expect(carts(6)).toEqual([])
    expect(carts(7)).toEqual([["open", 1, at(7)]])
    expect(asOf(history, at(9)).carts).toEqual([today])
  })

  it("had a cart open until it was emptied, and not for ever", () => {
    const change = { cart_id: "left", at: at(2), items: 1, total: 10, currency: "eur" }
    const emptied = { cart_id: "left", updated_at: at(5), currency: "eur", lines: [] }
    const history = ada({ cart_changes: [change], carts: [emptied] })
    const open = (day: number) => asOf(history, at(day)).carts.map(({ cart_id }) => cart_id)
    expect([1, 2, 4, 5, 9].map(open)).toEqual([[], ["left"], ["left"], [], []])
    // Filled again.
    const again = { ...emptied, updated_at: at(8), lines: [line("a", 50, 50)] }
    expect(asOf({ ...history, carts: [again] }, at(9)).carts).toEqual([again])
  })

  it("held the coupons and points of then, whatever became of them", () => {
    const coupon = (given: Partial<PastCoupon>): PastCoupon => ({
      id: "1",
      template_id: "t",
      state: "used",
      granted_at: at(2),
      held_at: at(4),
      used_at: at(5),
      expires_at: at(9),
      ...given,
    })
    const history = ada({
      coupons: [coupon({}), coupon({ id: "2", state: "expired", held_at: null, used_at: null })],
      points: {
        held: 0,
        moves: [
          { at: at(2), kind: "grant", amount: 100 },
          { at: at(4), kind: "redeem", amount: -30 },
        ],
        lots: [{ at: at(2), amount: 100, expires_at: at(20), uses: [{ at: at(4), amount: 30 }] }],
      },
    })
    const states = (day: number) => asOf(history, at(day)).coupons.map(({ state }) => state)
    expect(states(1)).toEqual([])
    expect(states(3)).toEqual(["free", "free"])
    expect(states(6)).toEqual(["used", "free"])
    expect(states(10)).toEqual(["used", "expired"])
    expect(asOf(history, at(1)).points).toBeNull()
    expect(asOf(history, at(3)).points).toMatchObject({ balance: 100, lots: [{ remaining: 100 }] })
    expect(asOf(history, at(4)).points).toMatchObject({ balance: 70, lots: [{ remaining: 70 }] })
  })

  it("was in the lists of then, and had agreed to what they had agreed to; who refuses today had never agreed", () => {
    const history = ada({
      memberships: [
        { id: "was", from: at(2), to: at(5) },
        { id: "is", from: at(4), to: null },
      ],
      consents: [
        { channel: "email", state: "yes", at: at(3) },
        { channel: "sms", state: "no", at: at(8) },
      ],
    })
    expect(asOf(history, at(3, 0)).segments).toEqual(["was"])
    expect(asOf(history, at(4)).segments).toEqual(["was", "is"])
    expect(asOf(history, at(5)).segments).toEqual(["is"])
    expect(asOf(history, at(2)).consents).toEqual({ sms: "no" })
    expect(asOf(history, at(3)).consents).toEqual({ email: "yes", sms: "no" })
  })
})
