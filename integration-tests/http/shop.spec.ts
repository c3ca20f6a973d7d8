import { checkout, fillCart, hireStaff, office, openShop, registerShopper, visit } from "../support/shop"
import { bootStore } from "../support/store"

it("a shopper fills a cart of 71.50, pays and has an order that the staff sees", async () => {
  const { app, container } = await bootStore()
  const shop = await openShop(container)
  const ada = await registerShopper(app, shop)
  const cart = await fillCart(app, shop, { shopper: ada })
  const seen = await visit(app, shop, ada).get(`/store/carts/${cart}`).expect(200)
  expect(seen.body.cart.total).toBe(71.5)
  const done = await checkout(app, shop, cart, ada)
  expect(done.body.type).toBe("order")
  const staff = await hireStaff(app, container)
  const orders = await office(app, staff)
    .get(`/admin/orders/${done.body.order.id}?fields=total,email,customer_id`)
    .expect(200)
  expect(orders.body.order).toMatchObject({ total: 71.5, email: ada.email, customer_id: ada.customer_id })
})
