import { addCouponTemplate, couponRow, ledgerFaults, pointsRow } from "../support/benefits"
import { addPeople, createWorld, type World } from "../support/world"

describe("a customer who was deleted", () => {
  let world: World
  let ada: number
  let eve: number
  let coupon: number
  beforeEach(async () => {
    world = await createWorld({ options: { point_value: { eur: 1 } } })
    const pids = await addPeople(world.database, [{}, {}])
    ada = pids[0]!
    eve = pids[1]!
    const template = await addCouponTemplate(world)
    await world.database.transaction(async (tx) => {
      const now = await world.clock.now()
      await world.marketing.writePoints(tx, [pointsRow(ada, 100), pointsRow(ada, 50), pointsRow(eve, 7)], now)
      const given = await world.marketing.writeCoupons(
        tx,
        [couponRow(ada, template), couponRow(eve, template)],
        now,
      )
      coupon = Number(given[0]!.ref)
    })
  })
  afterEach(async () => {
    expect(await ledgerFaults(world)).toEqual([])
    await world.end()
  })

  const depart = async () =>
    world.database.run("update marketing_profile set deleted_at = $2 where pid = $1", [
      ada,
      await world.clock.now(),
    ])
  const owed = async () => {
    const { points, coupons } = await world.marketing.readLiability()
    const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0)
    return { points: sum(points.map((row) => row.points)), coupons: sum(coupons.map((row) => row.open)) }
  }

  it("is owed nothing from that moment on", async () => {
    expect(await owed()).toEqual({ points: 157, coupons: 2 })
    await depart()
    expect(await owed()).toEqual({ points: 7, coupons: 1 })
  })

  it("loses coupons and points a day later, with a reason, once, and nobody else loses any (F20)", async () => {
    await depart()
    world.clock.pass({ hours: 23 })
    await world.marketing.closeDeparted()
    expect((await world.marketing.readPoints({ pid: ada })).balance).toBe(150)
    world.clock.pass({ hours: 2 })
    await Promise.all([world.marketing.closeDeparted(), world.marketing.closeDeparted()])
    expect((await world.marketing.readPoints({ pid: ada })).balance).toBe(0)
    expect((await world.marketing.readPoints({ pid: eve })).balance).toBe(7)
    const { coupons } = await world.marketing.listCoupons({ offset: 0, limit: 9 })
    expect(coupons.map((one) => one.state).sort()).toEqual(["free", "revoked"])
    expect(await world.database.rows("select actor, entity_id, detail from marketing_audit")).toEqual([
      { actor: "system", entity_id: String(coupon), detail: { reason: "customer deleted" } },
    ])
  })

  it("gets points back from a late refund, and they go the same way", async () => {
    await depart()
    world.clock.pass({ hours: 25 })
    await world.marketing.closeDeparted()
    await world.database.transaction(async (tx) =>
      world.marketing.writePoints(tx, [pointsRow(ada, 150)], await world.clock.now()),
    )
    await world.marketing.closeDeparted()
    expect((await world.marketing.readPoints({ pid: ada })).balance).toBe(0)
  })
})
