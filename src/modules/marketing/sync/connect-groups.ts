import { container } from "@medusajs/framework"
import {
  createCustomerGroupsWorkflow,
  linkCustomersToCustomerGroupWorkflow,
} from "@medusajs/medusa/core-flows"
import type { Ports } from "../ports"

/** Joins our ports to the core's workflows for customer groups; called when the application starts. */
export function connectGroups(ports: Ports): void {
  ports.createGroup = async (group) => {
    const { result } = await createCustomerGroupsWorkflow(container).run({
      input: { customersData: [group] },
    })
    return result[0]!.id
  }
  ports.changeGroup = async ({ group_id, add, remove }) => {
    await linkCustomersToCustomerGroupWorkflow(container).run({ input: { id: group_id, add, remove } })
  }
}
