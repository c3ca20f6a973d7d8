import type { ClaimedCall } from "./store/calls"

type Told = Pick<ClaimedCall, "plan" | "node" | "customer" | "data"> & { id: string; at: Date }

/** What a card tells another system of one person: the fields of this are promised, others may be added. */
export const callBody = ({ id, at, plan, node, customer, data }: Told) => ({
  type: "plan.person_reached",
  id,
  at: at.toISOString(),
  plan,
  node,
  customer: {
    customer_id: customer.customer_id,
    ...(customer.external_id === null ? {} : { external_id: customer.external_id }),
    ...(customer.email === null ? {} : { email: customer.email }),
  },
  data,
})
