import { ledgerFaults, pointsRow } from "../support/benefits"
import { addPeople, createWorld, type World } from "../support/world"

describe("points of a cart that is being completed", () => {
  let world: World
  let ada: { pid: number; customer_id: string }
  beforeEach(async () => {
    world = await createWorld({ options: { point_value: { eur: 1, dkk: 7 } } })
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
  const complete = (cart_id: string, hold_id: number, amount = 1000, currency = "eur") =>
    world.marketing.reserveForCart({
      cart_id,
      customer_id: ada.customer_id,
      currency,
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
    expect(await world.marketing.refitHold(held, { payable: 1, currency: "eur" })).toBeUndefined()
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

  it("are set aside once, however often and fast the button is pressed (F22)", async () => {
    const pressed = await Promise.all([1, 2, 3, 4].map(() => hold("cart_a", 800)))
    expect(await points()).toMatchObject({ held: 800, available: 200 })
    const last = (await world.marketing.readHold("cart_a"))!
    const tries = await Promise.allSettled(pressed.map(({ hold_id }) => complete("cart_a", hold_id, 800)))
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1)
    expect((await world.marketing.readHold("cart_a"))!).toMatchObject({ id: last.id, state: "reserved" })
  })

  it("keep their worth when the cart changes its currency: they are counted anew, and never at the old figure", async () => {
    const in_dkk = await world.marketing.holdPoints({
      customer_id: ada.customer_id,
      cart_id: "cart_a",
      points: 900,
      payable: 100_000,
      currency: "dkk",
    })
    expect(in_dkk.amount).toBe(6300)
    await expect(complete("cart_a", in_dkk.hold_id, 6300, "eur")).rejects.toThrow("another currency than EUR")
    const held = (await world.marketing.readHold("cart_a"))!
    const in_eur = await world.marketing.refitHold(held, { payable: 100_000, currency: "eur" })
    expect(in_eur).toMatchObject({ points: 900, amount: 900 })
    await complete("cart_a", in_eur!.hold_id, 900, "eur")
  })

  it("leave a cart whose currency gives them no worth", async () => {
    await hold("cart_a", 900)
    const held = (await world.marketing.readHold("cart_a"))!
    expect(await world.marketing.refitHold(held, { payable: 100_000, currency: "jpy" })).toBeNull()
    expect(await points()).toMatchObject({ held: 0, available: 1000 })
  })
})
