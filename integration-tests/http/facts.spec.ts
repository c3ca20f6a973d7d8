import type { IEventBusModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { Express } from "express"
import { toMinor } from "../../src/core/money"
import type { Database } from "../../src/modules/marketing/database"
import type { MarketingService } from "../../src/modules/marketing/service"
import {
  checkout,
  fillCart,
  hireStaff,
  office,
  openShop,
  registerShopper,
  type Shop,
  visit,
} from "../support/shop"
import { bootStore } from "../support/store"

const LATE = "Came too late"

let app: Express
let container: MedusaContainer
let shop: Shop
let staff: ReturnType<typeof office>
let reason_id: string

const marketing = () => container.resolve<MarketingService>("marketing")
const sql = () => (marketing().verbs as unknown as { database: Database }).database
const drain = async () => {
  while (await marketing().verbs.drainInbox());
}
const graph = async <T>(entity: string, fields: string[], filters: object): Promise<T[]> => {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  return (await query.graph({ entity, fields, filters } as never)).data as T[]
}
const cents = (amount: unknown) => toMinor(Number(amount).toFixed(6), "eur")!
const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0)

/** The order as Medusa itself tells it, through its own totals. */
async function orderByMedusa(id: string) {
  type Amount = { amount: number }
  type Refund = Amount & { id: string; created_at: string }
  const [order] = await graph<{
    total: number
    status: string
    currency_code: string
    items: {
      total: number
      product_id: string
      detail: { quantity: number; return_received_quantity: number }
    }[]
    credit_lines: (Amount & { reference: string })[]
    payment_collections: { payments: { captures: Amount[]; refunds: Refund[] }[] }[]
  }>(
    "order",
    [
      "id",
      "status",
      "currency_code",
      "total",
      "items.*",
      "items.detail.*",
      "credit_lines.*",
      "payment_collections.payments.captures.*",
      "payment_collections.payments.refunds.*",
    ],
    { id },
  )
  const payments = order!.payment_collections.flatMap((collection) => collection.payments)
  const [captures, refunds] = [payments.flatMap((p) => p.captures), payments.flatMap((p) => p.refunds)]
  const given = order!.credit_lines.filter((line) => ["payment_collection", LATE].includes(line.reference))
  // Fractions of a cent are summed before they are rounded; a refund is what it adds to that.
  const exactly = (amounts: Amount[]) => cents(sum(amounts.map((a) => Number(a.amount))))
  const inTime = refunds.sort((a, b) => +new Date(a.created_at) - +new Date(b.created_at))
  const [captured, refunded] = [exactly(captures), exactly(refunds)]
  return {
    total: cents(Number(order!.total) + sum(given.map((line) => Number(line.amount)))),
    captured,
    refunded,
    net: captured - refunded,
    purchase: captured > 0 && order!.status !== "canceled",
    lines: order!.items.map((item) => ({
      product_id: item.product_id,
      amount: cents(item.total),
      quantity: Number(item.detail.quantity) - Number(item.detail.return_received_quantity),
    })),
    refunds: inTime
      .map((r, n) => ({
        refund_id: r.id,
        amount: exactly(inTime.slice(0, n + 1)) - exactly(inTime.slice(0, n)),
      }))
      .sort(byId),
  }
}
const byId = (a: { refund_id: string }, b: { refund_id: string }) => (a.refund_id < b.refund_id ? -1 : 1)

/** The same order as our read model tells it. */
async function orderByUs(id: string) {
  const order = await sql().one(
    "select oid, total, captured, refunded, net, purchase from marketing_order where order_id = $1",
    [id],
  )
  if (!order) return undefined
  const { oid, ...facts } = order as { oid: number }
  return {
    ...facts,
    lines: await sql().rows(
      `select p.product_id, l.amount, l.quantity from marketing_order_line l join marketing_product p using (product)
        where oid = $1 order by line`,
      [oid],
    ),
    refunds: await sql().rows(
      'select refund_id, amount from marketing_refund where oid = $1 order by refund_id collate "C"',
      [oid],
    ),
  }
}

beforeAll(async () => {
  ;({ app, container } = await bootStore())
  shop = await openShop(container)
  staff = office(app, await hireStaff(app, container))
  const reason = await staff.post("/admin/refund-reasons", { label: LATE, code: "late" }).expect(200)
  reason_id = reason.body.refund_reason.id
  await marketing().verbs.reconcile()
})

type Bus = IEventBusModuleService & { emit: (...given: never[]) => Promise<void> }
/** What a bus may do with what it is given. */
const MOODS: Record<string, (emit: () => Promise<void>) => Promise<void>> = {
  "tells everything once": (emit) => emit(),
  "F31: tells everything twice": async (emit) => {
    await emit()
    await emit()
  },
  "F30, G2: loses everything": () => Promise.resolve(),
}

