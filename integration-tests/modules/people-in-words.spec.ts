import { addCouponTemplate } from "../support/benefits"
import { addPlan, outcomes, queue, sendAll } from "../support/messages"
import { addPeople, createWorld, type World } from "../support/world"

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.end())

const everybody = { all: [] }

describe("the shop's inbox", () => {
  it("reaches those who can log in: neither counted nor written to are others (M1)", async () => {
    await addPeople(world.database, [{}, { has_account: false }, { has_account: false, email: "" }])
    const { reachable, count } = await world.marketing.previewRule({ rule: everybody })
    expect([count, reachable.inbox, reachable.log]).toEqual([3, 1, 3])

    const plan = await addPlan(world)
    const pids = (
      await world.database.rows<{ pid: number }>("select pid from marketing_profile order by pid")
    ).map((row) => row.pid)
    await queue(world, plan, pids, { channel: "inbox", content: { title: "Hi", body: "You won" } })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 1, "blocked no_address": 2 })
    const inbox = await world.database.rows("select pid from marketing_inbox_message")
    expect(inbox).toEqual([{ pid: pids[0] }])
  })
})

describe("what somebody is called", () => {
  it("is their name, else their e-mail, else their number in the system they came from (O4)", async () => {
    const pids = await addPeople(world.database, [
      { first_name: "Ada", last_name: "Byron" },
      { email: "b@example.test" },
      { email: undefined, external_id: "2261" },
    ])
    const { sample } = await world.marketing.previewRule({ rule: everybody })
    const shown = new Map(sample.map(({ pid, name, email }) => [pid, name ?? email]))
    expect(pids.map((pid) => shown.get(pid))).toEqual(["Ada Byron", "b@example.test", "2261"])
  })
})

describe("a segment that is gone", () => {
  it("keeps its name for old canvases and rules, marked as deleted (C1)", async () => {
    const segment = await world.marketing.saveSegment({
      name: "Reviewers",
      type: "dynamic",
      rule: everybody,
      actor: "u",
    })
    const wanted = [
      { thing: "segment", id: segment.id },
      { thing: "segment", id: "mkseg_nobody" },
    ]
    const named = { thing: "segment", id: segment.id, name: "Reviewers" }
    expect(await world.marketing.nameThings(wanted)).toEqual([{ ...named, deleted: false }])
    await world.marketing.deleteSegment({ segment_id: segment.id })
    expect(await world.marketing.nameThings(wanted)).toEqual([{ ...named, deleted: true }])
    const rule = { in_segment: segment.id }
    expect((await world.marketing.describeRule({ rule })).text).toContain("“Reviewers (deleted)”")
    expect((await world.marketing.describeRule({ rule, language: "zhCN" })).text).toContain(
      "“Reviewers（已删除）”",
    )
  })
})

describe("a product that the store deleted", () => {
  it("is missing in every rule that names it, and named in the plan check (A6, C2)", async () => {
    const { marketing, database } = world
    await database.run(
      `insert into product (id, title, handle) values ('prod_lamp', 'Lamp', 'lamp'), ('prod_rug', 'Rug', 'rug')`,
    )
    await marketing.syncProducts(["prod_lamp", "prod_rug"])
    const rule = { did: "purchase", where: { product_id: { in: ["prod_rug", "prod_lamp"] } } }
    expect(await marketing.checkRule({ rule })).toEqual({ problems: [] })
    const plan = await marketing.savePlan({
      plan: { name: "Lamps", type: "one_time", wizard: { rule, add_tags: ["lamp"] } },
      actor: "u",
    })

    await database.run("update product set deleted_at = now() where id = 'prod_lamp'")
    await marketing.syncProducts(["prod_lamp"])
    const gone = {
      code: "rule/missing",
      path: "where.product_id.in.1",
      message: "There is no product prod_lamp.",
    }
    expect((await marketing.checkRule({ rule })).problems).toMatchObject([gone])
    expect((await marketing.describeRule({ rule })).text).toContain("“Rug”, “Lamp (deleted)”")
    const { problems } = await marketing.checkPlan({ plan_id: plan.id })
    expect(problems).toMatchObject([{ code: gone.code, path: expect.stringContaining(`rule.${gone.path}`) }])
    await expect(marketing.previewRule({ rule })).rejects.toThrow()
  })
})

describe("a segment that is deleted", () => {
  it("means nobody in the rules that still name it, and is named in the plan check (A6, C2)", async () => {
    const { marketing, database } = world
    const { id } = await marketing.saveSegment({ name: "Short-lived", rule: everybody })
    const rule = { in_segment: id }
    const plan = await marketing.savePlan({
      plan: { name: "To few", type: "one_time", wizard: { rule, add_tags: ["few"] } },
      actor: "u",
    })
    await database.run("update marketing_segment set deleted_at = now() where id = $1", [id])
    const { text, values } = await marketing.selectPeople({ rule })
    expect(await database.rows(text, values)).toEqual([])
    expect((await marketing.checkPlan({ plan_id: plan.id })).problems).toMatchObject([
      { code: "rule/missing", message: `There is no segment ${id}.` },
    ])
  })
})

describe("a coupon that staff took back", () => {
  it("shows on the customer's timeline with the reason, and who did it (B10)", async () => {
    await addPeople(world.database, [{ customer_id: "cus_ada" }])
    const template_id = await addCouponTemplate(world)
    const coupon_id = await world.marketing.grantCoupon({
      template_id,
      customer_id: "cus_ada",
      reason: "late parcel",
      actor: "user_1",
      key: "grant-0001",
    })
    world.clock.pass({ minutes: 5 })
    await world.marketing.revokeCoupon({ coupon_id, reason: "parcel came", actor: "user_2" })
    const { items } = await world.marketing.readTimeline({
      customer_id: "cus_ada",
      kinds: ["coupon"],
      offset: 0,
      limit: 10,
    })
    expect(items.map(({ what, detail }) => [what, detail.reason, detail.by])).toEqual([
      ["revoked", "parcel came", "user_2"],
      ["granted", "late parcel", "user_1"],
    ])
  })
})
