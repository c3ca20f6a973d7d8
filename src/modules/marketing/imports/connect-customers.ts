import { container } from "@medusajs/framework"
import type { CreateCustomerDTO } from "@medusajs/framework/types"
import { createCustomersWorkflow } from "@medusajs/medusa/core-flows"
import type { Ports } from "../ports"

/**
 * Joins our port to the core's workflow for new customers; called when the application starts. People from elsewhere
 * are guests: an account is theirs to open. The other system's number stays with them as `metadata.external_id`.
 */
export function connectCustomers(ports: Ports): void {
  ports.createCustomers = async (people) => {
    const customersData = people.map(({ external_id, ...person }) => ({
      ...person,
      has_account: false,
      metadata: external_id ? { external_id } : undefined,
    }))
    const { result } = await createCustomersWorkflow(container).run({
      input: { customersData: customersData as (CreateCustomerDTO & { has_account: boolean })[] },
    })
    return result.map((customer) => customer.id)
  }
}
