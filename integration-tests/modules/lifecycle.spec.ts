import { intentOf, leadScoreOf } from "../../src/core/lifecycle/lead-score"
import { cutsOf, type RfmCuts, rfmOf } from "../../src/core/lifecycle/rfm"
import { LIFECYCLE_DEFAULTS, OPEN_CART } from "../../src/core/lifecycle/settings"
import { type Bought, stageOf } from "../../src/core/lifecycle/stage"
import { Refused } from "../../src/core/problem"
import type { CustomerSnapshot } from "../../src/core/rules/snapshot"
import { dayOf, daysBetween } from "../../src/core/time/zone"
import { makePeople } from "../support/audience-people"
import { writePeople } from "../support/audience-people-rows"
import { addPeople, createWorld, type World } from "../support/world"

type Score = {
  pid: number
  stage: string
  intent: string
  lead_score: number
  recency: number | null
  frequency: number | null
  monetary: number | null
}

const scoresIn = (world: World) =>
  world.database.rows<Score>(
    "select pid, stage, intent, lead_score, recency, frequency, monetary from marketing_score order by pid",
  )
/** Today's round to its end; answers the calls it took. */
const wholeRound = async (world: World) => {
  let calls = 1
  while (await world.marketing.computeScores()) calls++
  return calls
}
const dueAll = async (world: World) => {
  while (await world.marketing.computeDueScores());
}
const changesIn = (world: World) =>
  world.database.rows<{ pid: number; from_stage: string | null; to_stage: string; at: Date }>(
    "select pid, from_stage, to_stage, at from marketing_stage_change order by at, pid",
  )

/** The law of core/lifecycle, one person after the other. */
function naively(people: CustomerSnapshot[], today: { now: Date; zone: string }, currency: string): Score[] {
  const { stages, lead_score, intent } = LIFECYCLE_DEFAULTS
  const alive = people.filter(({ profile }) => !profile.deleted_at)
  const figures = ({ orders, profile }: CustomerSnapshot) => {
    const purchases = orders.filter((o) => o.purchase)
    const { last_purchase_at: last } = profile as unknown as Bought
    return {
      purchases: purchases.length,
      days: last ? daysBetween(dayOf(last, today.zone), dayOf(today.now, today.zone)) : 0,
      net: purchases.filter((o) => o.currency === currency).reduce((sum, o) => sum + o.net, 0),
    }
  }
  const buyers = alive.filter((p) => p.orders.some((o) => o.purchase)).map(figures)
  const cuts: RfmCuts = {
    currency,
    buyers: buyers.length,
    recency: cutsOf(buyers.map((b) => b.days))!,
    frequency: cutsOf(buyers.map((b) => b.purchases))!,
    monetary: cutsOf(buyers.map((b) => b.net))!,
  }
  return alive.map((person) => {
    const life = person.profile as unknown as Bought
    const carts = person.carts.filter((cart) => cart.lines.length > 0)
    const acts = [...person.events, ...carts.map((cart) => ({ name: OPEN_CART, at: cart.updated_at }))]
    const score = leadScoreOf(acts, life.last_purchase_at, lead_score, today)
    const bought = figures(person)
    return {
      pid: person.profile.pid,
      stage: stageOf(life, stages, today),
      intent: intentOf(score, intent),
      lead_score: score,
      ...(bought.purchases > 0 ? rfmOf(bought, cuts) : { recency: null, frequency: null, monetary: null }),
    }
  })
}

