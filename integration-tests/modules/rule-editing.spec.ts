import { addPeople, createWorld, type World } from "../support/world"

/** What the rule builder asks the server beside the count: what is wrong, what values there are, what things are called. */
describe("while a rule is being written (A6, A7)", () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z", options: { timezone: "Asia/Shanghai" } })
    await addPeople(world.database, [
      { gender: "female", country: "de", tags: ["vip", "press"], purchases: 0, birthday: "1990-05-01" },
      { gender: "female", country: "fr", tags: ["vip"], purchases: 2, birthday: "1984-02-29" },
      {
        ...{ gender: "male", country: "de", has_account: false, purchases: 9, birthday: "2001-12-31" },
        became_customer_at: "2025-06-30T20:00:00Z",
      },
      { country: "de", purchases: 3 },
      { gender: "male", country: "us", purchases: 500, deleted_at: "2026-01-01T00:00:00Z" },
    ])
  })
  afterAll(() => world.end())

  const values = (field: string) => world.marketing.readFieldValues({ field })
  const codes = async (asked: Parameters<World["marketing"]["checkRule"]>[0]) =>
    (await world.marketing.checkRule(asked)).problems.map(({ code, path }) => `${code} ${path}`)

  it("who became a rep's contact twice, or follows again, is counted once (A4)", async () => {
    const { marketing, database } = world
    const at = (day: number) => new Date(Date.UTC(2026, 0, day))
    const told = (name: string, pid: number, day: number, props: object) =>
      ({ key: `${name}:${pid}:${day}`, name, pid, at: at(day), props }) as never
    await database.transaction((tx) =>
      marketing.recordEvents(tx, [
        ...[1, 2, 3].map((day) => told("became_contact", 1, day, { rep: "Eva" })),
        told("became_contact", 2, 3, { rep: "Eva" }),
        told("followed", 1, 1, { account: "main" }),
        told("unfollowed", 1, 2, { account: "main" }),
        told("followed", 1, 3, { account: "main" }),
        told("followed", 2, 1, { account: "main" }),
        told("unfollowed", 2, 4, { account: "main" }),
      ]),
    )
    expect((await values("behaviour.contact_of")).values).toEqual([{ value: "Eva", count: 2 }])
    expect((await values("behaviour.follows")).values).toEqual([{ value: "main", count: 1 }])
  })

  it("values come with how many customers have each, the most frequent first; who is gone does not count", async () => {
    expect(await values("profile.country")).toEqual({
      values: [
        { value: "de", count: 3 },
        { value: "fr", count: 1 },
      ],
      spread: null,
    })
    expect((await values("profile.gender")).values).toEqual([
      { value: "female", count: 2 },
      { value: "male", count: 1 },
    ])
    expect((await values("profile.tags")).values).toEqual([
      { value: "vip", count: 2 },
      { value: "press", count: 1 },
    ])
    expect((await values("profile.has_account")).values).toEqual([
      { value: "true", count: 3 },
      { value: "false", count: 1 },
    ])
  })

  it("numbers come with their smallest, middle and largest", async () => {
    expect(await values("purchase.count")).toEqual({ values: [], spread: { min: 0, median: 2, max: 9 } })
    expect((await values("purchase.total.eur")).spread).toEqual({ min: 0, median: 0, max: 0 })
    // Nobody bought twice: there is no such number.
    expect((await values("purchase.days_between")).spread).toBeNull()
  })

  it("dates come with their earliest, middle and latest, as days of the store's calendar", async () => {
    expect(await values("profile.birthday")).toEqual({
      values: [],
      spread: { min: "1984-02-29", median: "1990-05-01", max: "2001-12-31" },
    })
    expect((await values("profile.became_customer_at")).spread).toEqual({
      ...{ min: "2025-01-01", median: "2025-01-01" },
      // It was July already in Shanghai.
      max: "2025-07-01",
    })
    expect((await values("purchase.last_at")).spread).toBeNull()
  })

  it("every field of the catalogue can be asked, and nobody's e-mail is told", async () => {
    for (const field of await (await world.marketing.readCatalogue()).list())
      expect(await values(field.id)).toMatchObject({ values: expect.any(Array) })
    for (const personal of ["email", "phone", "first_name", "last_name"])
      expect(await values(`profile.${personal}`)).toEqual({ values: [], spread: null })
    await expect(values("profile.nothing")).rejects.toThrow("There is no field profile.nothing.")
  })

  it("a circle of segments shows before anything is saved", async () => {
    const one = await world.marketing.saveSegment({ name: "One", rule: { all: [] } })
    const two = await world.marketing.saveSegment({ name: "Two", rule: { in_segment: one.id } })
    const rule = { all: [{ did: "purchase" }, { in_segment: two.id }] }
    expect(await codes({ rule })).toEqual([])
    expect(await codes({ rule, saved_as: { id: one.id } })).toEqual(["rule/cycle all.1.in_segment"])
    const [problem] = (await world.marketing.checkRule({ rule, saved_as: { id: one.id } })).problems
    expect(problem!.message).toContain("One → Two → One")
  })

  it("time since entering a plan has a meaning inside a canvas only", async () => {
    const rule = { did: "purchase", window: { since: "entered" } }
    expect(await codes({ rule })).toEqual(["rule/since window.since"])
    expect(await codes({ rule, in_canvas: true })).toEqual([])
  })

  it("the sentence calls everything in it by its name, also what is gone", async () => {
    const { database, marketing } = world
    await database.run(
      "insert into product_collection (id, title, handle) values ('pcol_1', 'Spring', 'spring')",
    )
    await database.run("insert into product_tag (id, value) values ('ptag_1', 'organic')")
    await database.run("insert into product_type (id, value, deleted_at) values ('ptyp_1', 'Tea', now())")
    await database.run("insert into product (id, title, handle) values ('prod_1', 'Lamp', 'lamp')")
    await database.run(
      "insert into product_variant (id, title, product_id) values ('variant_1', 'Red', 'prod_1')",
    )
    await database.run("insert into stock_location (id, name) values ('sloc_1', 'Harbour')")
    await database.run("insert into customer_group (id, name) values ('cusgroup_1', 'Trade')")
    const text = async (rule: unknown) => (await marketing.describeRule({ rule })).text
    const bought = (where: object) => text({ did: "purchase", where })
    expect(await bought({ collection_id: { in: ["pcol_1"] }, tag_id: { not_in: ["ptag_1"] } })).toBe(
      "Customers who made a purchase (collection is “Spring”, tag is not “organic”).",
    )
    expect(await bought({ type_id: { in: ["ptyp_1"] } })).toContain("“Tea (deleted)”")
    expect(await bought({ variant_id: { in: ["variant_1"] } })).toContain("“Lamp · Red”")
    expect(await text({ fact: "profile.home_store", op: "is", value: "sloc_1" })).toContain("“Harbour”")
    expect(await text({ fact: "profile.groups", op: "has_any", value: ["cusgroup_1", "cusgroup_9"] })).toBe(
      "Customers whose customer groups include any of “Trade”, “cusgroup_9”.",
    )
  })

  it("a window from day to day is told with its last day", async () => {
    const text = async (window: object) =>
      (await world.marketing.describeRule({ rule: { did: "purchase", window } })).text
    expect(await text({ from: "2026-01-01", to: "2026-02-01" })).toContain("from 2026-01-01 to 2026-01-31")
    expect(await text({ from: "2026-01-01" })).toContain("since 2026-01-01")
    expect(await text({ to: "2026-02-01" })).toContain("before 2026-02-01")
  })
})
