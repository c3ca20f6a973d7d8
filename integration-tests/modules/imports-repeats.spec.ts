import { gzipSync } from "node:zlib"
import type { NewImport } from "../../src/modules/marketing/imports/create-import"
import { importTo } from "../support/imports"
import { createWorld, type World } from "../support/world"

describe("what files say again, and how their lines end (O4)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
  })
  afterEach(() => world.end())

  const run = (text: string | Buffer, given: Partial<NewImport> = {}) => importTo(world, text, given)
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

  it("keeps the e-mail and name that are known, says so, and takes the rest of the line", async () => {
    const two = "customer_id,email,first_name,city\nA1,two@x.test,,Bonn\n"
    const three = "customer_id,email,first_name,city\nA1,three@x.test,Ada,Ulm\n"
    expect(await run(two)).toMatchObject({ accepted: 1, kept: 0 })
    expect(await run(three, { dry_run: true })).toMatchObject({ accepted: 1, kept: 1 })
    expect(await run(three)).toMatchObject({ accepted: 1, kept: 1 })
    expect(await world.database.one("select email, first_name, city from marketing_profile")).toEqual({
      email: "two@x.test",
      first_name: "Ada",
      city: "Ulm",
    })
    // Within one file too, tried out or not.
    const both = "customer_id,email\nB1,b@x.test\nB1,c@x.test\n"
    expect(await run(both, { dry_run: true })).toMatchObject({ accepted: 2, kept: 1 })
    expect(await run(both)).toMatchObject({ accepted: 2, kept: 1 })
  })

  it("takes a file that a spreadsheet wrote with its separator in the first line, and a packed one (S18)", async () => {
    const sheet = 'sep=;\r\ncustomer_id;city;plan\r\n1;Bonn;gold, old\r\n2;Ulm;y"z\r\n'
    const done = await run(sheet)
    expect(done).toMatchObject({ accepted: 1, rejected: 1, columns: ["customer_id", "city", "plan"] })
    expect(done.rejections).toMatchObject([{ line: 4, code: "import/stray-quote" }])
    expect(await profile()).toEqual({ city: "Bonn", attributes: { plan: "gold, old" } })
    await expect(run("sep=;\ncustomer_id;city\n")).rejects.toThrow("a header but no lines")

    expect(await run(gzipSync(SILVER), { file_name: "people.csv.gz" })).toMatchObject({
      state: "done",
      accepted: 1,
      progress: 1,
      file_bytes: SILVER.length,
    })
    expect(await profile()).toEqual({ city: "Ulm", attributes: { plan: "silver" } })
  })

  it("takes a file of an old Mac, whose lines end with CR alone", async () => {
    const done = await run(GOLD.replaceAll("\n", "\r"))
    expect(done).toMatchObject({ state: "done", accepted: 1, columns: ["customer_id", "city", "plan"] })
    expect(await profile()).toEqual({ city: "Bonn", attributes: { plan: "gold" } })
  })
})
