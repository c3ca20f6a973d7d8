import type { Ports } from "../../src/modules/marketing/ports"

/** A world outside that takes everything and says nothing, for tests that are not about it. */
export const quietPorts = (log: Ports["log"] = () => undefined): Ports => ({
  log,
  notify: async () => ({ id: "n" }),
  createCustomers: async () => [],
  fillCustomer: async () => undefined,
  createGroup: async () => "cusgroup_quiet",
  changeGroup: async () => undefined,
})
