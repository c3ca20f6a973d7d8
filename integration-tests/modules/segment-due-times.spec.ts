import fc from "fast-check"
import type { Rule } from "../../src/core/rules/schema"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { makePeople } from "../support/audience-people"
import { writePeople } from "../support/audience-people-rows"
import { rulesOver } from "../support/audience-rules"
import { addPeople, createWorld, type World } from "../support/world"

const MINUTE_MS = 60_000
const members = async ({ database }: World, id: string): Promise<number[]> => {
  const rows = await database.rows<{ pid: number }>(
    "select pid from marketing_segment_member join marketing_segment on no = segment_no where id = $1 order by pid",
    [id],
  )
  return rows.map((row) => row.pid)
}

/** Time alone moves people in and out, each at their own moment, and nobody else is asked (issue: freshness; A8). */
describe("as time passes", () => {
  let world: World
  let marketing: Marketing
  afterEach(() => world.end())
  const opened = async (start: string, timezone = "Europe/Berlin") => {
    world = await createWorld({ start, options: { timezone } })
    marketing = world.marketing
  }
  const follow = async () => {
    while (await marketing.followNextSegment());
  }
  const made = (rule: Rule) => marketing.saveSegment({ name: JSON.stringify(rule).slice(0, 200), rule })
  const did = (pid: number, name: string, at: string) =>
    world.database.transaction((tx) =>
      marketing.recordEvents(tx, [{ key: `${pid} ${name} ${at}`, name, pid, at: new Date(at), props: {} }]),
    )

  it("members are those whom the rule means, minute by minute and after any jump, without one whole refresh", async () => {
    const start = "2026-02-28T22:30:00Z"
    await opened(start)
    const people = makePeople(20260301, 120, new Date(start), "Europe/Berlin")
    await writePeople(world.database, people)
    const catalogue = await marketing.readCatalogue()
    const { condition, facts } = rulesOver(await catalogue.list())
    const saysWhen = (rule: Rule) =>
      /window|within|more_than_ago|anniversary|days_since|_age|turns_|expir/.test(JSON.stringify(rule))
    const drawn = [
      ...facts.flatMap((fact, i) => fc.sample(fact, { numRuns: 1, seed: i })),
      ...fc.sample(condition, { numRuns: 120, seed: 5 }),
    ]
    const rules = drawn
      .filter((rule) => saysWhen(rule) && !("in_segment" in rule))
      .filter((_, nth) => nth % 3 === 0)
    expect(rules.length).toBeGreaterThan(40)
    const segments: { id: string; rule: Rule }[] = []
    for (const rule of rules) segments.push({ id: (await made(rule)).id, rule })
    const before = await world.database.rows("select id, whole_at from marketing_segment order by no")

    const agreed = async () => {
      for (const { id, rule } of segments) {
        const { text, values } = await marketing.selectPeople({ rule })
        const should = (await world.database.rows<{ pid: number }>(`${text} order by 1`, values)).map(
          ({ pid }) => pid,
        )
        const at = (await world.clock.now()).toISOString()
        expect({ at, rule, is: await members(world, id) }).toEqual({ at, rule, is: should })
      }
    }
    await agreed()
    // Through two midnights of the store's zone and the end of a month; a worker that slept hours, days and two months.
    const steps = [
      ...Array.from({ length: 6 }, () => 1),
      18,
      6,
      1,
      47,
      600,
      840,
      1_440,
      2_900,
      20_000,
      90_000,
    ]
    for (const minutes of steps) {
      world.clock.pass({ minutes })
      await follow()
      await agreed()
    }
    expect(await world.database.rows("select id, whole_at from marketing_segment order by no")).toEqual(
      before,
    )
    const [left] = await world.database.rows<{ n: number }>(
      "select count(*)::int as n from marketing_segment_left",
    )
    expect(left!.n).toBeGreaterThan(100)
  }, 240_000)

  it("somebody is never a minute late, in whatever second they come due", async () => {
    await opened("2026-03-02T09:00:00Z")
    const pids = await addPeople(
      world.database,
      Array.from({ length: 30 }, () => ({})),
    )
    const leaves = new Map<number, Date>()
    for (const [nth, pid] of pids.entries()) {
      const at = new Date(Date.parse("2026-03-02T08:00:00Z") + nth * 97_000)
      await did(pid, "product_viewed", at.toISOString())
      leaves.set(pid, new Date(at.getTime() + 90 * MINUTE_MS))
    }
    const { id } = await made({ did: "product_viewed", window: { last: { minutes: 90 } } })
    for (let nth = 0; nth < 300; nth++) {
      world.clock.pass({ seconds: 17 })
      await follow()
      const now = (await world.clock.now()).getTime()
      const is = await members(world, id)
      for (const [pid, at] of leaves) {
        if (now < at.getTime()) expect({ pid, now, is: is.includes(pid) }).toEqual({ pid, now, is: true })
        if (now >= at.getTime() + MINUTE_MS)
          expect({ pid, now, is: is.includes(pid) }).toEqual({ pid, now, is: false })
      }
    }
    expect(await members(world, id)).toEqual([])
  }, 60_000)

  it("at midnight only those are asked to whom the new day is another", async () => {
    await opened("2026-03-02T22:59:00Z")
    const [ann, ben, cleo] = (await addPeople(world.database, [
      { birthday: "1990-03-03" },
      { birthday: "1990-03-17" },
      { birthday: "1990-07-01" },
    ])) as [number, number, number]
    await world.database.run("update marketing_profile set last_purchase_at = $2 where pid = $1", [
      cleo,
      new Date("2026-02-01T12:00:00Z"),
    ])
    const now = new Date("2026-03-02T23:00:00Z")
    const from = new Date("2026-03-02T22:59:00Z")
    const turned = async (rule: Rule) => {
      const { pids } = await marketing.findTurned(world.database, { rule, from, now, most: 100 })
      return pids.sort((a, b) => a - b)
    }
    const birthday = (op: string, value: unknown): Rule => ({ fact: "profile.birthday", op, value })
    expect(await turned(birthday("anniversary_within_next", { days: 14 }))).toEqual([ben])
    expect(await turned(birthday("anniversary_within_next", { days: 0 }))).toEqual([ann])
    expect(await turned(birthday("anniversary_in_month", "this"))).toEqual([])
    expect(await turned({ fact: "profile.age", op: "gte", value: 36 })).toEqual([ann])
    expect(await turned({ fact: "profile.age", op: "gte", value: 18 })).toEqual([])
    expect(await turned({ fact: "purchase.days_since_last", op: "gte", value: 30 })).toEqual([cleo])
    expect(await turned({ fact: "purchase.days_since_last", op: "gte", value: 60 })).toEqual([])
  })

  it("a calendar month moves those who did something in the one that ended or in the one that began", async () => {
    await opened("2026-03-31T21:30:00Z")
    const pids = await addPeople(world.database, [{}, {}, {}])
    const [ann, ben, cleo] = pids as [number, number, number]
    await did(ann, "product_viewed", "2026-03-31T21:59:59Z")
    await did(ben, "product_viewed", "2026-02-10T10:00:00Z")
    await did(cleo, "product_viewed", "2025-12-10T10:00:00Z")
    const here = await made({ did: "product_viewed", window: { this: "month" } })
    const last = await made({ did: "product_viewed", window: { previous: "month" } })
    expect([await members(world, here.id), await members(world, last.id)]).toEqual([[ann], [ben]])
    world.clock.set("2026-03-31T22:00:00Z")
    await follow()
    expect([await members(world, here.id), await members(world, last.id)]).toEqual([[], [ann]])
    expect(await marketing.refreshNextSegment()).toBe(false)
  })

  it("segments that no time moves are left in peace, but say how fresh they are", async () => {
    await opened("2026-03-02T09:00:00Z")
    await addPeople(world.database, [{}])
    const { id } = await made({ fact: "profile.country", op: "is", value: "de" })
    world.clock.pass({ minutes: 4 })
    expect(await marketing.followNextSegment()).toBe(false)
    world.clock.pass({ minutes: 1 })
    expect(await marketing.followNextSegment()).toBe(true)
    const { refreshed_at } = await marketing.getSegment({ segment_id: id })
    expect(refreshed_at).toEqual(await world.clock.now())
  })
})
