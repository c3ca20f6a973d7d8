import type { NewImport } from "../../src/modules/marketing/imports/create-import"
import { importTo } from "../support/imports"
import { createWorld, type World } from "../support/world"

describe("what files say again, and how their lines end (O4)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
  })
  afterEach(() => world.end())

  const run = (text: string, given: Partial<NewImport> = {}) => importTo(world, text, given)
  const profile = () => world.database.one("select city, attributes from marketing_profile")

  const GOLD = "customer_id,city,plan\n1,Bonn,gold\n"
  const SILVER = "customer_id,city,plan\n1,Ulm,silver\n"

  it("takes a value that comes back, in a third file and within one, and counts what stayed as known", async () => {
    await run(GOLD)
    await run(SILVER)
    expect(await run(GOLD, { dry_run: true })).toMatchObject({ accepted: 1, duplicates: 0 })
    expect(await run(GOLD)).toMatchObject({ accepted: 1, duplicates: 0 })
    expect(await profile()).toEqual({ city: "Bonn", attributes: { plan: "gold" } })
    expect(await run(GOLD)).toMatchObject({ accepted: 0, duplicates: 1 })
    const back = `${SILVER}1,Bonn,gold\n1,Ulm,silver\n1,Ulm,silver\n`
    expect(await run(back, { dry_run: true })).toMatchObject({ accepted: 3, duplicates: 1 })
    expect(await run(back)).toMatchObject({ accepted: 3, duplicates: 1 })
    expect(await profile()).toEqual({ city: "Ulm", attributes: { plan: "silver" } })
    // One mark a customer, however often they change.
    expect(await world.database.one("select count(*) as n from marketing_import_line")).toEqual({ n: 1 })
  })

  it("takes a file of an old Mac, whose lines end with CR alone", async () => {
    const done = await run(GOLD.replaceAll("\n", "\r"))
    expect(done).toMatchObject({ state: "done", accepted: 1, columns: ["customer_id", "city", "plan"] })
    expect(await profile()).toEqual({ city: "Bonn", attributes: { plan: "gold" } })
  })
})
