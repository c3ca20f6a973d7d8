import { createWorld, type World } from "../support/world"

describe("the schema", () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())

  it("has every table of the product, with the house's prefix", async () => {
    const tables = await world.database.rows<{ name: string }>(
      "select relname as name from pg_class where relkind in ('r','p') and relname like 'marketing\\_%' and not relispartition",
    )
    expect(tables.length).toBeGreaterThan(35)
  })

  it("reads big integers exactly or refuses them", async () => {
    expect(await world.database.one("select 9007199254740991::bigint as n")).toEqual({ n: 9007199254740991 })
    await expect(world.database.one("select 9007199254740993::bigint as n")).rejects.toThrow("too large")
  })
})
