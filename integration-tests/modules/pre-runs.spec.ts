import type { Canvas } from "../../src/core/canvas/schema"
import { agree } from "../support/messages"
import { draw } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const mail = { content: { subject: "Hello", html: "<p>Hello</p>" } }
const letter = draw({ who: ["conditions", { rule: { all: [] } }], mail: ["message:email", mail] }, [
  "who out mail",
])

describe("pre-runs of a plan (P14)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    const pids = await addPeople(
      world.database,
      Array.from({ length: 30 }, () => ({})),
    )
    await agree(world, pids.slice(0, 20))
  })
  afterEach(() => world.end())

  const save = async (canvas: Canvas = letter, more: object = {}) =>
    (
      await world.marketing.savePlan({
        plan: { name: "Ahead", type: "one_time", canvas, ...more },
        actor: "user_1",
      })
    ).id
  const run = (plan_id: string, signal?: AbortSignal) =>
    world.marketing.preRunPlan({ plan_id, actor: "user_1", signal })
  /** Rows of every table of ours. */
  const rows = async () => {
    const { database } = world
    const tables = await database.rows<{ name: string }>(
      "select relname as name from pg_class where relkind = 'r' and relname like 'marketing\\_%' order by 1",
    )
    const counts: Record<string, number> = {}
    for (const { name } of tables)
      counts[name] = (await database.one<{ n: number }>(`select count(*)::int as n from ${name}`))!.n
    return counts
  }

  it("change nothing but the list of what was kept, which ends with the twentieth, newest first", async () => {
    const { marketing, notified } = world
    const plan_id = await save()
    const before = await rows()
    const first = await run(plan_id)
    const { marketing_pre_run: kept, ...after } = await rows()
    const { marketing_pre_run: none, ...same } = before
    expect([none, kept]).toEqual([0, 1])
    expect(after).toEqual(same)
    expect(notified).toEqual([])
    expect(first).toMatchObject({
      revision: 1,
      by: "user_1",
      at: await world.clock.now(),
      result: {
        entry: { audience: 30, entered: 30, held_out: 0 },
        channels: [{ channel: "email", sent: 20, blocked: 10, cost: null }],
        ends: { through: 30 },
      },
    })
    expect(await marketing.getPreRun({ plan_id, no: first.no })).toEqual(first)
    for (let n = 0; n < 21; n++) await run(plan_id)
    const list = await marketing.listPreRuns({ plan_id })
    expect(list).toHaveLength(20)
    expect(list[0]!.no).toBeGreaterThan(list[19]!.no)
    expect(list[19]!.no).toBe(first.no + 2)
    expect(list[0]).not.toHaveProperty("result")
    await expect(marketing.getPreRun({ plan_id, no: first.no })).rejects.toThrow("no pre-run")
    await expect(marketing.getPreRun({ plan_id, no: Number.NaN })).rejects.toThrow("no pre-run")
    await expect(marketing.listPreRuns({ plan_id: "nothing" })).rejects.toThrow("no plan")
  })

  it("are refused with what keeps the plan from being published, and of plans into which people come one by one", async () => {
    const wrong = await save(
      draw({ who: ["conditions", { rule: { all: [] } }], mail: ["message:email", {}] }, ["who out mail"]),
    )
    await expect(run(wrong)).rejects.toMatchObject({ problems: [{ code: "message/no-content" }] })
    const seen = draw({ seen: ["trigger:did-something", { event: "waved" }] }, [])
    await expect(run(await save(seen, { type: "triggered" }))).rejects.toMatchObject({
      problems: [{ code: "pre-run/triggered" }],
    })
    await expect(run("nothing")).rejects.toThrow("no plan")
  })

  it("are one at a time in a process, and end when nobody waits for them any more", async () => {
    const plan_id = await save()
    let first: Promise<unknown> | undefined
    await world.database.transaction(async (tx) => {
      // The first cannot keep its figures yet.
      await tx.run("lock table marketing_pre_run in exclusive mode")
      first = run(plan_id)
      await vi.waitFor(async () => {
        // Other databases of the same server have the same numbers for their tables.
        const waiting = await world.database.one(
          `select 1 from pg_locks l join pg_database d on d.oid = l.database
            where d.datname = current_database() and l.relation = 'marketing_pre_run'::regclass and not l.granted`,
        )
        expect(waiting).toBeDefined()
      })
      await expect(run(plan_id)).rejects.toMatchObject({ code: "pre-run/busy" })
    })
    await first

    const called = new AbortController()
    const long = run(plan_id, called.signal)
    called.abort()
    await expect(long).rejects.toMatchObject({ code: "pre-run/cancelled" })
    // Nothing of it is left in anybody's way.
    await expect(run(plan_id)).resolves.toMatchObject({ result: { entry: { entered: 30 } } })
    expect(await world.marketing.listPreRuns({ plan_id })).toHaveLength(2)
  })

  it("ask of thousands at once what they did since they came in, and since the card before", async () => {
    await addPeople(
      world.database,
      Array.from({ length: 5_001 }, () => ({})),
    )
    for (const since of ["entered", "previous_node"]) {
      const asked = { rule: { did: "purchase", window: { since } } }
      const canvas = draw({ who: ["conditions", { rule: { all: [] } }], bought: ["filter", asked] }, [
        "who out bought",
      ])
      const { result } = await run(await save(canvas))
      expect(result.nodes.find(({ node }) => node === "bought")?.passed).toEqual({ no: 5_031 })
    }
  })

  it("state a cost where a channel has a price", async () => {
    await world.end()
    world = await createWorld({
      extensions: [
        {
          name: "acme",
          channels: [
            {
              id: "acme-sms",
              icon: "phone",
              label: { en: "SMS" },
              content: (await import("zod")).z.object({ text: (await import("zod")).z.string() }),
              templates: { text: "text" },
              address: "email",
              consent: "none",
              unknown_policy: "hold",
              price: { amount: 7, currency: "eur" },
              deliver: async () => ({ state: "sent" }),
            },
          ],
        },
      ],
    })
    await addPeople(world.database, [{}, {}, { email: null }])
    const plan_id = await save(
      draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          sms: ["message:acme-sms", { content: { text: "Hi" } }],
        },
        ["who out sms"],
      ),
    )
    const { result } = await run(plan_id)
    expect(result.channels).toEqual([{ channel: "acme-sms", sent: 2, blocked: 1, cost: { eur: 14 } }])
    expect(result.blocked).toEqual([{ channel: "acme-sms", reason: "no_address", count: 1 }])
  })

  it("follow people who go round in circles for some weeks, and say who is still inside", async () => {
    const plan_id = await save(
      draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          week: ["wait", { amount: 7, unit: "days" }],
          mail: ["message:log", { content: { text: "Hi" } }],
        },
        ["who out week", "week out mail", "mail out week"],
      ),
    )
    const { result } = await run(plan_id)
    expect(result.ends).toEqual({ through: 0, inside: 30, failed: 0, left: {} })
    expect(result.channels).toMatchObject([{ channel: "log", sent: 150 }])
    expect(result.nodes.find(({ node }) => node === "week")).toMatchObject({ in: 180, waiting: 30 })
  })
})
