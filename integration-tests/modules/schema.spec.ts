import { endEnrollments } from "../../src/modules/marketing/engine/store/enrollments"
import { createWorld, type World } from "../support/world"

describe("the schema", () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())

  it("has every table of the product, with the house's prefix", async () => {
    const tables = await world.database.rows<{ name: string }>(
      "select relname as name from pg_class where relkind in ('r','p') and relname like 'marketing\\_%' and not relispartition",
    )
    expect(tables.length).toBeGreaterThan(35)
  })

  it("reads big integers exactly or refuses them", async () => {
    expect(await world.database.one("select 9007199254740991::bigint as n")).toEqual({ n: 9007199254740991 })
    await expect(world.database.one("select 9007199254740993::bigint as n")).rejects.toThrow("too large")
  })

  it("ends people by their ids also while the statistics say that everybody has ended (F16)", async () => {
    const { database } = world
    const enter = (state: string, first: number, last: number) =>
      database.run(
        `insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, entered_at)
         select 1, 1, 1, n, 'once', 'who', $1, now() from generate_series($2::int, $3::int) n`,
        [state, first, last],
      )
    await enter("through", 1, 5_000)
    await database.run("analyze marketing_enrollment")
    await enter("inside", 5_001, 10_000)

    const plan: string[] = []
    const explaining = {
      ...database,
      run: async (text: string, values?: unknown[]) => {
        const lines = await database.rows<Record<string, string>>(`explain ${text}`, values)
        plan.push(...lines.flatMap((line) => Object.values(line)))
        return 0
      },
    }
    const leaving = Array.from({ length: 2_500 }, (_, n) => n + 5_001)
    await endEnrollments(
      explaining,
      leaving.map((enrollment_id) => ({ enrollment_id, state: "through", reason: null })),
      new Date(),
    )
    expect(plan.join("\n")).toContain("marketing_enrollment_pkey")
    expect(plan.join("\n")).not.toContain("Nested Loop")
  })
})
