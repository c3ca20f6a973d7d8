import { randomUUID } from "node:crypto"
import { Client } from "pg"
import type { MarketingExtension } from "../../src/extension/registry"
import { createMarketing, type Marketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { type MarketingOptions, optionsSchema } from "../../src/modules/marketing/options"
import type { FailPoint, Ports } from "../../src/modules/marketing/ports"
import type { Rates } from "../../src/modules/marketing/rates"
import { oneConnectionEach } from "./one-connection"

/** A fresh database with our tables and those of a store that we read; drop it with the answer's `drop`. */
export const freshDatabase = () => cloneOf(process.env.MODULE_TEMPLATE!)
/** A fresh database of a whole store. */
export const freshStoreDatabase = () => cloneOf(process.env.STORE_TEMPLATE!)

async function cloneOf(template: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const base = process.env.TEST_DATABASE_URL!
  const name = `t_${randomUUID().replaceAll("-", "")}`
  const admin = async (text: string) => {
    const client = new Client({ connectionString: base })
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }
  await admin(`create database ${name} template ${template}`)
  return {
    url: Object.assign(new URL(base), { pathname: `/${name}` }).toString(),
    drop: () => admin(`drop database if exists ${name} with (force)`),
  }
}

/** A clock that stands still until a test moves it. */
export function standingClock(start: string) {
  let at = new Date(start)
  return {
    now: async () => at,
    set: (to: string | Date) => {
      at = new Date(to)
    },
    pass: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      at = new Date(at.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)
    },
  }
}

export type World = {
  marketing: Marketing
  database: Database
  /** For connections of one's own. */
  url: string
  clock: ReturnType<typeof standingClock>
  /** What was handed to the Notification module, in order. */
  notified: Parameters<Ports["notify"]>[0][]
  end: () => Promise<void>
}

/** Our module on a database of its own, with a clock to set and a Notification module that remembers. */
export async function createWorld(
  given: {
    start?: string
    options?: Partial<MarketingOptions>
    extensions?: MarketingExtension[]
    ports?: Partial<Ports>
    failPoint?: FailPoint
    rates?: Rates
  } = {},
): Promise<World> {
  const { url, drop } = await freshDatabase()
  const database = connectDatabase(url)
  const clock = standingClock(given.start ?? "2026-03-02T09:00:00Z")
  const notified: World["notified"] = []
  const { byOthers, ...watched } = oneConnectionEach({ database, clock })
  const { failPoint } = given
  const marketing = createMarketing({
    ...watched,
    options: optionsSchema.parse({ secret: "test-secret", ...given.options }),
    extensions: given.extensions,
    rates: given.rates,
    failPoint: failPoint && ((point) => byOthers(() => failPoint(point))),
    ports: {
      log: () => undefined,
      // As the core's workflow would, without Medusa around it.
      createCustomers: async (people) => {
        const rows = await database.rows<{ id: string }>(
          `insert into customer (id, email, phone, first_name, last_name, company_name, has_account, metadata, created_at)
           select 'cus_' || gen_random_uuid(), email, phone, first_name, last_name, company, false,
                  jsonb_strip_nulls(jsonb_build_object('external_id', external_id)), coalesce(created_at, now())
             from jsonb_to_recordset($1) as d(email text, phone text, first_name text, last_name text, company text, external_id text, created_at timestamptz)
           returning id`,
          [JSON.stringify(people)],
        )
        return rows.map((row) => row.id)
      },
      fillCustomer: async ({ id, company, ...fields }) => {
        await database.run(
          `update customer c set email = coalesce(d.email, c.email), phone = coalesce(d.phone, c.phone),
                  first_name = coalesce(d.first_name, c.first_name), last_name = coalesce(d.last_name, c.last_name),
                  company_name = coalesce(d.company_name, c.company_name)
             from jsonb_populate_record(null::customer, $2) d where c.id = $1`,
          [id, JSON.stringify({ ...fields, company_name: company })],
        )
      },
      createGroup: async ({ name, metadata }) => {
        const made = await database.one<{ id: string }>(
          `insert into customer_group (id, name, metadata) values ('cusgroup_' || gen_random_uuid(), $1, $2) returning id`,
          [name, metadata],
        )
        return made!.id
      },
      // As the core does: somebody put in twice stands in it twice, who is taken out is gone altogether.
      changeGroup: async ({ group_id, add, remove }) => {
        await database.run(
          `insert into customer_group_customer (id, customer_id, customer_group_id)
           select 'cusgc_' || gen_random_uuid(), id, $1 from unnest($2::text[]) as id`,
          [group_id, add],
        )
        await database.run(
          "delete from customer_group_customer where customer_group_id = $1 and customer_id = any($2::text[])",
          [group_id, remove],
        )
      },
      notify: async (input) => {
        notified.push(input)
        return { id: `noti_${notified.length}` }
      },
      ...given.ports,
    },
  })
  return {
    marketing,
    database,
    url,
    clock,
    notified,
    end: async () => {
      await database.close()
      await drop()
    },
  }
}

/** People in the read model, as if they had been synchronised. Answers their pids in order. */
export async function addPeople(
  database: Database,
  people: {
    email?: string | null
    first_name?: string
    attributes?: Record<string, unknown>
    tags?: string[]
    [column: string]: unknown
  }[],
): Promise<number[]> {
  const rows = people.map((person, index) => ({
    customer_id: `cus_${randomUUID()}`,
    email: `person${index}@example.test`,
    has_account: true,
    groups: [],
    tags: [],
    attributes: {},
    became_customer_at: "2025-01-01T00:00:00Z",
    orders: 0,
    purchases: 0,
    updated_at: "2025-01-01T00:00:00Z",
    ...person,
  }))
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((c) => `"${c}"`).join(", ")
  const made = await database.rows<{ pid: number }>(
    `insert into marketing_profile (${columns}) select ${columns} from jsonb_populate_recordset(null::marketing_profile, $1) returning pid`,
    [JSON.stringify(rows)],
  )
  return made.map((row) => row.pid)
}
