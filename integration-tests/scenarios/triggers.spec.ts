import type { Rule } from "../../src/core/rules/schema"
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

  it.each([
    // In; too soon; in; enough for this week; on Monday in again.
    ["twice a week at most", { times: 2, per: "week" }, [0, 1, 24, 30, 24 * 5 - 6], { limit: 1, out: 3 }],
    ["as often as it comes to it", null, [0, 1, 24, 25], { out: 3 }],
  ])("a person comes in %s, and not within a day of leaving (P8)", async (_, limit, waits, came) => {
    await publish(
      draw({ seen: ["trigger:did-something", { event: "waved" }], bye: ["exit"] }, ["seen out bye"]),
      { entry: { limit, cool_down_hours: 24 } },
    )
    const ada = await person("Ada")
    for (const hours of waits) {
      await pass({ hours }).then(() => does(ada, "waved"))
      await pass()
    }
    expect(await counted("seen")).toEqual({ cool_down: 1, ...came })
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

  it("a recurring plan keeps to the same limits: it comes every month, and to each person once (P8)", async () => {
    await person("Ada")
    await publish(
      draw({ who: ["conditions", { rule: { all: [] } }], note: ["join"] }, ["who out note"]),
      {
        schedule: { every: "month", on: [10], time: "10:00" },
        entry: { limit: { times: 1, per: "plan" }, cool_down_hours: 0 },
      },
      "recurring",
    )
    await pass({ days: 20 })
    await pass({ days: 30 })
    await person("Ben")
    await pass({ days: 30 })
    expect(await waysOf("note")).toEqual([
      { name: "Ada", port: "out" },
      { name: "Ben", port: "out" },
    ])
    expect(
      await world.database.one("select count(*) as n from marketing_run where started_at is not null"),
    ).toEqual({
      n: 3,
    })
  })

  it("the store's control group is let into no triggered plan but a notice (P18)", async () => {
    await world.marketing.saveSendingLimits({ change: { hold_out_percent: 20 }, actor: "a" })
    await publish(
      draw({ seen: ["trigger:did-something", { event: "waved" }], note: ["join"] }, ["seen out note"]),
    )
    const pids = await addPeople(
      world.database,
      Array.from({ length: 60 }, () => ({})),
    )
    for (const pid of pids) await does(pid, "waved")
    await pass()
    const [{ held, inside }] = (await world.database.rows<{ held: number; inside: number }>(
      `select count(*) filter (where state = 'held_out' and reason = 'store_hold_out') as held,
              count(*) filter (where state = 'through') as inside from marketing_enrollment`,
    )) as [{ held: number; inside: number }]
    expect(held + inside).toBe(60)
    expect(held).toBeGreaterThan(0)
    expect(await counted("seen")).toEqual({ out: inside })
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

  it("one who cannot be let in is parked with the error and can be tried again; nobody else waits for her (G10)", async () => {
    const plan_id = await publish(
      draw(
        {
          seen: ["trigger:did-something", { event: "product_viewed" }],
          met: ["tags", { add: ["met"], remove: [] }],
        },
        ["seen out met"],
      ),
    )
    const ada = await person("Ada")
    const bob = await person("Bob")
    await world.database.run(
      `create function refuse_her() returns trigger language plpgsql as $$ begin
         if new.pid = ${ada} then raise exception 'her row is broken'; end if; return new; end $$`,
    )
    await world.database.run(
      "create trigger refuse_her before insert on marketing_enrollment for each row execute function refuse_her()",
    )
    for (const pid of [ada, bob]) await does(pid, "product_viewed", { product_id: "boots" })
    await pass()
    await pass({ hours: 1 })
    expect(await waysOf("met")).toEqual([{ name: "Bob", port: "out" }])
    for (let hour = 0; hour < 12; hour++) await pass({ hours: 1 })

    const { parked, count } = await world.marketing.listParked({ plan_id })
    expect(count).toBe(1)
    expect(parked[0]).toMatchObject({
      node: "seen",
      enrollment_id: null,
      error: expect.stringContaining("her row is broken"),
    })
    expect((await world.marketing.readHealth()).occasions).toMatchObject({ due: 0, parked: 1 })

    await world.database.run("drop trigger refuse_her on marketing_enrollment")
    expect(await world.marketing.retryParked({ plan_id, node: "seen" })).toBe(1)
    await pass()
    expect((await waysOf("met")).map(({ name }) => name).sort()).toEqual(["Ada", "Bob"])
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
    expect(await plan("triggered", waving)).toEqual(["plan/does-nothing"])
  })
})

describe("a goal beside the ways (C7)", () => {
  it("what does not reach it wakes nobody of a later batch (P11)", async () => {
    const world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    try {
      await addPeople(world.database, [{ first_name: "Ada" }, { first_name: "Ben" }])
      const visits = { did: "visited", count: { gte: 3 }, window: { since: "entered" } }
      const { id } = await world.marketing.savePlan({
        plan: {
          name: "Day by day",
          canvas: draw(
            {
              who: ["conditions", { rule: { all: [] } }],
              ask: ["message:log", { content: { text: "Come back!" } }],
              done: ["goal", { rule: visits }],
            },
            ["who out ask"],
          ),
          settings: { batch: { size: 1, every_minutes: 1440 } },
        },
        actor: "a",
      })
      await world.marketing.publishPlan({ plan_id: id, actor: "a" })
      await settle(world.marketing)
      const asked = () => world.database.rows("select node from marketing_step_log where node = 'ask'")
      expect(await asked()).toHaveLength(1)
      const [waiting] = await world.database.rows<{ pid: number }>("select pid from marketing_step")
      world.clock.pass({ minutes: 5 })
      const at = await world.clock.now()
      await world.database.transaction((tx) =>
        world.marketing.recordEvents(tx, [
          { at, key: "v", name: "visited", pid: waiting!.pid, trusted: false },
        ]),
      )
      await settle(world.marketing)
      expect(await asked()).toHaveLength(1)
      world.clock.pass({ days: 1 })
      await settle(world.marketing)
      expect(await asked()).toHaveLength(2)
    } finally {
      await world.end()
    }
  })

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
