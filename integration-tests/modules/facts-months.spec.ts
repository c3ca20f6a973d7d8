import { Refused } from "../../src/core/problem"
import { createWorld, type World } from "../support/world"

describe("the months that events are kept in", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld()
  })
  afterEach(() => world.end())

  const day = (text: string) => new Date(`${text}T12:00:00Z`)
  const months = async (table: string) =>
    (
      await world.database.rows<{ name: string }>(
        "select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1",
        [`marketing_${table}`],
      )
    ).map((row) => row.name)

  it("are made once by twenty who ask at the same moment, also far in the past", async () => {
    await Promise.all(
      Array.from({ length: 20 }, () =>
        world.marketing.ensureMonths({ table: "event", from: day("2016-11-30"), to: day("2017-02-01") }),
      ),
    )
    expect((await months("event")).slice(0, 4)).toEqual([
      "marketing_event_y2016m11",
      "marketing_event_y2016m12",
      "marketing_event_y2017m01",
      "marketing_event_y2017m02",
    ])
  })

  it("are made by writers themselves, without stopping one another", async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        world.database.transaction((tx) =>
          world.marketing.recordEvents(tx, [
            { at: day("2016-12-31"), key: `a${n}`, name: "seen" },
            { at: day("2017-01-01"), key: `b${n}`, name: "seen" },
          ]),
        ),
      ),
    )
    expect(
      await world.database.one("select count(*)::int as n from marketing_event where name = 'seen'"),
    ).toEqual({
      n: 40,
    })
  })

  it("are one for everything before 2015, however many the dates are", async () => {
    const events = Array.from({ length: 500 }, (_, n) => ({
      at: new Date(Date.UTC(1970, n, 5)),
      key: `k${n}`,
      name: "seen",
    }))
    const before = await months("event")
    await world.database.transaction((tx) => world.marketing.recordEvents(tx, events))
    expect(await months("event")).toEqual(["marketing_event_past", ...before])
    await world.database.transaction((tx) =>
      world.marketing.recordEvents(tx, [{ at: day("1950-01-01"), key: "old", name: "seen" }]),
    )
    expect(await world.database.one("select count(*) as n from marketing_event_past")).toEqual({ n: 501 })
  })

  it("do not stay when the transaction that made them is undone", async () => {
    const undone = world.database.transaction(async (tx) => {
      await world.marketing.recordEvents(tx, [{ at: day("2016-12-31"), key: "a", name: "seen" }])
      throw new Error("undone")
    })
    await expect(undone).rejects.toThrow("undone")
    expect(await months("event")).not.toContain("marketing_event_y2016m12")
    const [fresh] = await world.database.transaction((tx) =>
      world.marketing.recordEvents(tx, [{ at: day("2016-12-31"), key: "a", name: "seen" }]),
    )
    expect(fresh).toMatchObject({ key: "a" })
  })

  it("say which events were new", async () => {
    const record = (...keys: string[]) =>
      world.database.transaction((tx) =>
        world.marketing.recordEvents(
          tx,
          keys.map((key) => ({ at: day("2026-01-01"), key, name: "seen" })),
        ),
      )
    expect((await record("a", "b", "a")).map((event) => event.key)).toEqual(["a", "b"])
    expect((await record("b", "c")).map((event) => event.key)).toEqual(["c"])
  })

  it("are there two months ahead for events and finished steps, before anybody needs them", async () => {
    world.clock.set("2031-12-15T00:00:00Z")
    await world.marketing.keepHouse()
    for (const table of ["event", "step_log"])
      expect((await months(table)).slice(-3)).toEqual([
        `marketing_${table}_y2031m12`,
        `marketing_${table}_y2032m01`,
        `marketing_${table}_y2032m02`,
      ])
  })

  it("of two thousand years are refused as a typing error", async () => {
    await expect(
      world.marketing.ensureMonths({ table: "event", from: day("0026-01-01"), to: day("2026-01-01") }),
    ).rejects.toThrow(Refused)
  })
})
