import { serializeError } from "@medusajs/framework/utils"
import { Client } from "pg"
import type { ImportKind } from "../../src/core/import/columns"
import { createMarketing } from "../../src/modules/marketing/create-marketing"
import type { FailPoint, Ports } from "../../src/modules/marketing/ports"
import { uploadTo } from "../support/imports"
import { createWorld, type World } from "../support/world"

describe("an import whose database goes away (F2)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
  })
  afterEach(() => world.end())

  const upload = async (kind: ImportKind, text: string) => (await uploadTo(world, text, { kind })).id
  /** A process of its own on the world's database and clock. */
  const worker = (failPoint: FailPoint, own: Partial<Ports> = {}) => {
    const { database, clock, options, ports } = world.marketing
    return createMarketing({ database, clock, options, ports: { ...ports, ...own }, failPoint })
  }
  const goOn = async (import_id: string) => {
    world.clock.pass({ minutes: 5 })
    while (await world.marketing.runImports());
    return world.marketing.getImport({ import_id })
  }

  it("goes on from its last batch after the server cut every connection before a commit", async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `o${i},${i % 50},2026-01-05,Soap,1.00,EUR`)
    const id = await upload(
      "purchases",
      ["order_id,customer_id,placed_at,product,amount,currency", ...lines].join("\n"),
    )
    const place = await world.database.one<{ name: string }>("select current_database() as name")
    let cuts = 0
    const unlucky = worker(async (name) => {
      if (name !== "import.beforeCommit" || cuts++ > 0) return
      const server = new Client({ connectionString: process.env.TEST_DATABASE_URL })
      await server.connect()
      await server.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [
        place!.name,
      ])
      // The client has heard of it once no connection to the database is left.
      for (let left = 1; left > 0; ) {
        const { rows } = await server.query(
          "select count(*)::int as n from pg_stat_activity where datname = $1",
          [place!.name],
        )
        left = rows[0].n
      }
      await server.end()
    })
    await expect(unlucky.runImports()).rejects.toThrow(/connection|terminat/i)
    expect(await world.marketing.getImport({ import_id: id })).toMatchObject({
      state: "running",
      error: null,
    })
    expect(await goOn(id)).toMatchObject({ state: "done", error: null, accepted: 3000, rejected: 0 })
    expect(await world.database.one("select count(*) as n from marketing_order")).toEqual({ n: 3000 })
  })

  it("rejects no line when the core loses its connection, which then has no code, nor a class after a workflow", async () => {
    const lost = new Error("Connection terminated unexpectedly")
    for (const [n, error] of [lost, serializeError(lost)].entries()) {
      const id = await upload(
        "customers",
        `customer_id,email\n${n}1,a${n}@x.example\n${n}2,b${n}@x.example\n`,
      )
      const unlucky = worker(() => undefined, {
        createCustomers: async () => {
          throw error
        },
      })
      await expect(unlucky.runImports()).rejects.toBe(error)
      expect(await goOn(id)).toMatchObject({ state: "done", accepted: 2, rejected: 0 })
    }
    const id = await upload("customers", "customer_id,first_name\n01,Ada\n")
    const unlucky = worker(() => undefined, { fillCustomer: () => Promise.reject(lost) })
    await expect(unlucky.runImports()).rejects.toBe(lost)
    expect(await goOn(id)).toMatchObject({ state: "done", accepted: 1, rejected: 0 })
  })

  it("takes a refusal for a refusal, though the address it quotes reads like a failure", async () => {
    const id = await upload("customers", "customer_id,email\n1,connection@x.example\n2,b@x.example\n")
    const { createCustomers } = world.marketing.ports
    const picky = worker(() => undefined, {
      createCustomers: async (people) => {
        if (!people.some(({ email }) => email?.startsWith("connection"))) return createCustomers(people)
        throw { message: "Customer with email: connection@x.example, already exists.", type: "invalid_data" }
      },
    })
    while (await picky.runImports());
    expect(await world.marketing.getImport({ import_id: id })).toMatchObject({
      state: "done",
      accepted: 1,
      rejected: 1,
    })
  })
})
