import type { Conflict, Refused } from "../../src/core/problem"
import type { Rule } from "../../src/core/rules/schema"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { addPeople, createWorld, type World } from "../support/world"

const inCity = (city: string): Rule => ({ fact: "profile.city", op: "is", value: city })
const refused = async (work: Promise<unknown>) =>
  (
    (await work.then(
      () => expect.fail("was accepted"),
      (e) => e,
    )) as Refused
  ).problems

describe("segments", () => {
  let world: World
  let marketing: Marketing
  let breakAt = ""
  /** Somebody looks in at the moment at which the new members are written and not yet complete. */
  let lookIn: (() => Promise<unknown>) | null = null
  beforeAll(async () => {
    world = await createWorld({
      failPoint: async (name) => {
        if (name === breakAt) throw new Error("the power went off")
        if (name === "audience.membersWritten") await lookIn?.()
      },
    })
    marketing = world.marketing
  })
  afterAll(() => world.end())
  afterEach(() => {
    breakAt = ""
    lookIn = null
  })

  it("finds its members when saved, and who came and left when refreshed (A8)", async () => {
    const [ana, ben, cleo] = (await addPeople(world.database, [
      { city: "Ulm", first_name: "Ana" },
      { city: "Ulm", first_name: "Ben" },
      { city: "Bonn" },
    ])) as [number, number, number]
    const segment = await marketing.saveSegment({ name: "Ulm", rule: inCity("Ulm") })
    expect(segment).toMatchObject({ type: "dynamic", state: "fresh", member_count: 2 })

    world.clock.pass({ minutes: 1 })
    await world.database.run(
      "update marketing_profile set city = case pid when $1 then 'Bonn' else 'Ulm' end where pid in ($1, $2)",
      [ana, cleo],
    )
    expect(await marketing.refreshSegment({ segment_id: segment.id })).toMatchObject({
      entered: 1,
      left: 1,
      segment: { member_count: 2 },
    })
    const { members, count } = await marketing.listMembers({ segment_id: segment.id, offset: 0, limit: 10 })
    expect([count, members.map((m) => m.pid)]).toEqual([2, [cleo, ben]])
    expect(
      await world.database.rows("select pid, left_at - entered_at as stayed from marketing_segment_left"),
    ).toMatchObject([{ pid: ana, stayed: { minutes: 1 } }])
    expect(
      (await marketing.listMembers({ segment_id: segment.id, q: "ben", offset: 0, limit: 10 })).count,
    ).toBe(1)
  })

  it("is searched by how words of a name or an e-mail begin, or by a person's number (A9)", async () => {
    await addPeople(world.database, [
      { city: "Rom", first_name: "Zoë", last_name: "O'Brien-Müller", email: "zoe.b+x@mail.example" },
      { city: "Rom", first_name: "小明", last_name: "王", email: null, external_id: "CRM 77/a" },
      { city: "Rom", first_name: "Ben", last_name: "Li", email: "it's@odd.example" },
    ])
    const { id: segment_id } = await marketing.saveSegment({ name: "Rom", rule: inCity("Rom") })
    const found = async (q: string) => {
      const { members, count } = await marketing.listMembers({ segment_id, q, offset: 0, limit: 10 })
      expect(members).toHaveLength(count)
      return members.map(({ name }) => name).sort()
    }
    const [zoe, ming, ben] = ["Zoë O'Brien-Müller", "小明 王", "Ben Li"]
    for (const q of ["zoë", "ZO", "brien mü", "o'brien", "zoe.b+x@mail.example", "mail.ex"])
      expect({ q, found: await found(q) }).toEqual({ q, found: [zoe] })
    for (const q of ["王", "明", "小明", "王小明", "CRM 77/a"])
      expect({ q, found: await found(q) }).toEqual({ q, found: [ming] })
    expect(await found("example")).toEqual([ben, zoe])
    const { customer_id } = (await marketing.listMembers({ segment_id, q: "ben", offset: 0, limit: 1 }))
      .members[0]!
    expect(await found(customer_id)).toEqual([ben])
    for (const q of ["rien", "zoe ben", "'", ":*", "& | !", "\\", "(("])
      expect({ q, found: await found(q) }).toEqual({ q, found: [] })
  })

  it("keeps all of its members when a refresh breaks in the middle, and says why (G3)", async () => {
    await addPeople(world.database, [{ city: "Kiel" }])
    const segment = await marketing.saveSegment({ name: "Kiel", rule: inCity("Kiel") })
    await world.database.run("update marketing_profile set city = 'Rom' where city = 'Kiel'")
    breakAt = "audience.membersWritten"
    await expect(marketing.refreshSegment({ segment_id: segment.id })).rejects.toThrow("the power went off")
    expect(await marketing.getSegment({ segment_id: segment.id })).toMatchObject({
      state: "failed",
      error: "the power went off",
      member_count: 1,
    })
    expect(
      (await marketing.listMembers({ segment_id: segment.id, offset: 0, limit: 9 })).members,
    ).toHaveLength(1)
  })

  it("is read as it was, in its count, its people and its file, until it is found anew as a whole (G3)", async () => {
    const [away] = (await addPeople(world.database, [
      { city: "Jena", first_name: "Eva" },
      { city: "Jena", first_name: "Jan" },
    ])) as [number, number]
    const { id } = await marketing.saveSegment({ name: "Jena", rule: inCity("Jena") })
    await addPeople(world.database, [{ city: "Jena", first_name: "Kim" }])
    await world.database.run("update marketing_profile set city = 'Rom' where pid = $1", [away])
    const seen = async () => {
      const { members } = await marketing.listMembers({ segment_id: id, offset: 0, limit: 9 })
      let file = ""
      for await (const piece of (await marketing.exportSegment({ segment_id: id })).text) file += piece
      const { member_count } = await marketing.getSegment({ segment_id: id })
      const names = ["Eva", "Jan", "Kim"]
      const isIn = (name: string) => members.some((one) => one.name === name)
      return [member_count, names.filter(isIn), names.filter((name) => file.includes(`"${name}"`))]
    }
    const during: unknown[] = []
    lookIn = async () => during.push(await seen())
    await marketing.refreshSegment({ segment_id: id })
    expect(during).toEqual([[2, ["Eva", "Jan"], ["Eva", "Jan"]]])
    expect(await seen()).toEqual([2, ["Jan", "Kim"], ["Jan", "Kim"]])
  })

  it("a circle of segments is refused with its path, and nothing is saved (A6)", async () => {
    const a = await marketing.saveSegment({ name: "A", rule: inCity("Ulm") })
    const b = await marketing.saveSegment({ name: "B", rule: { not: { in_segment: a.id } } })
    const c = await marketing.saveSegment({ name: "C", rule: { all: [{ in_segment: b.id }] } })
    const problems = await refused(
      marketing.saveSegment({ id: a.id, rule: { any: [inCity("Ulm"), { in_segment: c.id }] } }),
    )
    expect(problems).toMatchObject([{ code: "rule/cycle", path: "rule.any.1.in_segment" }])
    expect(problems[0]!.message).toContain("A → C → B → A")
    expect((await marketing.getSegment({ segment_id: a.id })).rule).toEqual(inCity("Ulm"))
    expect(await refused(marketing.saveSegment({ id: a.id, rule: { in_segment: a.id } }))).toMatchObject([
      { code: "rule/cycle" },
    ])
  })

  it("is not deleted while a segment or a plan uses it, and names them", async () => {
    const used = await marketing.saveSegment({ name: "Used", rule: inCity("Ulm") })
    await marketing.saveSegment({ name: "User", rule: { in_segment: used.id } })
    await world.database.run(
      `insert into marketing_plan (id, name, type, canvas) values ('mkplan_u', 'Win back', 'one_time', $1)`,
      [JSON.stringify({ nodes: [{ settings: { segment_id: used.id } }] })],
    )
    const error = (await marketing.deleteSegment({ segment_id: used.id }).catch((e) => e)) as Conflict
    expect(error.message).toBe('Still used by segment "User", plan "Win back".')
    expect(error.values).toEqual({
      users: [
        { what: "segment", name: "User" },
        { what: "plan", name: "Win back" },
      ],
    })
    const free = await marketing.saveSegment({ name: "Free", rule: inCity("Ulm") })
    await marketing.deleteSegment({ segment_id: free.id })
    await expect(marketing.getSegment({ segment_id: free.id })).rejects.toThrow("There is no segment")
  })

  /** How many wait for their turn to change a segment. */
  const waiting = async () =>
    (
      await world.database.rows(
        `select 1 from pg_locks where locktype = 'advisory' and not granted
           and database = (select oid from pg_database where datname = current_database())`,
      )
    ).length
  /** Each begins when the one before it waits behind whoever is changing a segment; then all go on. */
  const atOnce = async (...changes: (() => Promise<unknown>)[]) => {
    const begun: Promise<unknown>[] = []
    await world.database.transaction(async (tx) => {
      await tx.run("select pg_advisory_xact_lock(hashtext('marketing_segment'))")
      for (const change of changes) {
        begun.push(change().catch((error: Error) => error.message))
        while ((await waiting()) < begun.length) await new Promise(setImmediate)
      }
    })
    return Promise.all(begun)
  }

  it("keeps Ann's new name and Bob's new rule when both save at once", async () => {
    const { id } = await marketing.saveSegment({ name: "Old", rule: inCity("Ulm") })
    await atOnce(
      () => marketing.saveSegment({ id, name: "Ann's" }),
      () => marketing.saveSegment({ id, rule: inCity("Bonn") }),
    )
    expect(await marketing.getSegment({ segment_id: id })).toMatchObject({
      name: "Ann's",
      rule: inCity("Bonn"),
    })
  })

  it("is not renamed when it was deleted or archived a moment before", async () => {
    const { id } = await marketing.saveSegment({ name: "Going", rule: inCity("Ulm") })
    const late = await marketing.saveSegment({ name: "Away", rule: inCity("Ulm") })
    const [, renamed, kept] = await atOnce(
      () => marketing.deleteSegment({ segment_id: id }),
      () => marketing.saveSegment({ id, name: "Renamed" }),
      async () => {
        const saving = marketing.saveSegment({ id: late.id, name: "Renamed" })
        await marketing.archiveSegment({ segment_id: late.id })
        return saving
      },
    )
    expect([renamed, kept]).toEqual([
      expect.stringContaining("There is no segment"),
      expect.stringContaining("An archived segment is not changed"),
    ])
    expect((await marketing.getSegment({ segment_id: late.id })).name).toBe("Away")
  })

  it("is not deleted when another segment comes to use it at the same moment", async () => {
    const used = await marketing.saveSegment({ name: "Wanted", rule: inCity("Ulm") })
    let deleting: Promise<unknown> | undefined
    await world.database.transaction(async (tx) => {
      await tx.run("select pg_advisory_xact_lock(hashtext('marketing_segment'))")
      deleting = marketing.deleteSegment({ segment_id: used.id }).catch((error: Conflict) => error.message)
      while ((await waiting()) === 0) await new Promise(setImmediate)
      await tx.run(
        `insert into marketing_segment (id, name, type, rule, state, created_at, updated_at)
         values ('mkseg_late', 'Late', 'dynamic', $1, 'stale', now(), now())`,
        [JSON.stringify({ in_segment: used.id })],
      )
    })
    expect(await deleting).toBe('Still used by segment "Late".')
    expect((await marketing.getSegment({ segment_id: used.id })).name).toBe("Wanted")
  })

  it.each(["colour", "__proto__", "constructor", "hasOwnProperty"])(
    "are not listed by %s, and it is said so",
    async (order) => {
      await expect(marketing.listSegments({ offset: 0, limit: 10, order })).rejects.toThrow(
        `order: Segments have no order "${order}".`,
      )
    },
  )

  it("people picked by hand stay as they were picked", async () => {
    const pids = await addPeople(world.database, [{ email: "hand1@x.test" }, { email: "hand2@x.test" }])
    const rows = await world.database.rows<{ customer_id: string }>(
      "select customer_id from marketing_profile where pid = any($1::int[])",
      [pids],
    )
    const ids = rows.map((row) => row.customer_id)
    const segment = await marketing.saveSegment({ name: "Picked", type: "static", customer_ids: ids })
    expect(segment.member_count).toBe(2)
    expect(
      await refused(marketing.saveSegment({ name: "Half", type: "static", customer_ids: ["cus_nobody"] })),
    ).toMatchObject([{ code: "segment/unknown-customers" }])
    expect(
      await refused(marketing.saveSegment({ name: "Half", rule: inCity("Bern"), customer_ids: ids })),
    ).toMatchObject([{ code: "segment/not-static" }])
    expect((await marketing.listSegments({ q: "Half", offset: 0, limit: 9 })).count).toBe(0)
    expect(
      await refused(marketing.addToSegment({ segment_id: segment.id, customer_ids: ["cus_nobody"] })),
    ).toMatchObject([{ code: "segment/unknown-customers" }])
    expect(
      await marketing.addToSegment({ segment_id: segment.id, remove_customer_ids: [ids[0]!] }),
    ).toMatchObject({ member_count: 1 })
    const { text, values } = await marketing.selectPeople({ segment_id: segment.id })
    expect(await world.database.rows(text, values)).toHaveLength(1)
  })

  it("dynamic segments are asked as a whole by themselves every hour", async () => {
    await world.database.run("update marketing_segment set deleted_at = now()")
    const one = await marketing.saveSegment({ name: "One", rule: inCity("Genf") })
    await addPeople(world.database, [{ city: "Genf" }])
    expect(await marketing.refreshNextSegment()).toBe(false)
    world.clock.pass({ minutes: 60 })
    expect(await marketing.refreshNextSegment()).toBe(true)
    expect(await marketing.refreshNextSegment()).toBe(false)
    expect((await marketing.getSegment({ segment_id: one.id })).member_count).toBe(1)
  })

  it("a preview counts, samples, and says who can be reached by each channel (A7)", async () => {
    const [yes, , bare] = (await addPeople(world.database, [
      { city: "Oslo" },
      { city: "Oslo" },
      { city: "Oslo", email: "" },
    ])) as [number, number, number]
    await world.database.run(
      "insert into marketing_consent (pid, channel, state, at) values ($1, 'email', 'yes', now()), ($2, 'email', 'yes', now())",
      [yes, bare],
    )
    const preview = await marketing.previewRule({ rule: inCity("Oslo") })
    expect(preview).toMatchObject({ count: 3, exact: true })
    expect(preview.sample).toHaveLength(3)
    expect(preview.total).toBeGreaterThan(3)
    expect(preview.reachable.email).toBe(1)
    expect(
      await refused(marketing.previewRule({ rule: { fact: "profile.shoe", op: "is", value: 1 } })),
    ).toMatchObject([{ code: "rule/unknown-field", path: "fact" }])
  })

  it("saved before its rule was refused, it is read, refreshed, told, explained and renamed; only saving it is refused", async () => {
    await addPeople(world.database, [{ city: "Erfurt", customer_id: "cus_erfurt" }])
    const { id } = await marketing.saveSegment({ name: "Of old", rule: inCity("Erfurt") })
    const rule: Rule = {
      all: [
        inCity("Erfurt"),
        { did: "purchase", count: { gte: -1 } },
        { not: { did: "purchase", amount: { gte: 500, currency: "zzz" } } },
        { not: { fact: "profile.gender", op: "is", value: "femael" } },
      ],
    }
    await world.database.run("update marketing_segment set rule = $2 where id = $1", [id, rule])
    expect(await marketing.getSegment({ segment_id: id })).toMatchObject({ rule, member_count: 1 })
    expect((await marketing.refreshSegment({ segment_id: id })).segment).toMatchObject({ member_count: 1 })
    expect((await marketing.describeRule({ rule })).text).toContain("ZZZ")
    expect(await marketing.explainRule({ rule, customer_id: "cus_erfurt" })).toMatchObject({ matches: true })
    expect(await marketing.saveSegment({ id, name: "Older" })).toMatchObject({ name: "Older", rule })
    expect(await refused(marketing.saveSegment({ id, rule }))).toMatchObject([
      { code: "rule/below-zero", path: "rule.all.1.count.gte" },
      { code: "rule/unknown-currency", path: "rule.all.2.not.amount.currency", values: { currency: "zzz" } },
      { code: "rule/no-choice", path: "rule.all.3.not.value", values: { value: "femael" } },
    ])
  })

  it("explains one customer condition by condition, with the order that shows it and when that turns (A7)", async () => {
    const [pid] = (await addPeople(world.database, [{ city: "Bern", customer_id: "cus_bern" }])) as [number]
    await world.database.run(
      `insert into marketing_order (order_id, pid, currency, placed_at, paid_at, total, captured) values ('order_bern', $1, 'eur', '2026-03-01T10:00Z', '2026-03-01T10:00Z', 500, 500)`,
      [pid],
    )
    const rule = {
      all: [inCity("Bern"), { did: "purchase", window: { last: { days: 7 } } }, { not: { did: "refund" } }],
    }
    expect(await marketing.explainRule({ rule, customer_id: "cus_bern" })).toEqual({
      matches: true,
      conditions: [
        { path: "all.0", matches: true, witnesses: [], value: "Bern", changes_at: null, changes: "never" },
        {
          path: "all.1",
          matches: true,
          witnesses: ["order_bern"],
          measured: { count: 1 },
          changes_at: new Date("2026-03-08T10:00Z"),
          changes: "then",
        },
        {
          path: "all.2.not",
          matches: false,
          witnesses: [],
          measured: { count: 0 },
          changes_at: null,
          changes: "never",
        },
      ],
    })
    const recent = await marketing.saveSegment({ name: "Recent", rule: rule.all[1] })
    for (const through of [{ in_segment: recent.id }, { not: { in_segment: recent.id } }])
      expect(
        (await marketing.explainRule({ rule: through, customer_id: "cus_bern" })).conditions[0],
      ).toMatchObject({ changes_at: new Date("2026-03-08T10:00Z") })
    const month = [new Date("2026-03-01"), new Date("2026-03-31")] as const
    await marketing.ensureMonths({ table: "event", from: month[0], to: month[1] })
    await world.database.run(
      `insert into marketing_event (pid, name, at, key) select $1::int, 'signed_up', timestamptz '2026-03-01', 'bern once'
       union all select $1::int, 'product_viewed', timestamptz '2026-03-01' + i * interval '1 second', 'bern ' || i from generate_series(1, 10000) i`,
      [pid],
    )
    const both = { all: [{ did: "signed_up" }, { did: "product_viewed", count: { gte: 10_000 } }] }
    expect(await marketing.explainRule({ rule: both, customer_id: "cus_bern" })).toMatchObject({
      matches: true,
    })
    await expect(marketing.explainRule({ rule, customer_id: "cus_nobody" })).rejects.toThrow(
      "There is no customer",
    )
  })

  it("counts each event once for a customer, however many conditions ask for it (A7)", async () => {
    const [pid] = (await addPeople(world.database, [{ city: "Thun", customer_id: "cus_thun" }])) as [number]
    await marketing.ensureMonths({ table: "event", from: new Date("2026-03-01"), to: new Date("2026-03-31") })
    await world.database.run(
      `insert into marketing_event (pid, name, at, key, props) values ($1, 'looked', '2026-03-01', 'thun', '{"seconds": 40}')`,
      [pid],
    )
    const looked = await marketing.saveSegment({ name: "Looked", rule: { did: "looked" } })
    const again: Rule = { did: "looked", count: { gte: 2 }, sum: { of: "seconds", gte: 60 } }
    const rule: Rule = { all: [{ did: "looked" }, { in_segment: looked.id }, again] }
    expect(await marketing.explainRule({ rule, customer_id: "cus_thun" })).toMatchObject({
      matches: false,
      conditions: [{ witnesses: ["thun"] }, {}, { matches: false, measured: { count: 1, sum: 40 } }],
    })
  })

  it("says what is so instead of what was asked for, and when nobody can say what time will bring (A7)", async () => {
    const born = { birthday: "1990-08-20", membership_expires_at: "2028-06-01" }
    await addPeople(world.database, [
      { ...born, city: "Berlin", customer_id: "cus_ida", tags: ["vip", "tea"] },
    ])
    const asked: [Rule, object][] = [
      [inCity("Hamburg"), { matches: false, value: "Berlin", changes: "never" }],
      [
        { fact: "profile.company", op: "is", value: "x" },
        { value: null, changes: "never" },
      ],
      [
        { fact: "profile.tags", op: "has_any", value: ["tea"] },
        { matches: true, value: ["vip", "tea"] },
      ],
      [
        { fact: "profile.age", op: "gte", value: 36 },
        { value: 35, changes: "then" },
      ],
      [
        { fact: "profile.age", op: "gte", value: 60 },
        { value: 35, changes: "not_within_a_year" },
      ],
      [
        { fact: "purchase.count", op: "gte", value: 1 },
        { value: 0, changes: "never" },
      ],
      [{ fact: "profile.birthday", op: "anniversary_in_month", value: 5 }, { changes: "never" }],
      [{ fact: "profile.birthday", op: "before", value: "2000-01-01" }, { changes: "never" }],
      [
        { fact: "profile.membership_expires_at", op: "within_next", value: { days: 30 } },
        { value: "2028-06-01", changes: "not_within_a_year" },
      ],
      [
        { did: "purchase", amount: { gte: 500, currency: "eur" }, average: { gte: 1, currency: "eur" } },
        { measured: { amount: 0, average: null }, changes: "never" },
      ],
      [{ did: "purchase", count: { gte: 2 }, window: { this: "month" } }, { measured: { count: 0 } }],
    ]
    for (const [rule, said] of asked) {
      const { conditions } = await marketing.explainRule({ rule, customer_id: "cus_ida" })
      expect({ rule, said: conditions[0] }).toMatchObject({ rule, said })
    }
  })

  it("reads a rule aloud with the names of what it refers to (A6)", async () => {
    const named = await marketing.saveSegment({ name: "Regulars", rule: inCity("Ulm") })
    const rule: Rule = {
      all: [
        { not: { in_segment: named.id } },
        { did: "purchase", amount: { gte: 50000, currency: "eur" }, window: { last: { days: 30 } } },
      ],
    }
    expect((await marketing.describeRule({ rule })).text).toBe(
      "Customers who are not among those (who are in the segment “Regulars”) and who made a purchase for at least 500.00 EUR in all in the last 30 days.",
    )
    expect((await marketing.describeRule({ rule, language: "zhCN" })).text).toBe(
      "满足以下条件的客户：不满足（属于人群“Regulars”）且在最近30天内完成购买（金额至少为500.00 EUR）。",
    )
  })
})
