import type { Rule } from "../../src/core/rules/schema"
import { addCouponTemplate, couponRow, pointsRow } from "../support/benefits"
import { coreShop } from "../support/core-rows"
import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

/** Who went which way out of a node, by name, in the order of their entering. */
type Way = { name: string; port: string | null }

describe("plans that begin with what somebody does (P5)", () => {
  let world: World
  let shop: ReturnType<typeof coreShop>
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z", options: { timezone: "Europe/Berlin" } })
    shop = coreShop(world.database)
  })
  afterEach(() => world.end())

  const publish = async (canvas: ReturnType<typeof draw>, settings: object = {}, type = "triggered") => {
    const { id } = await world.marketing.savePlan({
      plan: { name: "A plan", type, canvas, settings },
      actor: "a",
    })
    await world.marketing.publishPlan({ plan_id: id, actor: "a" })
    return id
  }
  const pass = async (span: Parameters<World["clock"]["pass"]>[0] = {}) => {
    world.clock.pass(span)
    await settle(world.marketing)
  }
  const person = async (first_name: string, given: object = {}) => {
    const [pid] = await addPeople(world.database, [{ first_name, ...given }])
    return pid!
  }
  /** A storefront or the store told it just now. */
  const does = async (pid: number, name: string, props: Record<string, unknown> = {}, trusted = true) => {
    const at = await world.clock.now()
    await world.database.transaction((tx) =>
      world.marketing.recordEvents(tx, [
        { at, key: `${name}:${pid}:${at.getTime()}`, name, pid, props, trusted },
      ]),
    )
  }
  const waysOf = (node: string) =>
    world.database.rows<Way>(
      `select first_name as name, port from marketing_step_log join marketing_profile using (pid)
        where node = $1 order by enrollment_id`,
      [node],
    )
  const counted = async (node: string) =>
    Object.fromEntries(
      (
        await world.database.rows<{ port: string; passed: number }>(
          "select port, passed from marketing_node_count where node = $1 order by port",
          [node],
        )
      ).map(({ port, passed }) => [port, passed]),
    )

  describe("an abandoned cart", () => {
    const abandoned = () =>
      draw(
        {
          cart: [
            "trigger:did-something",
            {
              event: "cart_open",
              wait: { amount: 1, unit: "hours" },
              unless: { event: "order_placed" },
            },
          ],
          remind: ["message:log", { content: { text: "Still thinking?" } }],
          buys: ["wait-for-event", { event: "purchase", at_most: { amount: 2, unit: "days" } }],
          thank: ["tags", { add: ["rescued"], remove: [] }],
        },
        ["cart out remind", "remind out buys", "buys happened thank"],
      )
    const customer = async (first_name: string) => {
      const customer_id = await shop.customer({ first_name })
      await world.marketing.syncCustomers([customer_id])
      return customer_id
    }
    const fillsCart = async (customer_id: string, cart_id = `cart_${customer_id}`) => {
      const at = await world.clock.now()
      const stamp = { created_at: at, updated_at: at }
      const known = await world.database.run("update cart set updated_at = $2 where id = $1", [cart_id, at])
      if (!known) await shop.add("cart", [{ id: cart_id, customer_id, currency_code: "eur", ...stamp }])
      const product_id = await shop.product("Shoes")
      await world.marketing.syncProducts([product_id])
      await shop.add("cart_line_item", [
        {
          id: shop.next("cali"),
          cart_id,
          title: "Shoes",
          product_id,
          quantity: 1,
          unit_price: "50",
          ...stamp,
        },
      ])
      await world.marketing.syncCarts([cart_id])
    }
    const buys = async (customer_id: string) => {
      const at = await world.clock.now()
      const order = await shop.order({
        customer_id,
        at,
        lines: [{ product_id: null, price: "50", quantity: 1 }],
      })
      await shop.capture(order, "50", at)
      await world.marketing.syncOrders([order.order_id])
    }

    it("Ada is reminded an hour after her last change, Ben ordered in time and is not; Ada then buys and is thanked", async () => {
      await publish(abandoned())
      const [ada, ben] = [await customer("Ada"), await customer("Ben")]
      await fillsCart(ada)
      await fillsCart(ben)
      await pass({ minutes: 50 })
      // She comes back and puts more in: the hour begins anew.
      await fillsCart(ada)
      await buys(ben)
      await pass({ minutes: 20 })
      expect(await waysOf("remind")).toEqual([])
      await pass({ minutes: 40 })
      expect(await waysOf("remind")).toEqual([{ name: "Ada", port: "out" }])
      expect(await counted("cart")).toEqual({ conditions: 1, out: 1 })

      await pass({ hours: 5 })
      await buys(ada)
      await pass()
      expect(await waysOf("buys")).toEqual([{ name: "Ada", port: "happened" }])
      expect(await world.database.one("select tags from marketing_profile where first_name = 'Ada'")).toEqual(
        {
          tags: ["rescued"],
        },
      )
      // What let her in is kept with her entry.
      expect(await world.database.one("select event from marketing_enrollment")).toMatchObject({
        event: { name: "cart_updated", currency: "eur" },
      })
    })

    it("Cleo, who never buys, is let go when her two days are over", async () => {
      await publish(abandoned())
      const cleo = await customer("Cleo")
      await fillsCart(cleo)
      await pass({ hours: 1 })
      await pass({ days: 2, minutes: 1 })
      expect(await waysOf("buys")).toEqual([{ name: "Cleo", port: "timeout" }])
    })
  })

  it("only events with the asked properties count, only so many of them, and only of the people asked for", async () => {
    await publish(
      draw(
        {
          seen: [
            "trigger:did-something",
            {
              event: "searched",
              where: { query: { contains: "shoe" } },
              times: { count: 2, within_days: 7 },
              rule: { fact: "profile.tags", op: "has_any", value: ["vip"] } satisfies Rule,
            },
          ],
          note: ["message:log", { content: { text: "Shoes!" } }],
        },
        ["seen out note"],
      ),
    )
    const [ada, ben] = [await person("Ada", { tags: ["vip"] }), await person("Ben")]
    for (const pid of [ada, ben]) await does(pid, "searched", { query: "red shoes" })
    await pass({ days: 8 })
    // Her first search is too long ago by now.
    for (const pid of [ada, ben]) await does(pid, "searched", { query: "blue shoes" })
    await pass({ days: 1 })
    await does(ada, "searched", { query: "hats" })
    await pass({ days: 1 })
    expect(await waysOf("note")).toEqual([])
    for (const pid of [ada, ben]) await does(pid, "searched", { query: "shoes" })
    await pass()
    expect(await waysOf("note")).toEqual([{ name: "Ada", port: "out" }])
  })

  it("the same news twice lets nobody in twice, and nobody comes in while still inside (G1, F31)", async () => {
    await publish(
      draw(
        { seen: ["trigger:did-something", { event: "waved" }], rest: ["wait", { amount: 1, unit: "days" }] },
        ["seen out rest"],
      ),
    )
    const ada = await person("Ada")
    for (let time = 0; time < 3; time++) await does(ada, "waved")
    await pass({ minutes: 1 })
    await does(ada, "waved")
    await pass()
    expect(await counted("seen")).toEqual({ inside: 1, out: 1 })
    await pass({ days: 1 })
    await does(ada, "waved")
    await pass()
    expect(await counted("seen")).toEqual({ inside: 1, out: 2 })
  })

  it("a person comes in twice a week at most, and not within a day of leaving (P8)", async () => {
    await publish(
      draw({ seen: ["trigger:did-something", { event: "waved" }], bye: ["exit"] }, ["seen out bye"]),
      { entry: { limit: { times: 2, per: "week" }, cool_down_hours: 24 } },
    )
    const ada = await person("Ada")
    // Monday: in. An hour later: too soon. Tuesday: in. Wednesday: enough for this week. Monday: in again.
    for (const hours of [0, 1, 24, 30, 24 * 5 - 6]) {
      await pass({ hours })
      await does(ada, "waved")
      await pass()
    }
    expect(await counted("seen")).toEqual({ cool_down: 1, limit: 1, out: 3 })
  })

  it("limits hold when several workers deal with the same person's news at once (P8)", async () => {
    await publish(draw({ seen: ["trigger:did-something", { event: "waved" }] }, []), {
      entry: { limit: { times: 3, per: "plan" } },
    })
    const pids = await addPeople(
      world.database,
      Array.from({ length: 20 }, () => ({})),
    )
    for (let time = 0; time < 6; time++) {
      for (const pid of pids) await does(pid, "waved")
      world.clock.pass({ seconds: 1 })
    }
    const some = () => world.marketing.takeOccasions({ limit: 7 })
    while ((await Promise.all([some(), some(), some()])).some(Boolean));
    await settle(world.marketing)
    expect(await counted("seen")).toMatchObject({ out: 60 })
    expect(
      await world.database.rows("select pid from marketing_enrollment group by pid having count(*) > 3"),
    ).toEqual([])
  })

  it("what happens while the plan is paused lets nobody in, and what happened before it was published neither (P12)", async () => {
    const [ada, ben, cleo] = [await person("Ada"), await person("Ben"), await person("Cleo")]
    await does(ada, "waved")
    const plan_id = await publish(
      draw({ seen: ["trigger:did-something", { event: "waved" }], note: ["join"] }, ["seen out note"]),
    )
    await world.marketing.pausePlan({ plan_id, actor: "a" })
    await pass({ minutes: 1 })
    await does(ben, "waved")
    await pass({ minutes: 1 })
    await world.marketing.resumePlan({ plan_id, actor: "a" })
    await does(cleo, "waved")
    await pass()
    expect(await waysOf("note")).toEqual([{ name: "Cleo", port: "out" }])
    // An ended plan listens no more.
    await world.marketing.endPlan({ plan_id, actor: "a" })
    await world.marketing.stopListening()
    expect(await world.database.rows("select * from marketing_listener")).toEqual([])
  })

  it("what a worker finds a day late is over: nobody is greeted for it", async () => {
    await publish(
      draw({ seen: ["trigger:did-something", { event: "waved" }], note: ["join"] }, ["seen out note"]),
    )
    await does(await person("Ada"), "waved")
    await pass({ days: 2 })
    expect(await counted("seen")).toEqual({ late: 1 })
  })

  it("what a browser claims leads to no benefit: refused in the check, and turned away where a name can be both (S4)", async () => {
    const template = await world.marketing.savePlan({
      plan: {
        name: "Trick",
        type: "triggered",
        canvas: draw(
          {
            seen: ["trigger:did-something", { event: "product_viewed" }],
            give: ["benefit:points", { amount: 5 }],
          },
          ["seen out give"],
        ),
      },
      actor: "a",
    })
    const { problems } = await world.marketing.checkPlan({ plan_id: template.id })
    expect(problems.map((p) => p.code)).toEqual(["plan/untrusted-benefit"])

    await publish(
      draw(
        { seen: ["trigger:did-something", { event: "review" }], give: ["benefit:points", { amount: 5 }] },
        ["seen out give"],
      ),
    )
    const [ada, eve] = [await person("Ada"), await person("Eve")]
    await does(ada, "review")
    await does(eve, "review", {}, false)
    await pass()
    expect(await counted("seen")).toEqual({ out: 1, untrusted: 1 })
    expect(await waysOf("give")).toEqual([{ name: "Ada", port: "granted" }])
  })

  it("a triggered plan needs a trigger, and other plans take none", async () => {
    const plan = async (type: string, canvas: ReturnType<typeof draw>) => {
      const { id } = await world.marketing.savePlan({ plan: { name: "A plan", type, canvas }, actor: "a" })
      return (await world.marketing.checkPlan({ plan_id: id })).problems.map((p) => p.code)
    }
    await person("Ada")
    const everybody = draw({ who: ["conditions", { rule: { all: [] } }], note: ["join"] }, ["who out note"])
    const waving = draw({ seen: ["trigger:did-something", { event: "waved" }], note: ["join"] }, [
      "seen out note",
    ])
    expect(await plan("triggered", everybody)).toEqual(["plan/entry-without-trigger"])
    expect(await plan("one_time", waving)).toContain("plan/entry-is-trigger")
    expect(await plan("triggered", waving)).toEqual([])
  })
})

