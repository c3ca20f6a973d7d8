import { addCouponTemplate, couponRow, ledgerFaults, pointsRow } from "../support/benefits"
import { addPeople, createWorld, type World } from "../support/world"

describe("granting to many people", () => {
  let world: World
  let pids: number[]
  beforeAll(async () => {
    world = await createWorld()
    pids = await addPeople(
      world.database,
      Array.from({ length: 20 }, (_, i) => ({ email: `p${i}@example.test` })),
    )
  })
  afterAll(() => world.end())

  const now = () => world.clock.now()
  const givePoints = async (rows: ReturnType<typeof pointsRow>[]) =>
    world.database.transaction(async (tx) => world.marketing.writePoints(tx, rows, await now()))
  const giveCoupons = async (rows: ReturnType<typeof couponRow>[]) =>
    world.database.transaction(async (tx) => world.marketing.writeCoupons(tx, rows, await now()))
  const balanceOf = async (pid: number) =>
    (
      await world.database.one<{ balance: number }>("select balance from marketing_account where pid = $1", [
        pid,
      ])
    )?.balance

  it("gives points once per key, however often the step is replayed (G3, G6)", async () => {
    const rows = pids.map((pid) => pointsRow(pid, 100, { key: `once:${pid}`, expires_in_days: 7 }))
    const first = await givePoints(rows)
    const again = await givePoints(rows)
    expect(first).toEqual(again)
    expect(first.every((result) => result.done)).toBe(true)
    expect(await balanceOf(pids[0]!)).toBe(100)
    expect(await ledgerFaults(world)).toEqual([])
  })

  it("a person who is told seven days has seven whole days in the store's zone", async () => {
    const berlin = await createWorld({
      start: "2026-03-27T20:00:00Z",
      options: { timezone: "Europe/Berlin" },
    })
    const [pid] = await addPeople(berlin.database, [{}])
    await berlin.database.transaction(async (tx) =>
      berlin.marketing.writePoints(
        tx,
        [pointsRow(pid!, 5, { expires_in_days: 7 })],
        await berlin.clock.now(),
      ),
    )
    // Clocks go forward on 29 March: midnight after 3 April is 22:00 UTC.
    const lot = await berlin.database.one<{ expires_at: Date }>("select expires_at from marketing_lot")
    expect(lot!.expires_at.toISOString()).toBe("2026-04-03T22:00:00.000Z")
    await berlin.end()
  })

  it("refuses an amount that is no whole number of points, and gives the others theirs", async () => {
    const results = await givePoints([
      pointsRow(pids[0]!, 0),
      pointsRow(pids[0]!, 1.5),
      pointsRow(pids[0]!, 7),
    ])
    expect(results.map((r) => r.reason ?? "given")).toEqual(["amount_invalid", "amount_invalid", "given"])
  })

  it("no statement can write a transaction that does not sum to zero, or change an entry (G6)", async () => {
    await expect(
      world.database.run("insert into marketing_entry (txn_id, account_id, amount) values (1, 999, 5)"),
    ).rejects.toThrow("does not sum to zero")
    await expect(world.database.run("update marketing_entry set amount = 1")).rejects.toThrow("never changed")
    await expect(world.database.run("delete from marketing_entry")).rejects.toThrow("never changed")
  })

  it("gives a coupon to each, once per key", async () => {
    const template = await addCouponTemplate(world, { valid_days: 3 })
    const rows = pids.map((pid) => couponRow(pid, template, `c:${pid}`))
    const first = await giveCoupons(rows)
    expect(await giveCoupons(rows)).toEqual(first)
    const { n } = (await world.database.one<{ n: number }>(
      "select count(*) as n from marketing_coupon c join marketing_coupon_template t on t.no = c.template_no where t.id = $1",
      [template],
    ))!
    expect(n).toBe(pids.length)
  })

  it("stops at the budget with the reason budget_empty, in the order asked (F25)", async () => {
    const template = await addCouponTemplate(world, { grant_limit: 3 })
    const results = await giveCoupons(pids.slice(0, 5).map((pid) => couponRow(pid, template)))
    expect(results.map((r) => r.reason ?? "given")).toEqual([
      "given",
      "given",
      "given",
      "budget_empty",
      "budget_empty",
    ])
  })

  it("never overshoots the budget however many give at the same moment (G7)", async () => {
    const template = await addCouponTemplate(world, { grant_limit: 50 })
    const rounds = await Promise.all(
      Array.from({ length: 20 }, () => giveCoupons(pids.slice(0, 7).map((pid) => couponRow(pid, template)))),
    )
    expect(rounds.flat().filter((r) => r.done)).toHaveLength(50)
    expect(
      await world.database.one("select granted from marketing_coupon_template where id = $1", [template]),
    ).toEqual({ granted: 50 })
  })

  it("says why a template gives nothing any more", async () => {
    const ended = await addCouponTemplate(world, { state: "ended" })
    const past = await addCouponTemplate(world, { valid_until: "2026-01-01T00:00:00Z" })
    const results = await giveCoupons([ended, past, "mkcoup_gone"].map((id) => couponRow(pids[0]!, id)))
    expect(results.map((r) => r.reason)).toEqual(["template_ended", "template_expired", "template_missing"])
  })

  it("gives nothing from the moment on at which the template's promotion is deleted or switched off", async () => {
    const templates = []
    for (const [status, deleted_at] of [
      ["active", null],
      ["inactive", null],
      ["active", "2026-03-01T00:00:00Z"],
    ]) {
      const template = await addCouponTemplate(world)
      await world.database.run(
        "insert into promotion (id, code, type, status, deleted_at) values ('promo_' || $1, upper($1), 'standard', $2, $3)",
        [template, status, deleted_at],
      )
      templates.push(template)
    }
    const results = await giveCoupons(templates.map((template) => couponRow(pids[0]!, template)))
    expect(results.map((r) => r.reason ?? "given")).toEqual(["given", "promotion_inactive", "promotion_gone"])
  })
})
