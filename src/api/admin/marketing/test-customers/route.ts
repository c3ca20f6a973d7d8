import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../catalogue"
import { actorOf, door, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"
import { testCustomerBody } from "../../../trial-body"

/** Customers to whom tests may write. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("test_customers", await marketingOf(req).verbs.listTestCustomers()))
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const { customer_id } = readBody(testCustomerBody, req.body)
  await verbs.markTestCustomer({ customer_id, is_test: true, actor: actorOf(req) })
  res.json(wholeList("test_customers", await verbs.listTestCustomers()))
})
