import { addCouponTemplate, couponRow, pointsRow } from "../support/benefits"
import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

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

  it("whose hour is changed while it runs greets each person of the day once, at the new hour (P20)", async () => {
    await addPeople(world.database, [
      { first_name: "Berlin", birthday: "1990-03-03" },
      { first_name: "Tokyo", birthday: "1990-03-03", zone: "Asia/Tokyo" },
    ])
    await publish(["trigger:birthday", { time: "09:00", zone: "customer" }])
    await hours(40)
    expect(await entered()).toMatchObject([{ name: "Tokyo" }])
    const plan_id = (await world.marketing.listPlans({ offset: 0, limit: 1 })).plans[0]!.id
    const canvas = draw(
      { begin: ["trigger:birthday", { time: "18:00", zone: "customer" }], note: ["join"] },
      ["begin out note"],
    )
    await world.marketing.savePlan({ plan_id, plan: { canvas }, actor: "a" })
    await world.marketing.publishPlan({ plan_id, actor: "a" })
    await hours(20)
    expect(await entered()).toEqual([
      { name: "Tokyo", at: new Date("2026-03-03T00:00:00Z") },
      { name: "Berlin", at: new Date("2026-03-03T17:00:00Z") },
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

  it("every year on the day on which somebody became a customer, some days before where that was said; in years without the day on the day before", async () => {
    world.clock.set("2026-02-24T12:00:00Z")
    await addPeople(world.database, [
      { first_name: "Two years", became_customer_at: "2024-02-29T10:00:00Z" },
      { first_name: "Ten", became_customer_at: "2016-02-28T10:00:00Z" },
      { first_name: "This year", became_customer_at: "2026-02-20T10:00:00Z" },
    ])
    await publish(["trigger:anniversary", { of: "customer", days_before: 2 }])
    await hours(24 * 6)
    expect(await entered()).toEqual([
      { name: "Ten", at: new Date("2026-02-26T08:00:00Z") },
      { name: "Two years", at: new Date("2026-02-26T08:00:00Z") },
    ])
    world.clock.set("2027-02-25T12:00:00Z")
    await hours(24 * 4)
    expect(await entered()).toHaveLength(4)
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
    // As plans say it that were drawn when there were only two spans to choose from.
    await publish(["trigger:points-expiring", { within_days: "7" }])
    await publish(["trigger:points-expiring", { within_days: 3 }])
    await hours(24 * 10)
    expect(await entered()).toEqual([
      { name: "Ada", at: new Date("2026-03-03T08:00:00Z") },
      { name: "Ben", at: new Date("2026-03-04T08:00:00Z") },
      { name: "Ben", at: new Date("2026-03-08T08:00:00Z") },
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
