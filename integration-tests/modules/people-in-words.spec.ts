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
