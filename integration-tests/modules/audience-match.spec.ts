import type { Rule } from "../../src/core/rules/schema"
import { addPeople, createWorld, type World } from "../support/world"

let world: World
beforeAll(async () => {
  world = await createWorld({ options: { timezone: "Europe/Berlin" } })
})
afterAll(() => world.end())

describe("who a rule means", () => {
  it("finds people by what they are and what they bought, as a query and among given people", async () => {
    const { marketing, database } = world
    const [ana, ben, cleo] = (await addPeople(database, [
      { country: "de", tags: ["vip"] },
      { country: "fr" },
      { country: "de" },
    ])) as [number, number, number]
    await database.run(
      `insert into marketing_order (order_id, pid, currency, placed_at, paid_at, total, captured)
       values ('o1', $1, 'eur', '2026-02-20', '2026-02-20', 60000, 60000), ('o2', $2, 'eur', '2026-02-21', '2026-02-21', 100, 100)`,
      [ana, ben],
    )
    const spent: Rule = {
      did: "purchase",
      amount: { gte: 50000, currency: "eur" },
      window: { last: { days: 30 } },
    }
    const rule: Rule = { all: [{ fact: "profile.country", op: "is", value: "de" }, spent] }

    const { text, values } = await marketing.selectPeople({ rule })
    expect(await database.rows(text, values)).toEqual([{ pid: ana }])
    expect(await marketing.matchRule({ rule: { not: spent }, pids: [ana, ben, cleo] })).toEqual(
      new Set([ben, cleo]),
    )
    expect(await marketing.matchRule({ rule: { not: rule }, pids: [ana] })).toEqual(new Set())
  })

  it.each(["constructor", "toString", "hasOwnProperty"])("nobody ever did %s", async (did) => {
    expect((await world.marketing.previewRule({ rule: { did } })).count).toBe(0)
  })

  it("counts since a person entered the plan, for each person by their own time", async () => {
    const { marketing, database } = world
    const [early, late] = (await addPeople(database, [{ email: "e@x.test" }, { email: "l@x.test" }])) as [
      number,
      number,
    ]
    for (const pid of [early, late])
      await database.run(
        `insert into marketing_order (order_id, pid, currency, placed_at, paid_at, total, captured)
         values ($1, $2, 'eur', '2026-02-20T12:00Z', '2026-02-20T12:00Z', 500, 500)`,
        [`since${pid}`, pid],
      )
    const visit = (text: string) => ({ entered_at: new Date(text), previous_node_at: new Date(text) })
    const bought = (count: number): Rule => ({
      did: "purchase",
      count: { eq: count },
      window: { since: "entered" },
    })
    const asked = { pids: [early, late], visits: [visit("2026-02-20T11:00Z"), visit("2026-02-20T13:00Z")] }
    expect(await marketing.matchRule({ rule: bought(1), ...asked })).toEqual(new Set([early]))
    expect(await marketing.matchRule({ rule: bought(0), ...asked })).toEqual(new Set([late]))
  })

  it("reads fields of many people at once", async () => {
    const { marketing, database } = world
    const [pid] = (await addPeople(database, [
      { email: "r@x.test", birthday: "1996-02-29", tags: ["a"] },
    ])) as [number]
    const read = await marketing.readFields({
      fields: ["profile.birthday", "profile.age", "profile.tags", "purchase.total.eur", "profile.nothing"],
      pids: [pid],
    })
    expect(read.get(pid)).toEqual({
      "profile.birthday": "1996-02-29",
      "profile.age": 30,
      "profile.tags": ["a"],
      "purchase.total.eur": 0,
      "profile.nothing": null,
    })
  })

  it("writes tags once, however often they are asked for", async () => {
    const { marketing, database } = world
    const [pid] = (await addPeople(database, [{ email: "t@x.test", tags: ["old", "kept"] }])) as [number]
    const row = { key: "1:n:1:0", pid, plan_no: 1, run_no: 1, node: "n" }
    const effect = { type: "tag" as const, add: ["new"], remove: ["old"] }
    for (let twice = 0; twice < 2; twice++)
      await database.transaction((tx) => marketing.writeTags(tx, [{ ...row, effect }], new Date()))
    expect(await database.one("select tags from marketing_profile where pid = $1", [pid])).toEqual({
      tags: ["kept", "new"],
    })
  })
})
