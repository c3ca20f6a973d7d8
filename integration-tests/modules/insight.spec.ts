import type { Band, Both, Insight } from "../../src/core/insight/insight"
import { type RfmScores, rfmClassOf } from "../../src/core/lifecycle/rfm"
import { Missing, Refused } from "../../src/core/problem"
import { addDays, addMonths, dayOf, startOfDay } from "../../src/core/time/zone"
import { ageOf } from "../../src/fields/age"
import { chanceOf, makePeople } from "../support/audience-people"
import { writePeople } from "../support/audience-people-rows"
import { addPeople, createWorld, type World } from "../support/world"

type Row = Record<string, unknown>
type Person = Row & { pid: number }
type Order = {
  pid: number
  currency: string
  purchase: boolean
  net: number
  total: number
  discount: number
}
type Line = { pid: number; product: number; currency: string; purchase: boolean; net: number }

/** Everybody and what they bought, as the tables say it, to be counted one by one. */
async function readStore({ database }: World) {
  const people = await database.rows<Person>(
    "select p.*, to_jsonb(s) as score from marketing_profile p left join marketing_score s on s.pid = p.pid where deleted_at is null",
  )
  const segments = await database.rows<{ no: number; id: string; name: string; state: string }>(
    "select no, id, name, state from marketing_segment where deleted_at is null order by no",
  )
  const rows = await database.rows<{ segment_no: number; pid: number }>(
    "select * from marketing_segment_member",
  )
  const alive = new Set(people.map((p) => p.pid))
  const membersOf = (id: string) => {
    const { no } = segments.find((s) => s.id === id)!
    return new Set(rows.filter((r) => r.segment_no === no && alive.has(r.pid)).map((r) => r.pid))
  }
  return {
    people,
    segments,
    membersOf,
    orders: await database.rows<Order>("select * from marketing_order"),
    stays: await database.rows<{ pid: number; seconds: unknown }>(
      "select pid, props -> 'seconds' as seconds from marketing_event where name = 'left_page'",
    ),
    lines: await database.rows<Line>("select * from marketing_order_line"),
    products: new Map(
      (
        await database.rows<{ product: number; product_id: string }>(
          "select product, product_id from marketing_product",
        )
      ).map((p) => [p.product, p.product_id]),
    ),
  }
}
type Shop = Awaited<ReturnType<typeof readStore>>

/** Counts of people by what `tell` says of each. */
function naively(shop: Shop, ours: Set<number>, theirs: Set<number> | null, tell: (p: Person) => unknown) {
  const counts: Record<string, Both> = {}
  for (const person of shop.people) {
    const [segment, compare] = [ours.has(person.pid), theirs?.has(person.pid) ?? true]
    const value = tell(person)
    if (!(segment || compare) || value === undefined) continue
    counts[String(value)] ??= { segment: 0, compare: 0 }
    counts[String(value)]!.segment += Number(segment)
    counts[String(value)]!.compare += Number(compare)
  }
  return counts
}
const asCounts = <T extends Both>(list: T[], keyOf: (one: T) => unknown) =>
  Object.fromEntries(
    list
      .filter((one) => one.segment + one.compare > 0)
      .map((one) => [String(keyOf(one)), { segment: one.segment, compare: one.compare }]),
  )
const bandOf = (bands: Band[], value: number | null) => {
  const band = bands.find(({ from, to }) =>
    value === null ? from === null : from !== null && value >= from && (to === null || value < to),
  )
  return band && `${band.from}-${band.to}`
}
const bandKey = ({ from, to }: Band) => `${from}-${to}`

/** Twelve of those that are known, none of which has fewer members than one left out; and the unknown. */
function expectMostFrequent(found: Record<string, Both>, all: Record<string, Both>) {
  const { null: unknown, ...known } = all
  const { null: foundUnknown, ...foundKnown } = found
  expect(foundUnknown).toEqual(unknown)
  expect(all).toMatchObject(found)
  expect(Object.keys(foundKnown)).toHaveLength(Math.min(12, Object.keys(known).length))
  const least = Math.min(...Object.values(foundKnown).map((both) => both.segment))
  for (const [place, both] of Object.entries(known))
    expect(place in found || both.segment <= least).toBe(true)
}

const NOW = "2026-03-02T09:00:00Z"
const ZONE = "Asia/Shanghai"

