import { ledgerFaults, pointsRow } from "../support/benefits"
import { addPeople, createWorld, type World } from "../support/world"

describe("points of a cart that is being completed", () => {
  let world: World
  let ada: { pid: number; customer_id: string }
  beforeEach(async () => {
    world = await createWorld({ options: { point_value: { eur: 1 } } })
    await addPeople(world.database, [{}])
    ada = (await world.database.one("select pid, customer_id from marketing_profile"))!
    await world.database.transaction(async (tx) =>
      world.marketing.writePoints(tx, [pointsRow(ada.pid, 1000)], await world.clock.now()),
    )
  })
  afterEach(async () => {
    expect(await ledgerFaults(world)).toEqual([])
    await world.end()
  })

  const hold = (cart_id: string, points = 1000) =>
    world.marketing.holdPoints({
      customer_id: ada.customer_id,
      cart_id,
      points,
      payable: 100_000,
      currency: "eur",
    })
  const complete = (cart_id: string, hold_id: number, amount = 1000) =>
    world.marketing.reserveForCart({
      cart_id,
      customer_id: ada.customer_id,
      promotion_ids: [],
      points: [{ hold_id, amount }],
    })
  const points = () => world.marketing.readPoints({ pid: ada.pid })

  it("stay with it: they can neither be taken off, nor replaced, nor made fewer, nor put on another cart (G6)", async () => {
    const { hold_id } = await hold("cart_a")
    await complete("cart_a", hold_id)
    await expect(world.marketing.voidHold(hold_id)).rejects.toThrow("is being completed")
    await expect(hold("cart_a", 500)).rejects.toThrow("is being completed")
    await expect(hold("cart_b")).rejects.toThrow("only 0 are available")
    const held = (await world.marketing.readHold("cart_a"))!
    expect(await world.marketing.shrinkHold(held, { points: 1, amount: 1 })).toBeUndefined()
    expect(await points()).toMatchObject({ balance: 1000, held: 1000 })
  })

  it("can be changed again when the completion has failed, and completed anew (F24)", async () => {
    const { hold_id } = await hold("cart_a")
    await world.marketing.unreserveForCart(await complete("cart_a", hold_id))
    // A second try, whose process died: the third finds the points still there.
    await complete("cart_a", hold_id)
    await world.marketing.unreserveForCart(await complete("cart_a", hold_id))
    await world.marketing.voidHold(hold_id)
    expect(await points()).toMatchObject({ held: 0, available: 1000 })
    await hold("cart_b")
  })

  it("come free after a day when the completion died half-way, and not before", async () => {
    const { hold_id } = await hold("cart_a")
    await complete("cart_a", hold_id)
    world.clock.pass({ hours: 23 })
    await world.marketing.releaseHolds()
    expect(await points()).toMatchObject({ available: 0 })
    world.clock.pass({ hours: 2 })
    await world.marketing.releaseHolds()
    expect(await points()).toMatchObject({ held: 0, available: 1000 })
  })

  it("leave no credit line behind: one that is just being bound is told to whoever takes the points off (G6)", async () => {
    const waiting = () =>
      world.database.rows(
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      )
    for (const act of ["taken off", "replaced"]) {
      const { hold_id } = await hold("cart_a", 100)
      const gone = await world.database.transaction(async (tx) => {
        await tx.run("update marketing_hold set credit_line_id = 'line_1' where id = $1", [hold_id])
        const line =
          act === "replaced"
            ? hold("cart_a", 200).then((taken) => taken.replaced_line)
            : world.marketing.voidHold(hold_id)
        await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), 10_000)
        return { line }
      })
      expect(await gone.line).toBe("line_1")
    }
    // Bound too late, its maker takes the line off again.
    const { hold_id } = await hold("cart_b", 100)
    await world.marketing.voidHold(hold_id)
    expect(await world.marketing.linkHold(hold_id, "line_2")).toBe(false)
  })

  it("belong either to the completion or to another cart, whoever comes first", async () => {
    for (let round = 0; round < 10; round++) {
      const { hold_id } = await hold(`cart_a${round}`)
      const [completed, freed] = await Promise.allSettled([
        complete(`cart_a${round}`, hold_id),
        world.marketing.voidHold(hold_id).then(() => hold(`cart_b${round}`)),
      ])
      expect([completed.status, freed.status].sort()).toEqual(["fulfilled", "rejected"])
      if (completed.status === "fulfilled") await world.marketing.unreserveForCart(completed.value)
      for (const cart of [`cart_a${round}`, `cart_b${round}`]) {
        const left = await world.marketing.readHold(cart)
        if (left) await world.marketing.voidHold(left.id)
      }
    }
  })
})