describe.each([
  { zone: "Europe/Berlin", now: "2026-02-28T22:30:00Z" },
  { zone: "America/New_York", now: "2026-03-08T08:00:00Z" },
  { zone: "Asia/Kathmandu", now: "2028-02-29T19:00:00Z" },
])("scores in $zone at $now", ({ zone, now: at }) => {
  let world: World
  let people: CustomerSnapshot[]
  beforeAll(async () => {
    world = await createWorld({ start: at, options: { timezone: zone } })
    people = makePeople(11, 300, new Date(at), zone)
    for (const [i, { profile }] of people.entries()) if (i % 11 === 0) profile.deleted_at = new Date(at)
    await writePeople(world.database, people)
    // Those are made up; here they are computed.
    await world.database.run("delete from marketing_score")
    await world.database.run("update marketing_profile set deleted_at = $2 where pid = any($1)", [
      people.filter((p) => p.profile.deleted_at).map((p) => p.profile.pid),
      new Date(at),
    ])
    // Some paid more, and got the rest back.
    await world.database.run(
      "update marketing_order set captured = captured + 500, refunded = 500 where oid % 3 = 0",
    )
    await world.database.run(
      `insert into marketing_customer_day (pid, day, currency, orders, purchases, quantity, net, refunded)
       select pid, (placed_at at time zone $1)::date, currency, count(*), count(*) filter (where purchase), 0,
              coalesce(sum(net) filter (where purchase), 0), 0
         from marketing_order group by 1, 2, 3`,
      [zone],
    )
  })
  afterAll(() => world.end())

  it("are those of the law, person by person, and deleted people have none (A11)", async () => {
    await wholeRound(world)
    const expected = naively(people, { now: new Date(at), zone }, await world.marketing.readStoreCurrency())
    expect(await scoresIn(world)).toEqual(expected)
    expect(new Set(expected.map((s) => s.stage))).toEqual(
      new Set(["lead", "new", "active", "at_risk", "lapsed"]),
    )
    expect(new Set(expected.map((s) => s.intent)).size).toBeGreaterThan(1)
    expect(new Set(expected.map((s) => s.recency)).size).toBeGreaterThan(4)
  })

  it("are the same for a few as for everybody, and nothing is written twice (A11)", async () => {
    const before = await world.database.rows("select * from marketing_score order by pid")
    const changes = await changesIn(world)
    await world.database.transaction((tx) =>
      world.marketing.dueScores(
        tx,
        people.map((p) => p.profile.pid),
      ),
    )
    await dueAll(world)
    expect(await world.database.rows("select * from marketing_score order by pid")).toEqual(before)
    expect(await changesIn(world)).toEqual(changes)
    expect(changes).toHaveLength(before.length)
  })

  it("turn by themselves as the days go by (A11)", async () => {
    for (const days of [1, 29, 400]) {
      world.clock.pass({ days })
      await wholeRound(world)
      const today = { now: await world.clock.now(), zone }
      expect(await scoresIn(world)).toEqual(naively(people, today, await world.marketing.readStoreCurrency()))
    }
  })
})