describe("the insight of a segment, with refunds, cancelled orders, guests and several currencies", () => {
  let world: World
  let shop: Shop
  beforeAll(async () => {
    world = await createWorld({ start: NOW, options: { timezone: ZONE } })
    await fillStore(world)
    shop = await readStore(world)
  })
  afterAll(() => world.end())

  const cases: [string, string, string | undefined][] = [
    ["buyers beside everybody", "mkseg_buyers", undefined],
    ["a segment beside another that shares people with it", "mkseg_static", "mkseg_buyers"],
    ["everybody beside nobody", "mkseg_all", "mkseg_empty"],
    ["nobody beside everybody", "mkseg_empty", undefined],
    ["a segment beside itself", "mkseg_static", "mkseg_static"],
  ]
  describe.each(cases)("%s", (_, segment_id, compare) => {
    let insight: Insight
    let ours: Set<number>
    let theirs: Set<number> | null
    const count = (tell: (p: Person) => unknown) => naively(shop, ours, theirs, tell)
    beforeAll(async () => {
      insight = await world.marketing.readInsight({ segment_id, compare })
      ours = shop.membersOf(segment_id)
      theirs = compare ? shop.membersOf(compare) : null
    })

    it("counts people, who they are and where they live as one counts them by hand (A13)", () => {
      expect(insight.segment).toMatchObject({ id: segment_id, people: ours.size })
      expect(insight.compare).toEqual({
        id: compare ?? null,
        name: compare ?? null,
        people: theirs?.size ?? shop.people.length,
      })
      const { gender, tier, stage, rfm, paid, country, province, city, age } = insight.profile
      for (const [bars, column] of [
        [gender, "gender"],
        [tier, "tier"],
      ] as const)
        expect(asCounts(bars, (bar) => bar.value)).toEqual(count((p) => p[column]))
      expect(asCounts(stage, (bar) => bar.value)).toEqual(
        count((p) => (p.score as Row | null)?.stage ?? null),
      )
      expect(asCounts(rfm, (bar) => bar.value)).toEqual(
        count((p) => {
          const score = p.score as RfmScores | null
          return score?.recency ? rfmClassOf(score) : null
        }),
      )
      const recently = startOfDay(addMonths(dayOf(new Date(NOW), ZONE), -24), ZONE)
      expect(asCounts(paid, (bar) => bar.value)).toEqual(
        count((p) =>
          p.last_purchase_at ? ((p.last_purchase_at as Date) >= recently ? "recent" : "before") : "never",
        ),
      )
      for (const [list, parts] of [
        [country, ["country"]],
        [province, ["country", "province"]],
        [city, ["country", "province", "city"]],
      ] as const)
        expectMostFrequent(
          asCounts(list, (place) => place[parts.at(-1)!] && parts.map((part) => place[part])),
          count((p) => p[parts.at(-1)!] && parts.map((part) => p[part])),
        )
      expect(asCounts(age, bandKey)).toEqual(
        count((p) =>
          bandOf(age, p.birthday ? ageOf(p.birthday as string, { now: new Date(NOW), zone: ZONE }) : null),
        ),
      )
    })

    it("counts what they bought, in the main currency alone, as one counts it by hand (A13)", () => {
      const { currency, purchases, average, discount } = insight.consumption
      expect(currency).toBe("eur")
      const bought = (p: Person, inEuro = true) =>
        shop.orders.filter((o) => o.pid === p.pid && o.purchase && (!inEuro || o.currency === "eur"))
      expect(asCounts(purchases, bandKey)).toEqual(count((p) => bandOf(purchases, bought(p, false).length)))
      expect(asCounts(average, bandKey)).toEqual(
        count((p) => {
          const orders = bought(p)
          return orders.length ? bandOf(average, sumBy(orders, (o) => o.net) / orders.length) : undefined
        }),
      )
      expect(asCounts(discount, bandKey)).toEqual(
        count((p) => {
          const orders = bought(p)
          if (orders.length === 0) return undefined
          const off = sumBy(orders, (o) => o.discount)
          const rate = (100 * off) / (sumBy(orders, (o) => o.total) + off)
          return off === 0 ? "0-0" : bandOf(discount.slice(1), rate)
        }),
      )
    })

    it("counts how long they stayed, of whom a page told it, as one counts it by hand (A13)", () => {
      const { dwell_time } = insight.consumption
      const stayed = count((p) => {
        const told = shop.stays.filter(({ pid, seconds }) => pid === p.pid && typeof seconds === "number")
        return told.length
          ? bandOf(
              dwell_time ?? [],
              sumBy(told, (one) => one.seconds as number),
            )
          : undefined
      })
      expect(asCounts(dwell_time ?? [], bandKey)).toEqual(stayed)
      expect(dwell_time === null).toBe(Object.keys(stayed).length === 0)
    })

    it("names the products that most of its members bought, with buyers and money per currency (A13)", () => {
      const sold = (whom: (pid: number) => boolean, product: number) =>
        shop.lines.filter((l) => l.purchase && l.product === product && whom(l.pid))
      const buyers = (lines: Line[]) => new Set(lines.map((l) => l.pid)).size
      const everybody = new Set(shop.people.map((p) => p.pid))
      const groups = { segment: ours, compare: theirs ?? everybody }
      const expected = [...shop.products]
        .sort(([a], [b]) => a - b)
        .map(([product, product_id]) => {
          const lines = { segment: [] as Line[], compare: [] as Line[] }
          for (const key of ["segment", "compare"] as const)
            lines[key] = sold((pid) => groups[key].has(pid), product)
          const currencies = [...new Set([...lines.segment, ...lines.compare].map((l) => l.currency))].sort()
          const net = (of: Line[], currency: string) =>
            sumBy(of, (l) => (l.currency === currency ? l.net : 0))
          return {
            product_id,
            title: product_id,
            in_store: product_id !== "prod_1",
            buyers: { segment: buyers(lines.segment), compare: buyers(lines.compare) },
            amounts: currencies.map((currency) => ({
              currency,
              segment: net(lines.segment, currency),
              compare: net(lines.compare, currency),
            })),
          }
        })
        .filter((p) => p.buyers.segment > 0)
        .sort((a, b) => b.buyers.segment - a.buyers.segment)
        .slice(0, 10)
      expect(insight.products).toEqual(expected)
    })

    it("shares people with other segments, those in the archive aside (A13)", () => {
      const expected = shop.segments
        .filter((s) => s.id !== segment_id && s.state !== "archived")
        .map(({ id, name }) => {
          const members = shop.membersOf(id)
          return { id, name, members: members.size, shared: [...members].filter((p) => ours.has(p)).length }
        })
        .filter((s) => s.shared > 0)
        .sort((a, b) => b.shared - a.shared || a.members - b.members)
      expect(insight.overlap).toEqual(expected)
    })
  })

  it("is about all there is: people of each kind are in the generated store (A13)", async () => {
    const { profile, consumption, products, overlap } = await world.marketing.readInsight({
      segment_id: "mkseg_buyers",
    })
    const { country, province, city, gender, age, rfm, stage, paid } = profile
    const { purchases, average, discount, dwell_time } = consumption
    const filled = (list: Both[]) => list.filter((one) => one.segment > 0).length
    for (const list of [
      country,
      province,
      city,
      gender,
      age,
      rfm,
      stage,
      purchases,
      average,
      discount,
      dwell_time!,
    ])
      expect(filled(list)).toBeGreaterThanOrEqual(3)
    expect([filled(paid), city.length]).toEqual([2, 13])
    expect(products.some((p) => p.amounts.length === 2)).toBe(true)
    expect(overlap.length).toBeGreaterThan(1)
  })

  it("what does not exist is told (A13)", async () => {
    const ask = (given: { segment_id: string; compare?: string }) => world.marketing.readInsight(given)
    await expect(ask({ segment_id: "mkseg_none" })).rejects.toThrow(Missing)
    const refused = await ask({ segment_id: "mkseg_all", compare: "mkseg_none" }).catch((e: Refused) => e)
    expect((refused as Refused).problems).toMatchObject([
      { code: "insight/unknown-comparison", path: "compare" },
    ])
    const moves = (given: { segment_id: string; month?: string }) => world.marketing.readStageMoves(given)
    await expect(moves({ segment_id: "mkseg_none" })).rejects.toThrow(Missing)
    for (const month of ["2026-13", "March", "2026-03-01"])
      await expect(moves({ segment_id: "mkseg_all", month })).rejects.toThrow(Refused)
  })

  it.each(["2026-03", "2026-02", "2025-12", undefined])(
    "members' stages at both ends of a month (%s) are those noted last before (A13)",
    async (month) => {
      const found = await world.marketing.readStageMoves({ segment_id: "mkseg_buyers", month })
      const first = `${month ?? "2026-03"}-01`
      const stageBefore = async (pid: number, moment: Date) =>
        (
          await world.database.one<{ stage: string }>(
            "select to_stage as stage from marketing_stage_change where pid = $1 and at < $2 order by at desc limit 1",
            [pid, moment],
          )
        )?.stage ?? null
      const expected: Record<string, number> = {}
      for (const pid of shop.membersOf("mkseg_buyers")) {
        const from = await stageBefore(pid, startOfDay(first, ZONE))
        const to = await stageBefore(pid, startOfDay(addMonths(first, 1), ZONE))
        expected[`${from} ${to}`] = (expected[`${from} ${to}`] ?? 0) + 1
      }
      expect(Object.fromEntries(found.moves.map((m) => [`${m.from} ${m.to}`, m.people]))).toEqual(expected)
      expect(found).toMatchObject({
        month: first.slice(0, 7),
        months: ["2026-03", "2026-02", "2026-01", "2025-12"],
      })
      expect(found.moves.length).toBeGreaterThan(5)
    },
  )

  it("names what a segment likes best also where the store likes other things better (A13)", async () => {
    const { database, marketing } = world
    // Forty things that four of any five people bought, and twelve that only some of the rest did: these are the segment.
    await database.run(
      `insert into marketing_product (product, product_id, title)
       select 1000 + n, 'odd_' || n, 'Odd ' || n from generate_series(1, 52) n;
       truncate marketing_customer_product;
       insert into marketing_customer_product (pid, product, currency, purchases, quantity, net, first_at, last_at)
       select pid, 1000 + n, 'eur', 1, 1, 100, '2026-01-01', '2026-01-01'
         from marketing_profile cross join generate_series(1, 52) n
        where case when n <= 40 then pid % 5 > 0 else pid % 5 = 0 and pid % n < 20 end;
       insert into marketing_segment (id, name, type) values ('mkseg_odd', 'Odd', 'static');
       insert into marketing_segment_member (segment_no, pid, entered_at)
       select s.no, pid, '2026-01-01' from marketing_segment s, marketing_profile where s.id = 'mkseg_odd' and pid % 5 = 0`,
    )
    const expected = await database.rows(
      `select g.product_id, count(*) as buyers
         from marketing_customer_product c join marketing_product g using (product) join marketing_profile p using (pid)
        where p.deleted_at is null and pid % 5 = 0 group by g.product order by 2 desc, g.product limit 10`,
    )
    const { products } = await marketing.readInsight({ segment_id: "mkseg_odd" })
    expect(products.map(({ product_id, buyers }) => ({ product_id, buyers: buyers.segment }))).toEqual(
      expected,
    )
    expect(expected).toHaveLength(10)
  })
})