describe.each(Object.entries(MOODS))("with a bus that %s", (mood, deliver) => {
  const lost = mood.includes("loses")
  let bus: Bus
  let emit: Bus["emit"]
  beforeAll(() => {
    bus = container.resolve(Modules.EVENT_BUS) as Bus
    emit = bus.emit
    bus.emit = (...given: never[]) => deliver(() => emit.apply(bus, given))
  })
  afterAll(() => {
    bus.emit = emit
  })

  /** What we know must become what the store says: at once after a look, or as soon as the bus has spoken. */
  async function agree<T>(ours: () => Promise<T>, theirs: () => Promise<unknown>) {
    const look = async () => {
      await drain()
      expect(await ours()).toEqual(await theirs())
    }
    if (!lost) return vi.waitFor(look, { timeout: 10_000, interval: 50 })
    await marketing().verbs.reconcile()
    await look()
  }

  it("what a product costs and how much of it there is is noticed, through the core's own workflows (P6)", async () => {
    const { currency, sales_channel_id } = shop
    const made = await staff
      .post("/admin/products", {
        title: `Boots of a bus that ${mood}`,
        status: "published",
        options: [{ title: "Size", values: ["38"] }],
        variants: [
          { title: "38", options: { Size: "38" }, prices: [{ currency_code: currency, amount: 100 }] },
        ],
        sales_channels: [{ id: sales_channel_id }],
      })
      .expect(200)
    const { id, variants } = made.body.product
    const variant_id = variants[0].id
    const [item] = await graph<{ inventory_item_id: string }>(
      "product_variant_inventory_items",
      ["inventory_item_id"],
      { variant_id },
    )
    const levels = `/admin/inventory-items/${item!.inventory_item_id}/location-levels`
    const [place] = await graph<{ id: string }>("stock_location", ["id"], {})
    const ours = async () => {
      while (await marketing().verbs.lookAtCatalog({ whole: lost }));
      return sql().one(
        `select amount::float as amount, available
           from marketing_price p join marketing_stock s using (variant_id) where variant_id = $1 and until is null`,
        [variant_id],
      )
    }
    const becomes = (amount: number, available: number) =>
      agree(ours, () => Promise.resolve({ amount, available }))

    await staff.post(levels, { location_id: place!.id, stocked_quantity: 3 }).expect(200)
    await becomes(100, 3)
    await staff.post(`${levels}/${place!.id}`, { stocked_quantity: 0 }).expect(200)
    await becomes(100, 0)
    await staff
      .post(`/admin/products/${id}/variants/${variant_id}`, {
        prices: [{ currency_code: currency, amount: 80 }],
      })
      .expect(200)
    await becomes(80, 0)
    const list = { title: "Sale", description: "Sale", status: "active", type: "sale" }
    await staff
      .post("/admin/price-lists", { ...list, prices: [{ variant_id, currency_code: currency, amount: 60 }] })
      .expect(200)
    await becomes(60, 0)
  })
  const agreeOn = (id: string) =>
    agree(
      () => orderByUs(id),
      () => orderByMedusa(id),
    )
  const paymentOf = async (id: string) => {
    const [order] = await graph<{ payment_collections: { payments: { id: string }[] }[] }>(
      "order",
      ["payment_collections.payments.id"],
      { id },
    )
    return order!.payment_collections.flatMap((c) => c.payments)[0]!.id
  }

  it("a shopper registers, fills a cart and orders: person, cart and order are known", async () => {
    const ada = await registerShopper(app, shop)
    const person = () =>
      sql().one(
        "select email, first_name, has_account, orders from marketing_profile where customer_id = $1",
        [ada.customer_id],
      )
    await agree(person, async () => ({ email: ada.email, first_name: "Ada", has_account: true, orders: 0 }))

    const cart = await fillCart(app, shop, { shopper: ada, quantity: 2 })
    const cartByUs = () =>
      sql().one(
        "select c.total, l.quantity, l.amount from marketing_cart c join marketing_cart_line l using (cart_id) where cart_id = $1",
        [cart],
      )
    await agree(cartByUs, async () => {
      const [seen] = await graph<{ total: number; items: { quantity: number; total: number }[] }>(
        "cart",
        ["total", "items.*"],
        { id: cart },
      )
      const [item] = seen!.items
      return { total: cents(seen!.total), quantity: item!.quantity, amount: cents(item!.total) }
    })

    const placed = await checkout(app, shop, cart, ada)
    const id: string = placed.body.order.id
    await agreeOn(id)
    expect(await cartByUs()).toBeUndefined()
    await agree(person, async () => ({ email: ada.email, first_name: "Ada", has_account: true, orders: 1 }))
    const names = (
      await sql().rows<{ name: string }>(
        `select name, count(*) from marketing_event join marketing_profile using (pid)
          where customer_id = $1 and name <> 'cart_updated' group by 1 having count(*) = 1 order by 1`,
        [ada.customer_id],
      )
    ).map((row) => row.name)
    expect(names).toEqual(["checkout_started", "customer_created", "order_placed"])
  })

  it("a guest who only leaves an e-mail is a person without an account", async () => {
    const email = `guest-${mood.length}@example.test`
    const cart = await fillCart(app, shop, { email })
    const placed = await checkout(app, shop, cart)
    await agreeOn(placed.body.order.id)
    expect(
      await sql().one("select has_account, orders from marketing_profile where email = $1", [email]),
    ).toEqual({
      has_account: false,
      orders: 1,
    })
  })

  it("an order is captured in two parts, refunded twice and edited: each time we agree with Medusa", async () => {
    const ada = await registerShopper(app, shop)
    const placed = await checkout(app, shop, await fillCart(app, shop, { shopper: ada, quantity: 2 }), ada)
    const id: string = placed.body.order.id
    const payment = await paymentOf(id)
    await staff.post(`/admin/payments/${payment}/capture`, { amount: 37.5 }).expect(200)
    await agreeOn(id)
    await staff.post(`/admin/payments/${payment}/capture`, { amount: 100 }).expect(200)
    await agreeOn(id)
    await staff.post(`/admin/payments/${payment}/refund`, { amount: 10 }).expect(200)
    await agreeOn(id)
    await staff
      .post(`/admin/payments/${payment}/refund`, { amount: 5.25, refund_reason_id: reason_id })
      .expect(200)
    await agreeOn(id)
    expect(await orderByUs(id)).toMatchObject({ total: 13750, captured: 13750, refunded: 1525, net: 12225 })

    await staff.post("/admin/order-edits", { order_id: id }).expect(200)
    await staff
      .post(`/admin/order-edits/${id}/items`, { items: [{ variant_id: shop.variant_id, quantity: 1 }] })
      .expect(200)
    await staff.post(`/admin/order-edits/${id}/request`).expect(200)
    await staff.post(`/admin/order-edits/${id}/confirm`).expect(200)
    await agreeOn(id)
    expect(await orderByUs(id)).toMatchObject({ total: 20350 })
  })

  it("F21: an order that was partly refunded is cancelled: all is given back, nothing twice", async () => {
    const ada = await registerShopper(app, shop)
    const placed = await checkout(app, shop, await fillCart(app, shop, { shopper: ada }), ada)
    const id: string = placed.body.order.id
    const payment = await paymentOf(id)
    await staff.post(`/admin/payments/${payment}/capture`).expect(200)
    await staff.post(`/admin/payments/${payment}/refund`, { amount: 20 }).expect(200)
    await staff.post(`/admin/orders/${id}/cancel`).expect(200)
    await agreeOn(id)
    expect(await orderByUs(id)).toMatchObject({
      total: 7150,
      captured: 7150,
      refunded: 7150,
      purchase: false,
    })
    expect(
      await sql().one("select orders, purchases from marketing_profile where customer_id = $1", [
        ada.customer_id,
      ]),
    ).toEqual({ orders: 1, purchases: 0 })
  })

  it("an unpaid order that is cancelled never was a purchase", async () => {
    const ada = await registerShopper(app, shop)
    const placed = await checkout(app, shop, await fillCart(app, shop, { shopper: ada }), ada)
    await staff.post(`/admin/orders/${placed.body.order.id}/cancel`).expect(200)
    await agreeOn(placed.body.order.id)
  })

  it("a customer whom staff put into a group and take out again is known to be in it, and not (A1, A8)", async () => {
    const ada = await registerShopper(app, shop)
    const made = await staff.post("/admin/customer-groups", { name: `VIP of a bus that ${mood}` }).expect(200)
    const { id } = made.body.customer_group
    const groups = async () =>
      (
        await sql().one<{ groups: string[] }>("select groups from marketing_profile where customer_id = $1", [
          ada.customer_id,
        ])
      )?.groups
    for (const change of ["add", "remove"]) {
      await staff.post(`/admin/customer-groups/${id}/customers`, { [change]: [ada.customer_id] }).expect(200)
      await agree(groups, async () => (change === "add" ? [id] : []))
    }
  })

  it("a customer who is deleted is known to be gone", async () => {
    const ada = await registerShopper(app, shop)
    await staff.delete(`/admin/customers/${ada.customer_id}`).expect(200)
    const gone = () =>
      sql().one("select deleted_at is not null as gone from marketing_profile where customer_id = $1", [
        ada.customer_id,
      ])
    await agree(gone, async () => ({ gone: true }))
  })

  it("a cart that nobody owns, and one that is emptied, leave no line behind", async () => {
    const store = visit(app, shop)
    const nobody = await store.post("/store/carts", { region_id: shop.region_id }).expect(200)
    const ada = await registerShopper(app, shop)
    const cart = await fillCart(app, shop, { shopper: ada })
    const lines = () =>
      sql().rows("select quantity from marketing_cart_line where cart_id = any($1)", [
        [cart, nobody.body.cart.id],
      ])
    await agree(lines, async () => [{ quantity: 1 }])
    const seen = await visit(app, shop, ada).get(`/store/carts/${cart}`).expect(200)
    await visit(app, shop, ada)
      .delete(`/store/carts/${cart}/line-items/${seen.body.cart.items[0].id}`)
      .expect(200)
    await agree(lines, async () => [])
  })
})
