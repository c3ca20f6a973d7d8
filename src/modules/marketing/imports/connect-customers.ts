import { container } from "@medusajs/framework"
import type { CreateCustomerDTO } from "@medusajs/framework/types"
import { createCustomersWorkflow, updateCustomersWorkflow } from "@medusajs/medusa/core-flows"
import type { Ports } from "../ports"

/**
 * Joins our ports to the core's workflows for new and changed customers; called when the application starts. People from elsewhere
 * are guests: an account is theirs to open. The other system's number stays with them as `metadata.external_id`.
 */
export function connectCustomers(ports: Ports): void {
  ports.createCustomers = async (people) => {
    const customersData = people.map(({ external_id, company, ...person }) => ({
      ...person,
      company_name: company,
      has_account: false,
      metadata: external_id ? { external_id } : undefined,
    }))
    const { result } = await createCustomersWorkflow(container).run({
      input: { customersData: customersData as (CreateCustomerDTO & { has_account: boolean })[] },
    })
    return result.map((customer) => customer.id)
  }
  ports.fillCustomer = async ({ id, company, ...update }) => {
    await updateCustomersWorkflow(container).run({
      input: { selector: { id }, update: company ? { ...update, company_name: company } : update },
    })
  }
}