describe("a goal beside the ways (C7)", () => {
  it("who reaches it leaves wherever they are, at once, and gets no more messages", async () => {
    const world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    try {
      const [ada, ben] = await addPeople(world.database, [{ first_name: "Ada" }, { first_name: "Ben" }])
      const { id } = await world.marketing.savePlan({
        plan: {
          name: "Come back",
          canvas: draw(
            {
              who: ["conditions", { rule: { all: [] } }],
              rest: ["wait", { amount: 3, unit: "days" }],
              ask: ["message:log", { content: { text: "Come back!" } }],
              done: ["goal", { rule: { did: "visited", window: { since: "entered" } } }],
            },
            ["who out rest", "rest out ask"],
          ),
        },
        actor: "a",
      })
      // A visit before the plan began counts for nothing.
      const visits = async (pid: number) => {
        const at = await world.clock.now()
        await world.database.transaction((tx) =>
          world.marketing.recordEvents(tx, [
            { at, key: `v:${pid}:${at.getTime()}`, name: "visited", pid, trusted: false },
          ]),
        )
      }
      await visits(ben!)
      world.clock.pass({ minutes: 1 })
      await world.marketing.publishPlan({ plan_id: id, actor: "a" })
      await settle(world.marketing)
      world.clock.pass({ days: 1 })
      await visits(ada!)
      await settle(world.marketing)
      expect(
        await world.database.rows(
          "select first_name, reason, state from marketing_enrollment join marketing_profile using (pid) order by 1",
        ),
      ).toEqual([
        { first_name: "Ada", reason: "goal", state: "left" },
        { first_name: "Ben", reason: null, state: "inside" },
      ])
      world.clock.pass({ days: 3 })
      await settle(world.marketing)
      expect(await world.database.rows("select pid from marketing_send")).toEqual([{ pid: ben }])
      expect(
        await world.database.rows("select node, port, passed from marketing_node_count where node = 'done'"),
      ).toEqual([{ node: "done", port: "", passed: 1 }])
    } finally {
      await world.end()
    }
  })
})