const sumBy = <T>(list: T[], of: (one: T) => number) => list.reduce((sum, one) => sum + of(one), 0)

/** 500 people, each fifth of them far away, some deleted after they came into a segment. */
async function fillStore({ database, marketing }: World): Promise<void> {
  const c = chanceOf(13)
  const people = makePeople(13, 500, new Date(NOW), ZONE)
  await writePeople(database, people)
  await database.run(
    "insert into marketing_segment (id, name, type) select x, x, 'static' from unnest($1::text[]) x",
    [["mkseg_all", "mkseg_buyers", "mkseg_old"]],
  )
  const pids = people.map((p) => p.profile.pid)
  const places = pids.map((pid) => ({
    pid,
    province: c.one(["BE", "NW", "广东", null]),
    has_account: c.odds(0.6),
    birthday: c.one([
      null,
      addDays("1940-01-01", c.whole(0, 30_000)),
      "2008-02-29",
      "2001-03-02",
      "2001-03-03",
    ]),
  }))
  await database.run(
    `update marketing_profile p set province = d.province, has_account = d.has_account, birthday = d.birthday
       from jsonb_to_recordset($1) as d(pid int, province text, has_account boolean, birthday date) where d.pid = p.pid`,
    [JSON.stringify(places)],
  )
  const orders = await database.rows<{ oid: number }>("select oid from marketing_order order by oid")
  const changes = orders.map(({ oid }) => ({
    oid,
    discount: c.one([0, 0, 250, 999, 2000, 30_000]),
    back: c.one([0, 0, 0, 100]),
    years: c.one([0, 0, 1, 2, 3]),
    cancelled: c.odds(0.1),
  }))
  await database.run(
    `update marketing_order o
        set discount = d.discount, captured = captured + d.back, refunded = d.back,
            placed_at = placed_at - make_interval(years => d.years),
            cancelled_at = case when d.cancelled then placed_at end
       from jsonb_to_recordset($1) as d(oid int, discount int, back int, years int, cancelled boolean) where d.oid = o.oid`,
    [JSON.stringify(changes)],
  )
  await database.run(
    "update marketing_order_line l set purchase = o.purchase, placed_at = o.placed_at from marketing_order o where o.oid = l.oid",
  )
  await database.transaction((tx) => marketing.refreshRollups(tx, pids))
  await database.run(
    `update marketing_event set props = props || jsonb_build_object('seconds', (props -> 'seconds')::numeric * (1 + pid % 7 * 40))
      where name = 'left_page' and jsonb_typeof(props -> 'seconds') = 'number'`,
  )
  await database.run("update marketing_product set source = 'old-shop' where product_id = 'prod_1'")
  await database.run(
    `insert into marketing_segment_member (segment_no, pid, entered_at)
     select s.no, p.pid, '2026-01-01' from marketing_segment s, marketing_profile p
      where s.id in ('mkseg_all', 'mkseg_old') or s.id = 'mkseg_buyers' and p.purchases > 0`,
  )
  await database.run("update marketing_profile set deleted_at = $1 where pid % 13 = 0", [NOW])
  await database.run("update marketing_segment set state = 'archived' where id = 'mkseg_old'")
  const stages = ["lead", "new", "active", "at_risk", "lapsed"]
  const history = pids.flatMap((pid) =>
    c.many(5, (n) => ({
      pid,
      at: new Date(Date.parse("2025-12-03T00:00:00Z") + c.whole(0, 89 * 24) * 3_600_000 + n),
      to_stage: c.one(stages),
    })),
  )
  // The last moment of February in Shanghai, and the first of March.
  history.push({ pid: pids[0]!, at: new Date("2026-02-28T15:59:59.999Z"), to_stage: "at_risk" })
  history.push({ pid: pids[0]!, at: new Date("2026-02-28T16:00:00Z"), to_stage: "active" })
  await database.run(
    "insert into marketing_stage_change (pid, at, to_stage) select pid, at, to_stage from jsonb_to_recordset($1) as d(pid int, at timestamptz, to_stage text)",
    [JSON.stringify(history)],
  )
}