describe("stages over time", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z", options: { timezone: "Asia/Shanghai" } })
  })
  afterEach(() => world.end())

  const buys = async (pid: number, at: string, more = "") => {
    await world.database.run(
      `insert into marketing_order (order_id, pid, currency, placed_at, paid_at, total, captured)
       values ('o' || $1::int || $2 || $3, $1, 'eur', $2::text::timestamptz, $2::text::timestamptz, 1000, 1000)`,
      [pid, at, more],
    )
    await world.database.transaction((tx) => world.marketing.refreshRollups(tx, [pid]))
  }
  const stageNow = async (pid: number) =>
    (await world.database.one<{ stage: string }>("select stage from marketing_score where pid = $1", [pid]))
      ?.stage

  it("an order makes a lead new within moments, a cancelled one makes them a lead again (A11)", async () => {
    const [pid] = await addPeople(world.database, [{}])
    await wholeRound(world)
    expect(await stageNow(pid!)).toBe("lead")
    await buys(pid!, "2026-03-02T08:00:00Z")
    await dueAll(world)
    expect(await stageNow(pid!)).toBe("new")
    await world.database.run("update marketing_order set cancelled_at = placed_at")
    await world.database.transaction((tx) => world.marketing.refreshRollups(tx, [pid!]))
    await dueAll(world)
    expect(await stageNow(pid!)).toBe("lead")
    expect((await changesIn(world)).map((c) => [c.from_stage, c.to_stage])).toEqual(
      expect.arrayContaining([
        [null, "lead"],
        ["lead", "new"],
        ["new", "lead"],
      ]),
    )
  })

  it("what somebody does moves their lead score within moments (A11)", async () => {
    const [pid] = await addPeople(world.database, [{}])
    const at = new Date("2026-03-02T08:59:00Z")
    await world.database.transaction((tx) =>
      world.marketing.recordEvents(tx, [{ at, key: "a", name: "checkout_started", pid: pid! }]),
    )
    await dueAll(world)
    expect(await scoresIn(world)).toMatchObject([{ pid, lead_score: 30, intent: "mid", stage: "lead" }])
  })

  it("a day's round is done once by many workers at once, and goes on after one that died (A11)", async () => {
    await addPeople(
      world.database,
      Array.from({ length: 40 }, () => ({})),
    )
    const work = () => wholeRound(world)
    await Promise.all([work(), work(), work(), world.marketing.computeDueScores()])
    await wholeRound(world)
    expect(await changesIn(world)).toHaveLength(40)
    expect(await world.marketing.computeScores()).toBe(false)
    // 16:00 UTC is midnight in Shanghai: another day, another round, nothing new.
    world.clock.set("2026-03-02T16:00:00Z")
    await wholeRound(world)
    expect(await changesIn(world)).toHaveLength(40)
    expect(await world.database.one("select ref from marketing_cursor where name = 'scores'")).toEqual({
      ref: "2026-03-03 Asia/Shanghai",
    })
  })

  it("a worker that dies half-way leaves all to do (A11)", async () => {
    let dying = true
    const frail = await createWorld({
      start: "2026-03-02T09:00:00Z",
      failPoint: (name) => {
        if (dying && name.startsWith("lifecycle.")) throw new Error("died")
      },
    })
    try {
      const [pid] = await addPeople(frail.database, [{}])
      await frail.database.transaction((tx) => frail.marketing.dueScores(tx, [pid!]))
      await expect(frail.marketing.computeScores()).rejects.toThrow("died")
      await expect(frail.marketing.computeDueScores()).rejects.toThrow("died")
      expect(await scoresIn(frail)).toEqual([])
      dying = false
      await dueAll(frail)
      await wholeRound(frail)
      expect(await changesIn(frail)).toHaveLength(1)
    } finally {
      await frail.end()
    }
  })

  it("other thresholds are another round; those out of order are refused at their place (A11)", async () => {
    const [pid] = await addPeople(world.database, [{}])
    await buys(pid!, "2026-01-20T08:00:00Z")
    await wholeRound(world)
    expect(await stageNow(pid!)).toBe("active")
    const save = (at_risk_days: number) =>
      world.marketing.saveLifecycle({
        change: { stages: { new_days: 10, at_risk_days, lapsed_days: 90 } },
        actor: "user_1",
      })
    const refused = await save(90).catch((error: Refused) => error)
    expect(refused).toBeInstanceOf(Refused)
    expect((refused as Refused).problems).toMatchObject([
      { code: "lifecycle/risk-after-lapse", path: "lifecycle.stages.at_risk_days" },
    ])
    expect((await world.marketing.readLifecycle()).stages).toEqual(LIFECYCLE_DEFAULTS.stages)
    await save(40)
    await wholeRound(world)
    expect(await stageNow(pid!)).toBe("at_risk")
    expect(await world.marketing.readLifecycle()).toMatchObject({
      stages: { at_risk_days: 40 },
      intent: LIFECYCLE_DEFAULTS.intent,
      changed_by: "user_1",
    })
    expect(await world.marketing.readLifecycleFigures()).toMatchObject({
      stages: { at_risk: 1 },
      intents: { low: 1 },
      rfm: { buyers: 1 },
      computed_at: new Date("2026-03-02T09:00:00Z"),
    })
    const { entries } = await world.marketing.listAudit({ entity: "lifecycle", offset: 0, limit: 5 })
    expect(entries).toHaveLength(1)
  })
})