describe("plans that begin with a day, or with a segment (P7)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-01T12:00:00Z", options: { timezone: "Europe/Berlin" } })
  })
  afterEach(() => world.end())

  const publish = async (trigger: [string, Record<string, unknown>]) => {
    const canvas = draw({ begin: trigger, note: ["join"] }, ["begin out note"])
    const { id } = await world.marketing.savePlan({
      plan: { name: "A plan", type: "triggered", canvas },
      actor: "a",
    })
    await world.marketing.publishPlan({ plan_id: id, actor: "a" })
  }
  /** Hour by hour, as a worker looks. */
  const hours = async (count: number) => {
    for (let hour = 0; hour < count; hour++) {
      world.clock.pass({ hours: 1 })
      await settle(world.marketing)
    }
  }
  const entered = () =>
    world.database.rows(
      "select first_name as name, entered_at as at from marketing_enrollment join marketing_profile using (pid) order by 2, 1",
    )

  it("greets people on their birthday at nine, each on their own clock", async () => {
    await addPeople(world.database, [
      { first_name: "Berlin", birthday: "1990-03-03" },
      { first_name: "Tokyo", birthday: "1990-03-03", zone: "Asia/Tokyo" },
      { first_name: "New York", birthday: "1990-03-03", zone: "America/New_York" },
      { first_name: "Other day", birthday: "1990-03-04" },
      { first_name: "Unknown" },
    ])
    await publish(["trigger:birthday", { time: "09:00", zone: "customer" }])
    await hours(60)
    expect(await entered()).toEqual([
      { name: "Tokyo", at: new Date("2026-03-03T00:00:00Z") },
      { name: "Berlin", at: new Date("2026-03-03T08:00:00Z") },
      { name: "New York", at: new Date("2026-03-03T14:00:00Z") },
    ])
  })

  it("three days before a child's birthday, once, however often workers look; a worker that slept is forgiven a day, not two (F10)", async () => {
    const [ada, ben, cleo] = await addPeople(
      world.database,
      ["Ada", "Ben", "Cleo"].map((first_name) => ({ first_name })),
    )
    for (const [pid, birthday] of [
      [ada, "2019-03-05"],
      [ben, "2019-03-06"],
      [cleo, "2019-03-10"],
    ])
      await world.database.run(
        "insert into marketing_relation (pid, no, relation, birthday) values ($1, 1, 'child', $2)",
        [pid, birthday],
      )
    await publish(["trigger:birthday", { whose: "related", days_before: 3, time: "10:00" }])
    // Both days are slept through: of the 2nd it is too late, of the 3rd it is not.
    world.clock.set("2026-03-04T08:30:00Z")
    await Promise.all([world.marketing.lookAtDays(), world.marketing.lookAtDays()])
    await settle(world.marketing)
    expect(await entered()).toMatchObject([{ name: "Ben" }])
    await hours(100)
    expect(await entered()).toMatchObject([{ name: "Ben" }, { name: "Cleo" }])
  })

  it("a year after the first purchase, not on the day itself", async () => {
    await addPeople(world.database, [
      { first_name: "Year", first_purchase_at: "2025-03-03T15:00:00Z", purchases: 1 },
      { first_name: "Today", first_purchase_at: "2026-03-03T07:00:00Z", purchases: 1 },
    ])
    await publish(["trigger:anniversary", { of: "first_purchase" }])
    await hours(60)
    expect(await entered()).toMatchObject([{ name: "Year" }])
  })

  it("tells of a coupon once, three days before it expires, and of points once while they run out", async () => {
    const [ada, ben] = await addPeople(world.database, [{ first_name: "Ada" }, { first_name: "Ben" }])
    const template_id = await addCouponTemplate(world, { valid_days: 5 })
    const now = await world.clock.now()
    await world.database.transaction(async (tx) => {
      await world.marketing.writeCoupons(tx, [couponRow(ada!, template_id)], now)
      await world.marketing.writePoints(tx, [pointsRow(ben!, 50, { expires_in_days: 9 })], now)
    })
    await publish(["trigger:coupon-expiring", { days_before: 3 }])
    await publish(["trigger:points-expiring", { within_days: "7" }])
    await hours(24 * 10)
    expect(await entered()).toEqual([
      { name: "Ada", at: new Date("2026-03-03T08:00:00Z") },
      { name: "Ben", at: new Date("2026-03-04T08:00:00Z") },
    ])
  })

  it("lets in who enters a segment, and who leaves it, within the refresh that moves them; not who was in it before", async () => {
    const { database, marketing } = world
    const vip = { fact: "profile.tags", op: "has_any", value: ["vip"] }
    const [, ben] = await addPeople(database, [{ first_name: "Ada", tags: ["vip"] }, { first_name: "Ben" }])
    const segment = await marketing.saveSegment({ name: "VIP", type: "dynamic", rule: vip })
    await marketing.refreshSegment({ segment_id: segment.id })
    world.clock.pass({ minutes: 1 })
    await publish(["trigger:segment-entered", { segment_id: segment.id }])
    await publish(["trigger:segment-left", { segment_id: segment.id }])
    await settle(marketing)
    expect(await entered()).toEqual([])
    const change = async (pid: number, tags: string[]) => {
      world.clock.pass({ minutes: 1 })
      await database.run("update marketing_profile set tags = $2 where pid = $1", [pid, tags])
      await marketing.refreshSegment({ segment_id: segment.id })
      await settle(marketing)
    }
    await change(ben!, ["vip"])
    await change(ben!, [])
    expect(
      await database.rows(
        "select first_name as name, event ->> 'name' as event from marketing_enrollment join marketing_profile using (pid) order by entered_at",
      ),
    ).toEqual([
      { name: "Ben", event: `segment_entered:${segment.id}` },
      { name: "Ben", event: `segment_left:${segment.id}` },
    ])
  })
})