describe("the size of a segment day by day", () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld({ start: "2026-01-05T22:30:00Z", options: { timezone: "America/New_York" } })
  })
  afterAll(() => world.end())

  it("is what one counts at each midnight of the store, also across daylight saving (A13)", async () => {
    const c = chanceOf(5)
    await addPeople(
      world.database,
      Array.from({ length: 40 }, () => ({})),
    )
    const ids = (
      await world.database.rows<{ id: string }>("select customer_id as id from marketing_profile")
    ).map((row) => row.id)
    const { id: segment_id } = await world.marketing.saveSegment({
      name: "Hand-picked",
      type: "static",
      actor: "u",
    })
    for (let step = 0; step < 60; step++) {
      await world.marketing.addToSegment({
        segment_id,
        customer_ids: ids.filter(() => c.odds(0.1)),
        remove_customer_ids: ids.filter(() => c.odds(0.06)),
      })
      world.clock.pass({ hours: c.one([1, 2, 24, 71, 100]) })
    }
    const now = await world.clock.now()
    const today = dayOf(now, "America/New_York")
    const { trend } = await world.marketing.readInsight({ segment_id })
    expect(trend).toHaveLength(90)
    expect(trend.at(-1)).toMatchObject({
      day: today,
      size: (await world.marketing.getSegment({ segment_id })).member_count,
    })
    for (const { day, size, entered, left } of trend) {
      const end = startOfDay(addDays(day, 1), "America/New_York")
      const counted = await world.database.one(
        `select count(*) filter (where entered_at < $1 and (left_at is null or left_at >= $1)) as size,
                count(*) filter (where entered_at >= $2 and entered_at < $1) as entered,
                count(*) filter (where left_at >= $2 and left_at < $1) as left
           from (select entered_at, null::timestamptz as left_at from marketing_segment_member
                 union all select entered_at, left_at from marketing_segment_left) x`,
        [end, startOfDay(day, "America/New_York")],
      )
      expect({ size, entered, left }).toEqual(counted)
    }
    expect(new Set(trend.map((one) => one.size)).size).toBeGreaterThan(10)
  })

  it("a segment in which nobody ever was has no picture, and no stages before any are noted (A13)", async () => {
    const { id: segment_id } = await world.marketing.saveSegment({
      name: "Empty",
      type: "static",
      actor: "u",
    })
    const insight = await world.marketing.readInsight({ segment_id })
    expect(insight).toMatchObject({ segment: { people: 0 }, trend: [], overlap: [], products: [] })
    expect(insight.consumption).toMatchObject({ average: [], discount: [] })
    expect(await world.marketing.readStageMoves({ segment_id })).toEqual({
      month: null,
      months: [],
      moves: [],
    })
  })
})
