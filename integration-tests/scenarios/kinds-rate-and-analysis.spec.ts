import { draw, settle } from "../support/plans"
import { comeWaving, publishTriggered, republish, SEEN_WAVING, wave } from "../support/waving"
import { addPeople, createWorld, type World } from "../support/world"

describe("a rate limit (P11)", () => {
  it("lets ten an hour through in the order of coming, whoever works, dies or pauses, and says when the last one passes", async () => {
    let dies = false
    const world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      failPoint: (point) => {
        if (dies && point === "engine.turnsGiven") throw new Error("died")
      },
    })
    const { marketing, database, clock } = world
    try {
      const first = await addPeople(
        database,
        Array.from({ length: 15 }, () => ({})),
      )
      const canvas = draw(
        {
          seen: SEEN_WAVING,
          slow: ["rate-limit", { people: 10, per: "hour" }],
          note: ["join"],
        },
        ["seen out slow", "slow out note"],
      )
      const plan_id = await publishTriggered(world, { name: "Slowly", canvas })
      const give = async () => {
        while ((await Promise.all([1, 2, 3].map(() => marketing.giveTurns()))).some(Boolean));
        await settle(marketing)
      }
      const passed = async () =>
        (
          await database.rows<{ pid: number }>(
            "select pid from marketing_step_log where node = 'slow' order by finished_at, enrollment_id",
          )
        ).map((row) => row.pid)
      const turns = async () =>
        (await marketing.planNodes({ plan_id })).find(({ node }) => node === "slow")?.turns

      await wave(world, first)
      expect(await turns()).toEqual({ waiting: 15, last_at: new Date("2026-03-02T10:00:00Z") })
      // Who dies while giving turns gave none.
      dies = true
      await marketing.giveTurns()
      dies = false
      expect(await turns()).toMatchObject({ waiting: 15 })
      await give()
      expect(await passed()).toEqual(first.slice(0, 10))

      clock.pass({ minutes: 30 })
      const later = await comeWaving(world, 10)
      await give()
      expect(await passed()).toHaveLength(10)
      expect(await turns()).toEqual({ waiting: 15, last_at: new Date("2026-03-02T11:00:00Z") })

      // A pause of five hours: nobody's turn comes in it, and none are saved up.
      await marketing.pausePlan({ plan_id, actor: "a" })
      clock.pass({ hours: 5 })
      await give()
      expect(await passed()).toHaveLength(10)
      await marketing.resumePlan({ plan_id, actor: "a" })
      await give()
      expect(await passed()).toEqual([...first, ...later.slice(0, 5)])
      clock.pass({ minutes: 59 })
      await give()
      expect(await passed()).toHaveLength(20)
      clock.pass({ minutes: 1 })
      await give()
      expect(await passed()).toEqual([...first, ...later])
      expect(await turns()).toEqual({ waiting: 0, last_at: null })
    } finally {
      await world.end()
    }
  })
})

describe("a rate limit of a plan that is edited, stopped, or not alone (P11, P20)", () => {
  let world: World
  let dies = 0
  beforeEach(async () => {
    dies = 0
    world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      failPoint: (point) => {
        if (point === "engine.turnsGiven" && dies-- > 0) throw new Error("died")
      },
    })
  })
  afterEach(() => world.end())

  const slowly = (people: number, per: string) =>
    draw(
      {
        seen: SEEN_WAVING,
        slow: ["rate-limit", { people, per }],
        note: ["join"],
      },
      ["seen out slow", "slow out note"],
    )
  const publish = (people: number, per: string) =>
    publishTriggered(world, { name: "Slowly", canvas: slowly(people, per) })
  const come = (heads: number) => comeWaving(world, heads)
  const passed = async (plan_id: string) =>
    (
      await world.database.rows(
        `select 1 from marketing_step_log l join marketing_plan p on p.no = l.plan_no
          where p.id = $1 and l.node = 'slow' and l.port is not null`,
        [plan_id],
      )
    ).length
  const give = async () => {
    await world.marketing.giveTurns()
    await settle(world.marketing)
  }

  it("goes by the version that runs, whoever stands first, and forgets nobody of the day", async () => {
    const plan_id = await publish(1, "day")
    await come(20)
    await give()
    expect(await passed(plan_id)).toBe(1)
    await republish(world, plan_id, slowly(5, "hour"))
    await give()
    expect(await passed(plan_id)).toBe(5)
    world.clock.pass({ hours: 2 })
    await give()
    expect(await passed(plan_id)).toBe(10)
    await republish(world, plan_id, slowly(11, "day"))
    world.clock.pass({ hours: 2 })
    await give()
    expect(await passed(plan_id)).toBe(11)
    world.clock.pass({ hours: 19, minutes: 59 })
    await give()
    expect(await passed(plan_id)).toBe(11)
    world.clock.pass({ minutes: 1 })
    await give()
    expect(await passed(plan_id)).toBe(16)
  })

  it("saves nothing up: turns that a pause kept from being used are used first, and count when they are", async () => {
    const plan_id = await publish(10, "hour")
    await come(30)
    await world.marketing.giveTurns()
    await world.marketing.pausePlan({ plan_id, actor: "a" })
    world.clock.pass({ hours: 5 })
    await settle(world.marketing)
    expect(await passed(plan_id)).toBe(0)
    await world.marketing.resumePlan({ plan_id, actor: "a" })
    await give()
    expect(await passed(plan_id)).toBe(10)
    world.clock.pass({ minutes: 59 })
    await give()
    expect(await passed(plan_id)).toBe(10)
    expect((await world.marketing.planNodes({ plan_id })).find(({ node }) => node === "slow")?.turns).toEqual(
      {
        waiting: 20,
        last_at: new Date("2026-03-02T16:00:00Z"),
      },
    )
    world.clock.pass({ minutes: 1 })
    await give()
    expect(await passed(plan_id)).toBe(20)
  })

  it("that fails keeps no other from giving turns", async () => {
    const [first, second] = [await publish(1, "hour"), await publish(1, "hour")]
    await come(3)
    dies = 1
    await give()
    expect([await passed(first), await passed(second)]).toEqual([0, 1])
    await give()
    expect([await passed(first), await passed(second)]).toEqual([1, 1])
  })
})

