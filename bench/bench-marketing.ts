import { createMarketing, type Marketing } from "../src/modules/marketing/create-marketing"
import type { Database } from "../src/modules/marketing/database"
import { optionsSchema } from "../src/modules/marketing/options"
import { NOW } from "./store"

/** The module over a bench's store, where time stands still and nothing goes out. */
export const benchMarketing = (database: Database, now = NOW): Marketing =>
  createMarketing({
    database,
    clock: { now: async () => now },
    options: optionsSchema.parse({ secret: "bench-secret" }),
    ports: {
      log: () => undefined,
      notify: () => Promise.reject(new Error("nothing is sent here")),
      fillCustomer: () => Promise.reject(new Error("nobody is filled in here")),
      createGroup: () => Promise.reject(new Error("no group is made here")),
      changeGroup: () => Promise.reject(new Error("no group is changed here")),
      createCustomers: (people) => makeCustomers(database, people.length),
    },
  })

async function makeCustomers(database: Database, n: number): Promise<string[]> {
  const rows = await database.rows<{ id: string }>(
    `insert into customer (id, has_account) select 'cus_' || gen_random_uuid(), false from generate_series(1, $1) returning id`,
    [n],
  )
  return rows.map((row) => row.id)
}
