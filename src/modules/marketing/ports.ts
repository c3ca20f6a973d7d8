import type { ChannelPorts } from "../../extension/channel"

/**
 * What the module needs from outside its own tables. The store fills them from Medusa's container at application
 * start; tests put their own in. Everything that may fail or hang for reasons of others comes through here.
 */
export type Ports = {
  /** Medusa's Notification module. */
  notify: ChannelPorts["notify"]
  /** Makes guests in the core through its own workflow, in order; answers their ids. Emits the core's events. */
  createCustomers: (people: NewCustomer[]) => Promise<string[]>
  /** Writes what a customer's record lacks through the core's own workflow. */
  fillCustomer: (customer: { id: string } & CustomerFields) => Promise<void>
  /** Makes a customer group in the core through its own workflow; answers its id. */
  createGroup: (group: { name: string; metadata: Record<string, unknown> }) => Promise<string>
  /** Puts customers into a group of the core and takes them out, through its own workflow. Emits the core's events. */
  changeGroup: (change: { group_id: string; add: string[]; remove: string[] }) => Promise<void>
  log: (line: string) => void
}

export type CustomerFields = {
  email?: string
  phone?: string
  first_name?: string
  last_name?: string
  company?: string
}

export type NewCustomer = CustomerFields & { external_id?: string; created_at?: Date }

/**
 * A named point where a test may kill us. Does nothing in a running store. Names are "<room>.<moment>",
 * e.g. "engine.beforeCommit"; the crash harness refuses to pass while a declared point was never reached.
 */
export type FailPoint = (name: string) => void | Promise<void>
