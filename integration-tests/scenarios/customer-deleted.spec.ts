import { addCouponTemplate } from "../support/benefits"
import { coreCatalog } from "../support/catalog"
import { agree, sendAll } from "../support/messages"
import { draw, settle } from "../support/plans"
import { createWorld, type World } from "../support/world"

describe("a customer whom the store deletes (F20, S25)", () => {
  let world: World
  let shop: ReturnType<typeof coreCatalog>
  let ada: string
  let ben: string
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    shop = coreCatalog(world.database)
    ;[ada, ben] = [await shop.customer({ first_name: "Ada" }), await shop.customer({ first_name: "Ben" })]
    await world.marketing.syncCustomers([ada, ben])
    await agree(world, await pids())
  })
  afterEach(() => world.end())

  const pids = async (...customers: string[]) =>
    (
      await world.database.rows<{ pid: number }>(
        "select pid from marketing_profile where customer_id = any($1) order by pid",
        [customers.length > 0 ? customers : [ada, ben]],
      )
    ).map(({ pid }) => pid)
  const deletes = async (customer: string, at: Date | null) => {
    await world.database.run("update customer set deleted_at = $2, updated_at = $3 where id = $1", [
      customer,
      at,
      await world.clock.now(),
    ])
    await world.marketing.syncCustomers([customer])
    await follow()
  }
  const follow = async () => {
    while (await world.marketing.spreadChanges());
    while (await world.marketing.followNextSegment());
    while (await world.marketing.refreshNextSegment());
  }
  const publish = async (canvas: ReturnType<typeof draw>, more: object = {}) => {
    const { id } = await world.marketing.savePlan({ plan: { name: "A plan", canvas, ...more }, actor: "a" })
    await world.marketing.publishPlan({ plan_id: id, actor: "a" })
    await settle(world.marketing)
    return id
  }
  const does = async (name: string) => {
    const at = await world.clock.now()
    const events = (await pids()).map((pid) => ({ at, key: `${name} ${pid} ${at.getTime()}`, name, pid }))
    await world.database.transaction((tx) => world.marketing.recordEvents(tx, events))
    await settle(world.marketing)
  }
  const membersOf = async (segment_id: string) =>
    (await world.marketing.listMembers({ segment_id, offset: 0, limit: 9 })).members.map(({ name }) => name)
  const became = (plan_id: string) =>
    world.database
      .rows<{ line: string }>(
        `select concat_ws(' ', c.first_name, e.state, e.reason) as line from marketing_enrollment e
           join marketing_plan p on p.no = e.plan_no join marketing_profile c using (pid) where p.id = $1 order by 1`,
        [plan_id],
      )
      .then((rows) => rows.map(({ line }) => line))

  it("gets no message that waits, leaves the plans she is in with the reason, and is given nothing more", async () => {
    const everybody = { rule: { all: [] } }
    const waiting = await publish(
      draw(
        {
          who: ["conditions", everybody],
          mail: ["message:email", { content: { subject: "Hi", html: "<p>Hi</p>" } }],
          rest: ["wait", { amount: 1, unit: "days" }],
          points: ["benefit:points", { amount: 10 }],
        },
        ["who out mail", "mail out rest", "rest out points"],
      ),
    )
    await deletes(ada, await world.clock.now())
    await sendAll(world)
    expect(
      (
        await world.database.rows<{ line: string }>(
          "select concat_ws(' ', first_name, state, reason) as line from marketing_send join marketing_profile using (pid) order by 1",
        )
      ).map(({ line }) => line),
    ).toEqual(["Ada blocked customer_deleted", "Ben sent"])
    expect((await world.marketing.planReport({ plan_id: waiting })).covered).toBe(2)
    // She stands where she waits until that comes.
    expect(await became(waiting)).toEqual(["Ada inside", "Ben inside"])
    world.clock.pass({ days: 1 })
    await settle(world.marketing)
    expect(await became(waiting)).toEqual(["Ada left customer_deleted", "Ben through"])
    expect(
      await world.database.rows(
        "select first_name from marketing_lot l join marketing_account a on a.id = l.account_id join marketing_profile using (pid)",
      ),
    ).toEqual([{ first_name: "Ben" }])
  })

  it("comes into no plan, neither by a schedule nor by what she did or what day it is", async () => {
    await world.database.run("update marketing_profile set birthday = '1990-03-04'")
    const seen: [string, object] = [
      "trigger:did-something",
      { event: "waved", wait: { amount: 1, unit: "hours" } },
    ]
    const tag = (name: string): [string, object] => ["tags", { add: [name], remove: [] }]
    const drawn = (entry: [string, object], name: string) =>
      draw({ entry, tag: tag(name) } as Parameters<typeof draw>[0], ["entry out tag"])
    await publish(drawn(seen, "waved"), { type: "triggered" })
    const birthday: [string, object] = ["trigger:birthday", { days_before: 0, time: "09:00" }]
    await publish(drawn(birthday, "greeted"), { type: "triggered" })
    await publish(drawn(["conditions", { rule: { all: [] } }], "weekly"), {
      type: "recurring",
      settings: { schedule: { every: "day", time: "10:00", from: "2026-03-04" } },
    })
    world.clock.pass({ minutes: 1 })
    // She waves, and is deleted before the hour is over.
    await does("waved")
    await deletes(ada, await world.clock.now())
    for (let hour = 0; hour < 60; hour++) {
      world.clock.pass({ hours: 1 })
      await settle(world.marketing)
    }
    expect(await world.database.rows("select first_name, tags from marketing_profile order by 1")).toEqual([
      { first_name: "Ada", tags: [] },
      { first_name: "Ben", tags: expect.arrayContaining(["waved", "greeted", "weekly"]) },
    ])
  })

  it("is in no segment and on no list, also not among those who did not; restored she is back in all of them, and plans do not begin anew", async () => {
    const rule = { not: { did: "visited", window: { last: { days: 9 } } } }
    const quiet = await world.marketing.saveSegment({ name: "Quiet", rule })
    const list = await world.marketing.saveSegment({
      name: "Picked",
      type: "static",
      customer_ids: [ada, ben],
    })
    await follow()
    const plan_id = await publish(
      draw({ who: ["list", { segment_id: list.id }], rest: ["wait", { amount: 9, unit: "days" }] }, [
        "who out rest",
      ]),
    )
    expect([await membersOf(quiet.id), await membersOf(list.id)].map((names) => names.sort())).toEqual([
      ["Ada", "Ben"],
      ["Ada", "Ben"],
    ])
    await deletes(ada, await world.clock.now())
    expect([await membersOf(quiet.id), await membersOf(list.id)]).toEqual([["Ben"], ["Ben"]])
    world.clock.pass({ days: 1 })
    await deletes(ada, null)
    expect([await membersOf(quiet.id), await membersOf(list.id)].map((names) => names.sort())).toEqual([
      ["Ada", "Ben"],
      ["Ada", "Ben"],
    ])
    await settle(world.marketing)
    expect(await became(plan_id)).toHaveLength(2)
  })

  it("loses open coupons and points after a day; restored before, she has them still; orders and reports stay as they were", async () => {
    const template_id = await addCouponTemplate(world)
    const plan_id = await publish(
      draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          points: ["benefit:points", { amount: 10 }],
          coupon: ["benefit:coupon", { template_id }],
          log: ["message:log", { content: { text: "Hi" } }],
        },
        ["who out points", "points granted coupon", "coupon granted log"],
      ),
    )
    await sendAll(world)
    world.clock.pass({ hours: 1 })
    const at = await world.clock.now()
    const order = await shop.order({
      customer_id: ada,
      at: at.toISOString(),
      lines: [{ product_id: null, price: "10", quantity: 1 }],
    })
    await shop.capture(order, "10", at.toISOString())
    await world.marketing.syncOrders([order.order_id])
    const has = async () =>
      (await world.database.one<{ points: number; coupons: number }>(
        `select (select balance::int from marketing_account where pid = c.pid and role = 'customer') as points,
                (select count(*)::int from marketing_coupon k where k.pid = c.pid and k.state = 'free') as coupons
           from marketing_profile c where customer_id = $1`,
        [ada],
      ))!
    const report = async () => {
      const { covered, paid } = await world.marketing.planReport({ plan_id })
      return { covered, paid }
    }
    const before = await report()
    expect(before).toMatchObject({ covered: 2, paid: { heads: 1, orders: 1 } })
    await deletes(ada, at)
    world.clock.pass({ hours: 23 })
    await world.marketing.closeDeparted()
    expect(await has()).toEqual({ points: 10, coupons: 1 })
    await deletes(ada, null)
    world.clock.pass({ hours: 9 })
    await world.marketing.closeDeparted()
    expect(await has()).toEqual({ points: 10, coupons: 1 })
    await deletes(ada, await world.clock.now())
    world.clock.pass({ hours: 25 })
    await world.marketing.closeDeparted()
    expect(await has()).toEqual({ points: 0, coupons: 0 })
    expect(await report()).toEqual(before)
    expect(
      await world.database.one("select orders from marketing_profile where customer_id = $1", [ada]),
    ).toEqual({
      orders: 1,
    })
  })
})
