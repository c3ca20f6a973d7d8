import { Socket } from "node:net"
import { createMarketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase } from "../../src/modules/marketing/database"
import { optionsSchema } from "../../src/modules/marketing/options"
import { isPassing } from "../../src/modules/marketing/passing"
import { quietPorts } from "../support/quiet-ports"
import { createWorld, freshDatabase } from "../support/world"

describe("five connections for everybody", () => {
  it("eight people who save plans at the same moment all get theirs saved", async () => {
    const { url, drop } = await freshDatabase()
    const database = connectDatabase(url)
    // With the clock of a running store, which is the database's.
    const marketing = createMarketing({
      database,
      options: optionsSchema.parse({ secret: "test-secret" }),
      ports: quietPorts(),
    })
    const saved = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        marketing.savePlan({ plan: { name: `Plan ${i}` }, actor: "user_ada" }),
      ),
    )
    expect(new Set(saved.map((plan) => plan.name)).size).toBe(8)
    await database.close()
    await drop()
  })

  it("who waits too long for one is told so instead of waiting for ever", async () => {
    const { url, drop } = await freshDatabase()
    const database = connectDatabase(url, { size: 1, patience_ms: 100 })
    const late = database.transaction(() => database.one("select 1"))
    await expect(late).rejects.toThrow("None of the 1 connections to the database became free within 0.1 s.")
    // And nothing is stuck afterwards.
    expect(await database.one("select 1 as there")).toEqual({ there: 1 })
    await database.close()
    await drop()
  })

  it("a statement whose plan is kept is planned anew when a table was changed under it", async () => {
    const { url, drop } = await freshDatabase()
    const database = connectDatabase(url, { size: 1 })
    await database.run("create table changing (a int); insert into changing values (1)")
    const all = () => database.transaction((tx) => tx.one("select * from changing"), { prepared: true })
    expect(await all()).toEqual({ a: 1 })
    const kept = await database.transaction((tx) => tx.rows("select statement from pg_prepared_statements"))
    expect(kept).toEqual([{ statement: "select * from changing" }])
    await database.run("alter table changing add column b int")
    const failure = await all().catch((error: Error) => error)
    expect(isPassing(failure)).toBe(true)
    expect(await all()).toEqual({ a: 1, b: null })
    expect(await database.prepared.one("select * from changing")).toEqual({ a: 1, b: null })
    await database.run("alter table changing drop column b")
    await expect(database.prepared.one("select * from changing")).rejects.toThrow("cached plan")
    expect(await database.prepared.one("select * from changing")).toEqual({ a: 1 })
    await database.close()
    await drop()
  })

  it("a transaction that the server rolled back, because a statement failed unnoticed, is not taken for a committed one (G3)", async () => {
    const { url, drop } = await freshDatabase()
    const database = connectDatabase(url, { size: 1 })
    await database.run("create table kept (a int primary key)")
    const unnoticed = (second: string) =>
      database.transaction(async (tx) => {
        await Promise.allSettled([tx.run("insert into kept values (1)"), tx.run(second)])
        return "all went well"
      })
    const failure = await unnoticed("insert into gone values (1)").catch((error: Error) => error)
    expect(failure).toMatchObject({
      message:
        'The database rolled the transaction back instead of committing it: relation "gone" does not exist',
      code: "42P01",
    })
    expect(isPassing(failure)).toBe(false)
    // What may pass is recognised as that: whoever tries again later is let try.
    const lost = await unnoticed(
      "do $$ begin raise exception 'in conflict' using errcode = '40001'; end $$",
    ).catch((error: Error) => error)
    expect(isPassing(lost)).toBe(true)
    expect(await database.one("select count(*) as kept from kept")).toEqual({ kept: 0 })
    // The connection is whole, and the next transaction commits.
    expect(await unnoticed("insert into kept values (2)")).toBe("all went well")
    expect(await database.one("select count(*) as kept from kept")).toEqual({ kept: 2 })
    await database.close()
    await drop()
  })

  it("a connection whose socket cannot hold writes back works all the same", async () => {
    const { url, drop } = await freshDatabase()
    class Plain extends Socket {
      override cork = undefined as never
    }
    const database = connectDatabase(url, { stream: () => new Plain() })
    expect(await database.transaction((tx) => tx.one("select 1 as there"))).toEqual({ there: 1 })
    await database.close()
    await drop()
  })

  it("connections that the network lost without a word are found out: each asks whether the other side is there", async () => {
    const { url, drop } = await freshDatabase()
    const asked: unknown[][] = []
    class Watched extends Socket {
      override setKeepAlive(...given: [boolean?, number?]) {
        asked.push(given)
        return super.setKeepAlive(...given)
      }
    }
    const database = connectDatabase(url, { stream: () => new Watched() })
    expect(await database.one("show idle_in_transaction_session_timeout")).toEqual({
      idle_in_transaction_session_timeout: "1min",
    })
    expect(asked).toEqual([[true, 10_000]])
    await database.close()
    await drop()
  })

  it("the tests' own world refuses whoever asks the pool or the clock inside a transaction", async () => {
    const world = await createWorld()
    const { database, clock } = world.marketing
    await expect(database.transaction(() => clock.now())).rejects.toThrow("inside an open transaction")
    await expect(database.transaction(() => database.one("select 1"))).rejects.toThrow(
      "inside an open transaction",
    )
    expect(await database.transaction((tx) => tx.one("select 1 as there"))).toEqual({ there: 1 })
    await world.end()
  })
})
