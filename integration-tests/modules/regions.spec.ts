import { Migration20261101000040 } from "../../migrations/Migration20261101000040"
import { coreShop } from "../support/core-rows"
import { importTo } from "../support/imports"
import { createWorld, type World } from "../support/world"

const NOWHERE = { country: null, province: null, city: null }
const ULM = { country: "de", province: "Bayern", city: "Ulm" }
const TOKYO = { country: "jp", province: null, city: "Tokyo" }

describe("where somebody lives (A1)", () => {
  let world: World
  let shop: ReturnType<typeof coreShop>
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    shop = coreShop(world.database)
    await world.marketing.reconcile()
  })
  afterEach(() => world.end())

  const later = async (minutes = 5) => {
    world.clock.pass({ minutes })
    return (await world.clock.now()).toISOString()
  }
  const drain = async () => {
    while (await world.marketing.drainInbox());
  }
  /** What the bus lost is found by looking. */
  const look = async () => {
    await later()
    await world.marketing.reconcile()
    await drain()
  }
  const tell = async (source: string, id: string) => {
    await world.marketing.appendToInbox([{ kind: "sync", source, source_id: id } as never])
    await drain()
  }
  const placeOf = (customer_id: string) =>
    world.database.one("select country, province, city from marketing_profile where customer_id = $1", [
      customer_id,
    ])
  const address = async (customer_id: string, { country, province, city }: typeof ULM | typeof TOKYO) => {
    const id = shop.next("cuaddr")
    const at = await later()
    await shop.add("customer_address", [
      { id, customer_id, country_code: country, province, city, created_at: at, updated_at: at },
    ])
    return id
  }
  const erase = (id: string) => world.database.run("delete from customer_address where id = $1", [id])
  const hide = async (id: string) =>
    world.database.run("update customer_address set deleted_at = $2 where id = $1", [id, await later()])

  type Case = { title: string; happens: (ada: string) => Promise<void>; lives: object }
  const cases: Case[] = [
    {
      title: "is nowhere when the last address was deleted for good",
      happens: async (ada) => {
        const id = await address(ada, ULM)
        await look()
        await erase(id)
      },
      lives: NOWHERE,
    },
    {
      title: "is nowhere when the last address was hidden",
      happens: async (ada) => {
        const id = await address(ada, ULM)
        await look()
        await hide(id)
      },
      lives: NOWHERE,
    },
    {
      title: "is the other address's when the main one was deleted",
      happens: async (ada) => {
        await address(ada, TOKYO)
        const main = await address(ada, ULM)
        await look()
        await erase(main)
      },
      lives: TOKYO,
    },
    {
      title: "is the new address's when one takes the place of another",
      happens: async (ada) => {
        const before = await address(ada, ULM)
        await look()
        await erase(before)
        await address(ada, TOKYO)
      },
      lives: TOKYO,
    },
    {
      title: "is nowhere when the address moved to another customer",
      happens: async (ada) => {
        const id = await address(ada, ULM)
        await look()
        const bea = await shop.customer({ created_at: await later() })
        await world.database.run(
          "update customer_address set customer_id = $2, updated_at = $3 where id = $1",
          [id, bea, await later()],
        )
      },
      lives: NOWHERE,
    },
    {
      title: "is nowhere when the address that is left names no place",
      happens: async (ada) => {
        const id = await address(ada, ULM)
        await look()
        await world.database.run(
          "update customer_address set country_code = null, province = null, city = null, updated_at = $2 where id = $1",
          [id, await later()],
        )
      },
      lives: NOWHERE,
    },
  ]
  it.each(cases)("$title", async ({ happens, lives }) => {
    const ada = await shop.customer({ created_at: await later() })
    await look()
    await happens(ada)
    await look()
    expect(await placeOf(ada)).toEqual(lives)
    await later(30)
    await world.marketing.reconcile()
    expect(
      await world.database.rows(
        "select 1 from marketing_inbox where source = 'customer' and done_at is null and source_id = $1",
        [ada],
      ),
    ).toEqual([])
  })

  it("is nowhere at once when the bus tells of the deletion, though no row says whose address it was", async () => {
    const ada = await shop.customer()
    const id = await address(ada, ULM)
    await tell("customer", ada)
    expect(await placeOf(ada)).toEqual(ULM)
    await erase(id)
    await tell("customer_address", id)
    expect(await placeOf(ada)).toEqual(NOWHERE)
    const rule = { fact: "profile.country", op: "is", value: "de" }
    expect((await world.marketing.previewRule({ rule })).count).toBe(0)
  })

  it("stays what a file said: no address told it, so none takes it away", async () => {
    await importTo(world, "customer_id,email,country,city\n7,ada@shop.example,at,Graz\n")
    const [person] = await world.database.rows<{ customer_id: string }>(
      "select customer_id from marketing_profile where external_id = '7'",
    )
    const ada = person!.customer_id
    const GRAZ = { country: "at", province: null, city: "Graz" }
    await look()
    await tell("customer", ada)
    expect(await placeOf(ada)).toEqual(GRAZ)
    const id = await address(ada, ULM)
    await look()
    expect(await placeOf(ada)).toEqual(ULM)
    // A file that comes later has the last word until the store says something else.
    await importTo(
      world,
      "customer_id,email,country,province,city,tier\n7,ada@shop.example,at,Steiermark,Graz,gold\n",
    )
    await erase(id)
    await look()
    await tell("customer", ada)
    expect(await placeOf(ada)).toEqual({ ...GRAZ, province: "Steiermark" })
  })

  it("ends with the customer, and another with the same e-mail lives where they say themselves", async () => {
    const email = "ada@shop.example"
    const ada = await shop.customer({ email, created_at: await later() })
    await address(ada, ULM)
    await look()
    const gone = await later()
    await world.database.run("update customer set deleted_at = $2 where id = $1", [ada, gone])
    await world.database.run("delete from customer_address where customer_id = $1", [ada])
    const again = await shop.customer({ email, created_at: await later() })
    await look()
    expect(await placeOf(again)).toEqual(NOWHERE)
    await address(again, TOKYO)
    await look()
    expect(await placeOf(again)).toEqual(TOKYO)
    const rule = { fact: "profile.country", op: "in", value: ["de", "jp"] }
    expect((await world.marketing.previewRule({ rule })).count).toBe(1)
  })

  it("of a guest who made an account is the account's, once the addresses are there", async () => {
    const email = "guest@shop.example"
    const guest = await shop.customer({ email, has_account: false, created_at: await later() })
    const lives = await address(guest, ULM)
    await look()
    const account = await shop.customer({ email, created_at: await later() })
    await world.database.run("update customer_address set customer_id = $2, updated_at = $3 where id = $1", [
      lives,
      account,
      await later(),
    ])
    await look()
    expect([await placeOf(guest), await placeOf(account)]).toEqual([NOWHERE, ULM])
  })

  it("is known again when the read model is made anew, and no longer where the address is gone", async () => {
    const [ada, bea] = [await shop.customer(), await shop.customer()]
    const gone = await address(ada, ULM)
    await address(bea, TOKYO)
    await tell("customer", ada)
    await tell("customer", bea)
    await erase(gone)
    await world.marketing.rebuildReadModel()
    expect([await placeOf(ada), await placeOf(bea)]).toEqual([NOWHERE, TOKYO])
  })

  it("that an address told before this was remembered ends with it, too", async () => {
    const [ada, bea] = [await shop.customer(), await shop.customer()]
    const gone = await address(ada, ULM)
    await address(bea, TOKYO)
    await look()
    await world.database.run("update marketing_profile set country = 'at' where customer_id = $1", [bea])
    await world.database.run("alter table marketing_profile drop column address_id")
    const migration = new Migration20261101000040(undefined as never, { get: () => undefined } as never)
    await migration.up()
    for (const query of migration.getQueries()) await world.database.run(String(query))
    await erase(gone)
    await later(30)
    await look()
    expect([await placeOf(ada), (await placeOf(bea))!.country]).toEqual([NOWHERE, "at"])
  })
})
