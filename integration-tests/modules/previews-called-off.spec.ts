import { Busy } from "../../src/core/problem"
import { defineField } from "../../src/extension/field"
import { addPeople, createWorld, type World } from "../support/world"

describe("a preview that nobody waits for any more", () => {
  let world: World
  const slow = defineField({
    ...{ id: "acme.slow", family: "acme", type: "number", label: { en: "Slow", zhCN: "慢" } },
    ...{ sql: () => "(select 1 from pg_sleep(30))", memory: () => 1 },
  })
  beforeEach(async () => {
    world = await createWorld({ extensions: [{ name: "acme", fields: [slow] }] })
    await addPeople(world.database, [{}])
  })
  afterEach(() => world.end())

  const asked = async () =>
    (
      await world.database.rows(
        "select 1 from pg_stat_activity where datname = current_database() and state = 'active' and query like '%pg_sleep(30)%' and pid <> pg_backend_pid()",
      )
    ).length

  it("is stopped in the middle of its statement, and its connection serves the next (A7)", async () => {
    const leaving = new AbortController()
    const answer = world.marketing
      .previewRule({ rule: { fact: "acme.slow", op: "gte", value: 1 }, signal: leaving.signal })
      .catch((error: { code?: string }) => error.code)
    while ((await asked()) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    leaving.abort()
    expect(await answer).toBe("57014")
    expect(await asked()).toBe(0)
    expect((await world.marketing.previewRule({ rule: { all: [] } })).count).toBe(1)
  })

  it("is not begun when it was called off before (A7)", async () => {
    const rule = { fact: "acme.slow", op: "gte", value: 1 }
    const answer = world.marketing.previewRule({ rule, signal: AbortSignal.abort() })
    await expect(answer).rejects.toBeInstanceOf(Busy)
  })
})
