import type { OrderFact } from "../../src/modules/marketing/commerce/order-fact"
import { addCouponTemplate, couponRow } from "../support/benefits"
import { addPeople, createWorld, type World } from "../support/world"

describe("what becomes of a coupon", () => {
  let world: World
  let ada: { pid: number; customer_id: string }
  let template: string
  beforeEach(async () => {
    world = await createWorld()
    await addPeople(world.database, [{}, {}])
    ada = (await world.database.one("select pid, customer_id from marketing_profile order by pid limit 1"))!
    template = await addCouponTemplate(world, { valid_days: 7 })
  })
  afterEach(() => world.end())

  const grant = async (pid = ada.pid) => {
    const [given] = await world.database.transaction(async (tx) =>
      world.marketing.writeCoupons(tx, [couponRow(pid, template)], await world.clock.now()),
    )
    return Number(given!.ref)
  }
  const hold = async (coupon_id: number, cart_id: string) => {
    const asked = { customer_id: ada.customer_id, cart_id, coupon_id }
    return world.marketing.holdCoupon({ ...asked, from: await world.marketing.cartOfCoupon(asked) })
  }
  const order = (cart_id: string | null, given: Partial<OrderFact> = {}): OrderFact => ({
    order_id: `order_${cart_id}`,
    oid: 1,
    cart_id,
    customer_id: ada.customer_id,
    pid: ada.pid,
    sales_channel_id: null,
    currency: "eur",
    placed_at: new Date("2026-03-02T10:00:00Z"),
    paid_at: null,
    cancelled_at: null,
    total: 6000,
    returned: 0,
    credited: 0,
    discount: 600,
    shipping: 0,
    captured: 0,
    refunded: 0,
    lines: [],
    credit_lines: [],
    adjustments: [{ promotion_id: `promo_${template}`, code: "X", amount: 600 }],
    refunds: [],
    ...given,
  })
  const settle = (...orders: OrderFact[]) =>
    world.database.transaction(async (tx) =>
      world.marketing.settleOrders(tx, orders, await world.clock.now()),
    )
  const stateOf = async (id: number) =>
    (await world.marketing.listCoupons({ id, offset: 0, limit: 1 })).coupons[0]!.state
  const claims = (cart_id: string) => ({
    cart_id,
    customer_id: ada.customer_id,
    currency: "eur",
    promotion_ids: [`promo_${template}`],
    points: [],
  })

  it("goes from cart to cart while it is only held, and counts in one of them at the end", async () => {
    const id = await grant()
    await hold(id, "cart_1")
    await hold(id, "cart_2")
    await expect(world.marketing.reserveForCart(claims("cart_1"))).rejects.toThrow("can no longer be used")
    const reserved = await world.marketing.reserveForCart(claims("cart_2"))
    await expect(hold(id, "cart_1")).rejects.toThrow("it is reserved")
    // The payment failed: the shopper may try again, or move it.
    await world.marketing.unreserveForCart(reserved)
    await hold(id, "cart_1")
    expect(await stateOf(id)).toBe("held")
  })

  it("laid on two carts and paid in both at the very same moment, it counts in one", async () => {
    for (let round = 0; round < 10; round++) {
      const id = await grant()
      const carts = [`cart_a${round}`, `cart_b${round}`]
      const laid = await Promise.allSettled(carts.map((cart) => hold(id, cart)))
      expect(laid.map((one) => one.status)).toContain("fulfilled")
      for (const one of laid)
        if (one.status === "rejected") expect(String(one.reason)).toContain("laid on another cart")
      const tries = await Promise.allSettled(
        carts.map((cart) => world.marketing.reserveForCart(claims(cart))),
      )
      expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"])
      // A second press of the button on the cart that has it changes nothing.
      const winner = carts[tries.findIndex((one) => one.status === "fulfilled")]!
      await world.marketing.reserveForCart(claims(winner))
      await settle(order(winner))
      expect(await stateOf(id)).toBe("used")
    }
  })

  it("stays hers when the order was made without its discount", async () => {
    const id = await grant()
    await hold(id, "cart_1")
    await settle(order("cart_1", { adjustments: [] }))
    expect(await stateOf(id)).toBe("free")
  })

  it("comes back from a cancelled order, unless its time is over", async () => {
    const [first, second] = [await grant(), await grant()]
    await hold(first, "cart_1")
    await settle(order("cart_1"))
    expect(await stateOf(first)).toBe("used")
    const cancelled = order("cart_1", { cancelled_at: new Date("2026-03-03T00:00:00Z") })
    await settle(cancelled)
    await settle(cancelled)
    expect(await stateOf(first)).toBe("free")
    await hold(second, "cart_2")
    await settle(order("cart_2"))
    world.clock.pass({ days: 8 })
    await settle(order("cart_2", { cancelled_at: new Date("2026-03-10T00:00:00Z") }))
    expect(await stateOf(second)).toBe("expired")
  })

  it("a discount that no held coupon stands for takes one she has, once however often it is seen", async () => {
    const [first, second] = [await grant(), await grant()]
    await settle(order("cart_9"))
    await settle(order("cart_9"))
    expect([await stateOf(first), await stateOf(second)].sort()).toEqual(["free", "used"])
  })

  it("ends with its last day, also when it lies on a cart", async () => {
    const id = await grant()
    await hold(id, "cart_1")
    world.clock.set("2026-03-09T23:59:59Z")
    expect(await stateOf(id)).toBe("held")
    world.clock.set("2026-03-10T00:00:00Z")
    expect(await stateOf(id)).toBe("expired")
    expect(await world.marketing.couponsOnCart("cart_1", ada.customer_id)).toEqual([])
    await expect(world.marketing.reserveForCart(claims("cart_1"))).rejects.toThrow("can no longer be used")
    await world.marketing.expireCoupons()
    const kept = await world.database.one("select state, cart_id from marketing_coupon where id = $1", [id])
    expect(kept).toEqual({ state: "expired", cart_id: null })
  })

  it("a completion that died half-way gives it back after a day", async () => {
    const id = await grant()
    await hold(id, "cart_1")
    await world.marketing.reserveForCart(claims("cart_1"))
    world.clock.pass({ hours: 25 })
    await world.marketing.expireCoupons()
    expect(await stateOf(id)).toBe("free")
  })

  it("is asked for as somebody else: there is no such coupon (S8)", async () => {
    const id = await grant()
    const other = await world.database.one<{ customer_id: string }>(
      "select customer_id from marketing_profile order by pid desc limit 1",
    )
    const asked = { customer_id: other!.customer_id, cart_id: "cart_1", coupon_id: id, from: null }
    expect(await world.marketing.cartOfCoupon(asked)).toBeNull()
    await expect(world.marketing.holdCoupon(asked)).rejects.toThrow(`There is no coupon ${id}`)
    await hold(id, "cart_1")
    expect(await world.marketing.cartOfCoupon(asked)).toBeNull()
    await expect(world.marketing.releaseCoupon(asked)).rejects.toThrow("There is no coupon on this cart")
  })

  it("a cart that was handed to somebody else counts nothing of hers", async () => {
    const id = await grant()
    await hold(id, "cart_1")
    await expect(
      world.marketing.reserveForCart({ ...claims("cart_1"), customer_id: "cus_other" }),
    ).rejects.toThrow("can no longer be used")
    expect(await stateOf(id)).toBe("held")
  })

  it("what is owed is counted by the month in which it ends", async () => {
    await grant()
    await grant()
    const { coupons } = await world.marketing.readLiability()
    expect(coupons).toEqual([{ month: "2026-03", template_id: template, name: template, open: 2 }])
  })
})
