import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { optionsSchema } from "../../src/modules/marketing/options"
import { oneConnectionEach } from "../support/one-connection"
import { addPlan, createMarketingWith, draw, settle } from "../support/plans"
import { quietPorts } from "../support/quiet-ports"
import { addPeople, freshDatabase, standingClock } from "../support/world"

describe("what goes wrong again and again becomes visible (G10)", () => {
  let url: string
  let database: Database
  let drop: () => Promise<void>
  const clock = standingClock("2026-03-02T09:00:00Z")
  const log: string[] = []

  beforeEach(async () => {
    ;({ url, drop } = await freshDatabase())
    database = connectDatabase(url)
    clock.set("2026-03-02T09:00:00Z")
    log.length = 0
    await addPeople(database, [{}, {}, {}])
  })
  afterEach(async () => {
    await database.close()
    await drop()
  })

  const worker = (replaced: Record<string, (parts: never) => unknown> = {}): Marketing =>
    createMarketingWith(
      {
        ...oneConnectionEach({ database, clock }),
        options: optionsSchema.parse({ secret: "test-secret" }),
        ports: quietPorts((line) => log.push(line)),
      },
      replaced,
    )
  const steps = () =>
    database.rows("select distinct state, attempts, error, lease_until from marketing_step order by 1")
  const taggedBy = (node: string) =>
    addPlan(database, {
      canvas: draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          [node]: ["tags", { add: ["met"] }],
          rest: ["wait", { amount: 1, unit: "days" }],
        },
        [`who out ${node}`, `${node} out rest`],
      ),
      due_at: new Date("2026-03-02T09:00:00Z"),
    })

  it.each(["null", "NULL", "-", "true"])("a node called %s is passed like any other", async (name) => {
    const plan = await taggedBy(name)
    await settle(worker())
    expect(await database.rows("select node, state from marketing_step")).toEqual(
      Array.from({ length: 3 }, () => ({ node: "rest", state: "ready" })),
    )
    clock.pass({ days: 1 })
    await settle(worker())
    expect(
      await database.one(
        "select count(*) as n from marketing_enrollment where run_no = $1 and state = 'through'",
        [plan.run_no],
      ),
    ).toEqual({ n: 3 })
  })

  it("people whose step cannot be written whatever is tried are parked with the error", async () => {
    await taggedBy("met")
    const marketing = worker({
      queueMessages: () => async () => {
        throw new Error("the queue is broken")
      },
    })
    for (let hour = 0; hour < 6; hour++) {
      await settle(marketing)
      clock.pass({ hours: 3 })
    }
    expect(await steps()).toEqual([
      { state: "parked", attempts: 5, error: "the queue is broken", lease_until: null },
    ])
    expect((await marketing.listParked()).count).toBe(3)
  })

  it("people at whom every worker dies are parked and say so", async () => {
    await taggedBy("met")
    await settle(worker({ advance: () => async () => false }))
    const deadly = () => {
      let died: () => void = () => undefined
      const dead = new Promise<boolean>((resolve) => (died = () => resolve(true)))
      const forEver = () => {
        died()
        return new Promise<void>(() => undefined)
      }
      return Promise.race([dead, worker({ walkPeople: () => forEver }).advance()])
    }
    for (let alive = true; alive; alive = await deadly()) clock.pass({ minutes: 2 })
    const stopped = "Workers stopped 5 times in the middle of moving this person on."
    expect(await steps()).toEqual([{ state: "parked", attempts: 5, error: stopped, lease_until: null }])
  })

  it("while the database says that it cannot, people stay due and show why", async () => {
    await taggedBy("met")
    const away = Object.assign(new Error("the database is shutting down"), { code: "57P01" })
    const marketing = worker({
      queueMessages: () => async () => {
        throw away
      },
    })
    await expect(settle(marketing)).rejects.toThrow("shutting down")
    expect(await steps()).toEqual([
      { state: "ready", attempts: 0, error: "the database is shutting down", lease_until: null },
    ])
    await settle(worker())
    expect(await steps()).toEqual([{ state: "ready", attempts: 0, error: null, lease_until: null }])
  })
})
