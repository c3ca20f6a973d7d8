import type { Canvas } from "../../src/core/canvas/schema"
import { whatHappened, whatWasForeseen } from "../support/ahead-and-really"
import { addCouponTemplate } from "../support/benefits"
import { coreShop } from "../support/core-rows"
import { agree } from "../support/messages"
import { liveUntil, waysReally, waysReplayed } from "../support/past-and-really"
import { draw } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const START = "2026-03-02T09:00:00Z"
const HOUR = 3_600_000
const mail = { content: { subject: "Hello", html: "<p>Hello</p>" } }
const note = { content: { text: "Hello" } }

/** A throw of dice that falls alike in every run. */
const dice = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

describe("a replay on the store's past says what a plan would have done (P15)", () => {
  let world: World
  let shop: ReturnType<typeof coreShop>
  beforeEach(async () => {
    world = await createWorld({ start: START, options: { timezone: "Europe/Berlin" } })
    shop = coreShop(world.database)
  })
  afterEach(() => world.end())

  /** Plan and people have the same ids in every run: they decide who is held out. */
  const save = async (canvas: Canvas, settings: object = {}, type = "triggered") => {
    const { id } = await world.marketing.savePlan({
      plan: { name: "Back", type, canvas, settings },
      actor: "user_1",
    })
    await world.database.run("update marketing_plan set id = 'mkplan_back' where id = $1", [id])
    return "mkplan_back"
  }
  const publish = async (...plan: Parameters<typeof save>) => {
    const plan_id = await save(...plan)
    await world.marketing.publishPlan({ plan_id, actor: "user_1" })
    return plan_id
  }
  const replay = (plan_id: string, days = 20) =>
    world.marketing.replayPlan({ plan_id, actor: "user_1", days })
  const clockAt = (hours: number) => new Date(Date.parse(START) + hours * HOUR)
  const live = (hours: number) => liveUntil(world, clockAt(hours))
  const does = async (pid: number, name: string, props: Record<string, unknown> = {}, trusted = true) => {
    const at = await world.clock.now()
    const key = `${name}:${pid}:${at.getTime()}:${JSON.stringify(props)}`
    await world.database.transaction((tx) =>
      world.marketing.recordEvents(tx, [{ at, key, name, pid, props, trusted }]),
    )
  }
  const people = (heads: number) =>
    addPeople(
      world.database,
      Array.from({ length: heads }, (_, n) => ({ customer_id: `cus_${n}`, first_name: `P${n}` })),
    )

  const customers = async (heads: number): Promise<string[]> => {
    const ids: string[] = []
    for (let n = 0; n < heads; n++) ids.push(await shop.customer({ first_name: `P${n}` }))
    await world.marketing.syncCustomers(ids)
    return ids
  }
  const pidOf = async (customer_id: string) =>
    (await world.database.one<{ pid: number }>("select pid from marketing_profile where customer_id = $1", [
      customer_id,
    ]))!.pid
  const fillsCart = async (customer_id: string, product_id: string) => {
    const at = await world.clock.now()
    const [cart_id, stamp] = [`cart_${customer_id}`, { created_at: at, updated_at: at }]
    const known = await world.database.run("update cart set updated_at = $2 where id = $1", [cart_id, at])
    if (!known) await shop.add("cart", [{ id: cart_id, customer_id, currency_code: "eur", ...stamp }])
    await shop.add("cart_line_item", [
      { id: shop.next("cali"), cart_id, title: "Shoes", product_id, quantity: 1, unit_price: "50", ...stamp },
    ])
    await world.marketing.syncCarts([cart_id])
  }
  const orders = async (customer_id: string, price = "50") => {
    const at = await world.clock.now()
    const order = await shop.order({ customer_id, at, lines: [{ product_id: null, price, quantity: 1 }] })
    await shop.capture(order, price, at)
    await world.marketing.syncOrders([order.order_id])
    const cart_id = `cart_${customer_id}`
    await world.database.run("update cart set completed_at = $2, updated_at = $2 where id = $1", [
      cart_id,
      at,
    ])
    await world.marketing.syncCarts([cart_id])
    return order
  }

  it("of an abandoned cart: the same people at the same times the same ways as when it really ran", async () => {
    const template_id = await addCouponTemplate(world, {})
    const plan_id = await publish(
      draw(
        {
          cart: [
            "trigger:did-something",
            { event: "cart_open", wait: { amount: 1, unit: "hours" }, unless: { event: "order_placed" } },
          ],
          remind: ["message:email", mail],
          buys: ["wait-for-event", { event: "purchase", at_most: { amount: 2, unit: "days" } }],
          coupon: ["benefit:coupon", { template_id }],
          more: ["filter", { rule: { did: "order_placed", count: { gte: 2 } } }],
          had: ["filter", { rule: { plan: "mkplan_back", outcome: "received", node: "remind" } }],
          thank: ["message:log", note],
          again: ["wait", { amount: 3, unit: "hours" }],
          last: ["filter", { rule: { fact: "cart.open", op: "is", value: true } }],
          points: ["benefit:points", { amount: 20 }],
          rich: ["filter", { rule: { fact: "points.balance", op: "gte", value: 20 } }],
          bye: ["exit", { reason: "rich" }],
        },
        [
          "cart out remind",
          "remind out buys",
          "buys happened more",
          "buys timeout had",
          "had yes coupon",
          "had no again",
          "more yes thank",
          "more no again",
          "again out last",
          "last no points",
          "points granted rich",
          "rich yes bye",
        ],
      ),
      { entry: { limit: { times: 2, per: "week" }, cool_down_hours: 5 } },
    )
    const ids = await customers(25)
    const product_id = await shop.product("Shoes")
    await world.marketing.syncProducts([product_id])
    await agree(world, await Promise.all(ids.slice(0, 20).map(pidOf)))
    const throwing = dice(7)
    for (let hours = 0, act = 0; act < 160; act++) {
      hours += (throwing(40) + 1) / 20
      await live(hours)
      const who = ids[throwing(ids.length)]!
      if (throwing(3) === 0) await orders(who)
      else await fillsCart(who, product_id)
    }
    await live(200)
    const { result } = await replay(plan_id)
    const really = await waysReally(world, plan_id)
    expect(really.length).toBeGreaterThan(30)
    expect(waysReplayed({ result })).toEqual(really.slice(0, 50))
    expect(whatWasForeseen(result)).toEqual(await whatHappened(world, plan_id))
    const ends = new Set(really.map(({ ended }) => ended))
    expect([...ends].sort()).toEqual(["", "rich", null].sort())
    expect(result.replay!.per_day.reduce((sum, { entered }) => sum + entered, 0)).toBe(really.length)
  })

  it("of limits, cool-down and control groups: whoever comes too often or too soon stays outside then, too", async () => {
    const plan_id = await publish(
      draw(
        {
          seen: ["trigger:did-something", { event: "searched", where: { query: { contains: "shoe" } } }],
          rest: ["wait", { amount: 3, unit: "hours" }],
          goal: ["goal", { rule: { did: "waved", window: { since: "entered" } } }],
          tell: ["message:log", note],
        },
        ["seen out rest", "rest out tell"],
      ),
      { holdout_percent: 25, entry: { limit: { times: 2, per: "day" }, cool_down_hours: 2 } },
    )
    const pids = await people(30)
    const throwing = dice(11)
    for (let hours = 0, act = 0; act < 250; act++) {
      hours += (throwing(20) + 1) / 30
      await live(hours)
      const pid = pids[throwing(pids.length)]!
      if (throwing(6) === 0) await does(pid, "waved")
      else await does(pid, "searched", { query: throwing(5) ? "red shoes" : "hats" }, throwing(2) === 0)
    }
    await live(140)
    const { result } = await replay(plan_id)
    expect(waysReplayed({ result })).toEqual((await waysReally(world, plan_id)).slice(0, 50))
    expect(whatWasForeseen(result)).toEqual(await whatHappened(world, plan_id))
    expect(result.entry.held_out).toBeGreaterThan(0)
    expect(Object.keys(result.entry.turned_away).sort()).toEqual([
      "conditions",
      "cool_down",
      "inside",
      "limit",
    ])
    expect(result.ends.left.goal).toBeGreaterThan(0)
  })

  it("of segments, birthdays and points that run out: by what was noted then", async () => {
    const pids = await people(12)
    await world.database.run("update marketing_profile set birthday = $2 where pid = any($1)", [
      pids.slice(0, 4),
      "1990-03-05",
    ])
    const segment = await world.marketing.saveSegment({
      name: "Wavers",
      rule: { did: "waved", count: { gte: 2 } },
    })
    const plan_id = await publish(
      draw(
        {
          wavers: ["trigger:segment-entered", { segment_id: segment.id }],
          day: ["trigger:birthday", { time: "10:00" }],
          tell: ["message:log", note],
        },
        ["wavers out tell", "day out tell"],
      ),
    )
    await live(1)
    for (const [n, hours] of [2, 30, 60].entries()) {
      await live(hours)
      await does(pids[n + 5]!, "waved")
      await live(hours + 1)
      await does(pids[n + 5]!, "waved", { again: true })
      await world.marketing.refreshSegment({ segment_id: segment.id })
      await live(hours + 2)
    }
    // The calendar is looked at when its hour comes.
    await live(71.9)
    await live(72)
    await live(100)
    const { result } = await replay(plan_id, 5)
    const really = await waysReally(world, plan_id)
    expect(really.map(({ way }) => way[0]).sort()).toEqual([
      "day",
      "day",
      "day",
      "day",
      "wavers",
      "wavers",
      "wavers",
    ])
    expect(waysReplayed({ result })).toEqual(really)
    expect(result.replay!.as_today).toEqual([
      { node: "day", facts: [expect.objectContaining({ en: "Birthday" })] },
    ])
    // The segment is younger than the days that are looked at.
    expect(result.nodes.find(({ node }) => node === "wavers")!.assumed).toEqual(["no_history"])
  })

  it("of what they really did: visits, orders and what was paid, less a refund, of who came in and who was held out", async () => {
    const ids = await customers(30)
    const plan_id = await save(
      draw({ seen: ["trigger:did-something", { event: "waved" }], tell: ["message:log", note] }, [
        "seen out tell",
      ]),
      { holdout_percent: 50, attribution: { basis: "touch", window_days: 3 } },
    )
    const pids = await Promise.all(ids.map(pidOf))
    for (const pid of pids) await does(pid, "waved")
    await live(5)
    const kept = await orders(ids[0]!, "80")
    for (const id of ids.slice(1, 10)) await orders(id, "40")
    for (const pid of pids.slice(5, 15)) await does(pid, "product_viewed")
    await live(30)
    await shop.refund(kept, "30", await world.clock.now())
    await world.marketing.syncOrders([kept.order_id])
    // Too late to count.
    await live(80)
    for (const id of ids.slice(20)) await orders(id)
    await live(100)
    const { result } = await replay(plan_id)
    const { entered, held_out } = result.replay!.deeds
    expect(entered.people + held_out.people).toBe(30)
    expect(held_out.people).toBe(result.entry.held_out)
    expect(held_out.people).toBeGreaterThan(3)
    expect(entered.visited + held_out.visited).toBe(10)
    expect(entered.ordered + held_out.ordered).toBe(10)
    expect(entered.orders + held_out.orders).toBe(10)
    expect((entered.paid.eur ?? 0) + (held_out.paid.eur ?? 0)).toBe(5000 + 9 * 4000)
    expect(result.replay!.deeds.window_days).toBe(3)
  })

  it("of a plan that comes every week: its firings, over the people who fitted then", async () => {
    const pids = await people(10)
    const plan_id = await save(
      draw(
        {
          who: ["conditions", { rule: { did: "waved", window: { last: { days: 7 } } } }],
          lately: ["filter", { rule: { did: "waved", window: { last: { days: 3 } } } }],
          tell: ["message:log", note],
        },
        ["who out lately", "lately yes tell"],
      ),
      {
        schedule: { every: "week", on: ["wed"], time: "10:00" },
        entry: { limit: { times: 1, per: "month" } },
      },
      "recurring",
    )
    await does(pids[9]!, "waved")
    await world.marketing.publishPlan({ plan_id, actor: "user_1" })
    await live(1)
    for (const pid of pids.slice(0, 4)) await does(pid, "waved")
    await live(24 * 5)
    for (const pid of pids.slice(2, 8)) await does(pid, "waved")
    await live(24 * 18)
    const { result } = await replay(plan_id, 18)
    const really = await waysReally(world, plan_id)
    expect(really).toHaveLength(9)
    expect(waysReplayed({ result })).toEqual(really)
    expect(result.entry).toMatchObject({ entered: 9, turned_away: { limit: 2 } })
    expect(result.channels).toMatchObject([{ channel: "log", sent: 5 }])
  })

  const letters = (gap: Record<string, unknown>) =>
    draw(
      {
        who: ["conditions", { rule: { all: [] } }],
        first: ["message:email", mail],
        rest: ["wait", gap],
        second: ["message:email", mail],
      },
      ["who out first", "first out rest", "rest out second"],
    )
  const everyDay = {
    schedule: { every: "day", time: "10:00" },
    entry: { limit: { times: 9, per: "day" } },
  }

  it("of a plan that comes every day and writes twice: what goes later does not count for what goes before", async () => {
    const pids = await people(4)
    await agree(world, pids)
    const plan_id = await publish(letters({ amount: 75, unit: "hours" }), everyDay, "recurring")
    await live(24 * 8)
    const { result } = await replay(plan_id, 8)
    expect(waysReplayed({ result })).toEqual((await waysReally(world, plan_id)).slice(0, 50))
    const sent = await world.database.rows(
      "select node, count(*)::int as sent from marketing_send where state = 'sent' group by 1 order by 1",
    )
    const foreseen = result.nodes.flatMap(({ node, messages }) =>
      messages ? [{ node, sent: messages.sent }] : [],
    )
    expect(foreseen).toEqual(sent)
    // Two a day are allowed, and nobody gets more.
    expect(result.blocked).toEqual([])
    expect(result.nodes.flatMap(({ assumed }) => assumed)).toEqual([])
  })

  it("of a plan in which the next time overtakes the last: says where one more goes than the limits allow", async () => {
    const pids = await people(4)
    await agree(world, pids)
    await world.marketing.saveSendingLimits({
      change: { caps: { ...(await world.marketing.readSendingLimits()).caps, per_day: 1 } },
      actor: "a",
    })
    const plan_id = await publish(letters({ amount: 27, unit: "hours" }), everyDay, "recurring")
    await live(24 * 3)
    const { result } = await replay(plan_id, 3)
    const assumed = Object.fromEntries(result.nodes.map(({ node, assumed: what }) => [node, what]))
    expect(assumed).toEqual({ who: [], first: ["overtaken"], rest: [], second: [] })
  })

  it("of a plan that runs once: as if it had begun with these days, over who was there then", async () => {
    const [ada, ben] = await people(2)
    const plan_id = await save(
      draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          buys: ["wait-for-event", { event: "waved", at_most: { amount: 2, unit: "days" } }],
          tell: ["message:log", note],
        },
        ["who out buys", "buys happened tell"],
      ),
      {},
      "one_time",
    )
    await live(2)
    await does(ada!, "waved")
    await live(60)
    await does(ben!, "waved")
    await addPeople(world.database, [{ became_customer_at: clockAt(48).toISOString() }])
    await live(72)
    const { result } = await replay(plan_id, 3)
    expect(result).toMatchObject({
      begins_at: START.replace("Z", ".000Z"),
      entry: { audience: 2, entered: 2 },
      channels: [{ channel: "log", sent: 1 }],
      ends: { through: 2 },
    })
    expect(waysReplayed({ result }).map(({ pid, way }) => [pid, way.length])).toEqual([
      [ada, 3],
      [ben, 2],
    ])
  })

  it("of what it would have written itself: tags in place of others, attributes, a rep, what it takes back", async () => {
    const [ada] = await addPeople(world.database, [{ customer_id: "cus_a", tags: ["old"], tier: "bronze" }])
    const is = (fact: string, value: unknown, op = "is") => ({ rule: { fact, op, value } })
    const ways = [
      { id: "old", name: "Old", ...is("profile.tags", ["old"], "has_any") },
      { id: "silver", name: "Silver", ...is("profile.tier", "silver") },
    ]
    const plan_id = await save(
      draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          tags: ["tags", { add: ["new"], mode: "overwrite" }],
          tier: ["attributes", { changes: [{ field: "profile.tier", value: "silver" }] }],
          rep: ["assign-rep", { reps: ["amy"] }],
          gift: ["benefit:points", { amount: 30 }],
          part: ["branch", { ways }],
          hers: ["filter", is("profile.rep", "amy")],
          back: ["take-back", { what: "points", amount: 10 }],
          rich: ["filter", is("points.balance", 20, "eq")],
        },
        [
          ...["who out tags", "tags out tier", "tier out rep", "rep out gift", "gift granted part"],
          ...["part silver hers", "hers yes back", "back taken rich"],
        ],
      ),
      {},
      "one_time",
    )
    await live(24)
    const { result } = await replay(plan_id, 1)
    expect(waysReplayed({ result })).toMatchObject([
      { pid: ada, way: ["who", "tags", "tier", "rep", "gift", "part", "hers", "back", "rich"] },
    ])
    expect(result.nodes.at(-1)).toMatchObject({ node: "rich", passed: { yes: 1 }, assumed: [] })
  })
})
