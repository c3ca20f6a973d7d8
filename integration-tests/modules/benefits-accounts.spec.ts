import { addCouponTemplate, couponRow, ledgerFaults, pointsRow } from "../support/benefits"
import { addPeople, createWorld, type World } from "../support/world"

describe("somebody who was imported and registers later", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld()
    await addPeople(world.database, [
      { customer_id: "cus_imported", email: "Ada@example.test", has_account: false },
      { customer_id: "cus_account", email: "ada@example.test" },
      { customer_id: "cus_other", email: "eve@example.test" },
    ])
    const template = await addCouponTemplate(world, { valid_days: 7 })
    const { pid } = (await world.database.one<{ pid: number }>(
      "select pid from marketing_profile where customer_id = 'cus_imported'",
    ))!
    await world.database.transaction(async (tx) => {
      const now = await world.clock.now()
      await world.marketing.writePoints(
        tx,
        [pointsRow(pid, 100, { expires_in_days: 30 }), pointsRow(pid, 50)],
        now,
      )
      await world.marketing.writeCoupons(tx, [couponRow(pid, template), couponRow(pid, template)], now)
    })
  })
  afterEach(async () => {
    expect(await ledgerFaults(world)).toEqual([])
    await world.end()
  })

  const move = (given: object = {}) =>
    world.marketing.moveBenefits({
      from_customer_id: "cus_imported",
      to_customer_id: "cus_account",
      reason: "she wrote from that address",
      actor: "user_1",
      ...given,
    })

  it("cannot redeem as the imported person, and staff are told so and where the account is", async () => {
    const [warning] = await world.marketing.warnOfAccount("cus_imported")
    expect(warning).toMatchObject({
      code: "customer/account-elsewhere",
      message: expect.stringContaining("cus_account"),
      severity: "warning",
    })
    expect(await world.marketing.warnOfAccount("cus_account")).toEqual([])
    const page = await world.marketing.readCustomerSummary("cus_imported")
    expect(page.warnings).toHaveLength(1)
  })

  it("is given the coupons and points in the account, each with the life it had, once (F20)", async () => {
    const before = await world.marketing.readPoints({ customer_id: "cus_imported" })
    const moves = await Promise.all([move(), move(), move()])
    expect(moves.filter((moved) => moved.points + moved.coupons > 0)).toEqual([{ coupons: 2, points: 150 }])
    expect(await world.marketing.readPoints({ customer_id: "cus_imported" })).toMatchObject({ balance: 0 })
    expect(await world.marketing.readPoints({ customer_id: "cus_account" })).toEqual(before)
    const { coupons } = await world.marketing.listCoupons({ customer_id: "cus_account", offset: 0, limit: 9 })
    expect(coupons.map((coupon) => [coupon.state, coupon.expires_at])).toEqual([
      ["free", new Date("2026-03-10T00:00:00Z")],
      ["free", new Date("2026-03-10T00:00:00Z")],
    ])
    expect(await world.database.rows("select actor, entity_id, action, detail from marketing_audit")).toEqual(
      [
        {
          actor: "user_1",
          entity_id: "cus_account",
          action: "move_benefits",
          detail: { from: "cus_imported", coupons: 2, points: 150, reason: "she wrote from that address" },
        },
      ],
    )
  })

  it("gives nothing to another e-mail, takes nothing from an account, and ends nowhere without one", async () => {
    await expect(move({ to_customer_id: "cus_other" })).rejects.toThrow("do not have the same e-mail")
    await expect(move({ from_customer_id: "cus_account" })).rejects.toThrow("an account of their own")
    await expect(move({ to_customer_id: "cus_imported" })).rejects.toThrow("has no account")
    await expect(move({ from_customer_id: "cus_none" })).rejects.toThrow("There is no customer cus_none")
    expect(await world.marketing.readPoints({ customer_id: "cus_imported" })).toMatchObject({ balance: 150 })
  })
})
