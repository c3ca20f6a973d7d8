import request from "supertest"
import { bootStore } from "../support/store"

it("boots a store with the plugin inside", async () => {
  const { app, container } = await bootStore()
  expect(container.resolve("marketing")).toBeDefined()
  await request(app).get("/admin/users/me").expect(401)
})
