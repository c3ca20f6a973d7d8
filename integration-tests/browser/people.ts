import type { Express } from "express"
import {
  checkout,
  fillCart,
  hireStaff,
  office,
  openShop,
  registerShopper,
  type Shop,
  type Shopper,
} from "../support/shop"
import type { Store } from "../support/store"

export type Desk = ReturnType<typeof office>
export const staffLogin = { email: "staff@example.test", password: "a-long-password" }

/**
 * The people the plan is about: Ada and Bo have an account and never bought, Cy bought already, Guest has no account.
 * Ada and Bo agreed to e-mail.
 */
export async function gatherPeople({
  app,
  container,
}: Pick<Store, "app" | "container">): Promise<{ shop: Shop; desk: Desk; ada: Shopper }> {
  const shop = await openShop(container)
  const desk = office(app, await hireStaff(app, container))
  const ada = await registerShopper(app, shop, "Ada")
  const bo = await registerShopper(app, shop, "Bo")
  const cy = await registerShopper(app, shop, "Cy")
  await buy(app, shop, desk, cy)
  await checkout(app, shop, await fillCart(app, shop, { email: "guest@example.test" }))
  await headsOf(desk, { all: [{ fact: "profile.has_account", op: "is", value: true }] }, 3)
  await headsOf(desk, { all: [{ did: "purchase" }] }, 1)
  for (const { customer_id } of [ada, bo])
    await desk
      .post("/admin/marketing/consents", {
        customer_id,
        channel: "email",
        state: "yes",
        proof: { form: "at the till" },
      })
      .expect(200)
  return { shop, desk, ada }
}

async function buy(app: Express, shop: Shop, desk: Desk, shopper: Shopper): Promise<void> {
  const done = await checkout(app, shop, await fillCart(app, shop, { shopper }), shopper)
  await capture(desk, done.body.order.id)
}

/** Takes the money of an order, as staff does; answers how much, in whole currency units. */
export async function capture(desk: Desk, order_id: string): Promise<number> {
  const { body } = await desk
    .get(`/admin/orders/${order_id}?fields=*payment_collections.payments`)
    .expect(200)
  const payment = body.order.payment_collections[0].payments[0]
  await desk.post(`/admin/payments/${payment.id}/capture`).expect(200)
  return payment.amount
}

/** Waits until the store's background work has read so many people of a rule. */
async function headsOf(desk: Desk, rule: object, heads: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const { body } = await desk.post("/admin/marketing/rules/preview", { rule }).expect(200)
      expect(body.count).toBe(heads)
    },
    { timeout: 30_000, interval: 250 },
  )
}