describe("an analysis (C9)", () => {
  it("counts who visited, filled a cart and bought within its days after coming past, of all or of chosen products", async () => {
    const world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    const { marketing, database, clock } = world
    try {
      const [ada, ben, cleo] = (await addPeople(database, [{}, {}, {}])) as [number, number, number]
      const products = await database.rows<{ product: number }>(
        "insert into marketing_product (product_id, title) values ('prod_boots', 'Boots'), ('prod_hat', 'Hat') returning product",
      )
      const [boots, hat] = products.map(({ product }) => product) as [number, number]
      const canvas = draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          all: ["analysis", { window_days: 7 }],
          hats: ["analysis", { window_days: 7, product_ids: ["prod_hat"] }],
        },
        ["who out all", "all out hats"],
      )
      const { id: plan_id } = await marketing.savePlan({
        plan: { name: "Look", type: "one_time", canvas, settings: { schedule: { at: "now" } } },
        actor: "a",
      })
      const orders = async (pid: number, lines: [product: number, net: number][]) => {
        const at = await clock.now()
        const net = lines.reduce((sum, [, one]) => sum + one, 0)
        const order = await database.one<{ oid: number }>(
          `insert into marketing_order (order_id, pid, currency, placed_at, paid_at, total, captured)
           values ('order_' || gen_random_uuid(), $1, 'eur', $2, $2, $3, $3) returning oid`,
          [pid, at, net],
        )
        for (const [index, [product, one]] of lines.entries())
          await database.run(
            `insert into marketing_order_line (oid, line, pid, product, placed_at, quantity, amount, net, currency, purchase)
             values ($1, $2, $3, $4, $5, 1, $6, $6, 'eur', true)`,
            [order!.oid, index, pid, product, at, one],
          )
      }
      const does = async (pid: number, name: string, product: number | null = null) => {
        const at = await clock.now()
        await database.transaction((tx) =>
          marketing.recordEvents(tx, [{ at, key: `${name}:${pid}`, name, pid, product }]),
        )
      }
      // What Cleo bought before she came past is not counted.
      await orders(cleo, [[boots, 1000]])
      clock.pass({ minutes: 1 })
      await marketing.publishPlan({ plan_id, actor: "a" })
      await settle(marketing)
      clock.pass({ days: 1 })
      await does(ada, "product_viewed", boots)
      await does(ben, "product_viewed", hat)
      await does(ada, "cart_updated")
      // Of the hat: Ada buys it, Ben has it in his cart, of Cleo the storefront says so.
      await database.run(
        `with cart as (
           insert into marketing_cart (cart_id, pid, currency, created_at, updated_at) values ('cart_ben', $1, 'eur', $2, $2))
         insert into marketing_cart_line (cart_id, line, pid, product, quantity, amount, currency)
         values ('cart_ben', 0, $1, $3, 1, 2000, 'eur')`,
        [ben, await clock.now(), hat],
      )
      await does(cleo, "added_to_cart", hat)
      await orders(ada, [
        [boots, 8000],
        [hat, 2000],
      ])
      await orders(ben, [[boots, 500]])
      clock.pass({ days: 7 })
      await orders(cleo, [[hat, 9000]])
      expect(await marketing.analyseNode({ plan_id, node: "all" })).toEqual({
        node: "all",
        window_days: 7,
        product_ids: null,
        heads: 3,
        still_measured: 0,
        visited: 2,
        carted: 1,
        orders: [{ currency: "eur", heads: 2, orders: 2, amount: 10_500 }],
      })
      expect(await marketing.analyseNode({ plan_id, node: "hats" })).toMatchObject({
        heads: 3,
        visited: 1,
        carted: 3,
        orders: [{ currency: "eur", heads: 1, orders: 1, amount: 2000 }],
      })
      await expect(marketing.analyseNode({ plan_id, node: "who" })).rejects.toThrow("who")
    } finally {
      await world.end()
    }
  })
})
