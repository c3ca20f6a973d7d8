import { type BullLine, bullLine } from "../../src/modules/marketing/bull-line"
import { localRates, sharedRates } from "../../src/modules/marketing/rates"
import { addPlan, outcomes, queue } from "../support/messages"
import { startRedis } from "../support/redis"
import { addPeople, createWorld } from "../support/world"

describe("a provider's rate kept by several processes through Redis (M8)", () => {
  let redis: Awaited<ReturnType<typeof startRedis>>
  const lines: BullLine[] = []
  const log: string[] = []
  const tell = (line: string) => log.push(line)
  const openLine = async (): Promise<BullLine> => {
    const line = bullLine(`redis://127.0.0.1:${redis.port}`, () => undefined)
    lines.push(line)
    while (line.queue().client.status !== "ready") await new Promise((r) => setTimeout(r, 5))
    return line
  }

  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(async () => {
    for (const line of lines) await line.close()
    await redis.stop()
  })

  it("lets all of them together go no faster than one", async () => {
    const one = sharedRates(await openLine(), tell)
    const other = sharedRates(await openLine(), tell)
    const since = performance.now()
    let went = 0
    while (went < 60) {
      const taken = await Promise.all([one, other, one, other].map((rates) => rates.take("email", 40, 7)))
      for (const { granted } of taken) went += granted
    }
    // A second's worth at once, then 40 a second.
    const seconds = (performance.now() - since) / 1000
    expect(went).toBeLessThanOrEqual(40 + 40 * seconds + 1)
    expect(log).toEqual([])
  })

  it("gives back to all what one did not use", async () => {
    const [one, other] = [sharedRates(await openLine(), tell), sharedRates(await openLine(), tell)]
    expect((await one.take("sms", 0.001, 5)).granted).toBe(1)
    expect((await other.take("sms", 0.001, 5)).granted).toBe(0)
    await one.take("sms", 0.001, -1)
    expect((await other.take("sms", 0.001, 5)).granted).toBe(1)
  })

  it("keeps a rate by itself while Redis is away (F12)", async () => {
    const line = await openLine()
    const rates = sharedRates(
      line,
      tell,
      localRates(() => 0),
    )
    await redis.stop()
    while (line.queue().client.status === "ready") await new Promise((r) => setTimeout(r, 5))
    expect((await rates.take("push", 3, 5)).granted).toBe(3)
    expect((await rates.take("push", 3, 5)).granted).toBe(0)
  })
})

describe("a channel with a rate (M8)", () => {
  it("hands over no more than its provider takes, and the rest when there is room again", async () => {
    let at = 0
    const world = await createWorld({ options: { send_rates: { log: 3 } }, rates: localRates(() => at) })
    try {
      const plan = await addPlan(world)
      await queue(
        world,
        plan,
        await addPeople(
          world.database,
          Array.from({ length: 8 }, () => ({})),
        ),
        {
          channel: "log",
          content: { text: "Hi" },
        },
      )
      const sent = async () => {
        expect(await world.marketing.performSends({ channel: "log" })).toBe(true)
        return (await outcomes(world)).sent
      }
      expect(await sent()).toBe(3)
      expect(await sent()).toBe(3)
      at += 1000
      expect(await sent()).toBe(6)
      at += 1000
      expect(await sent()).toBe(8)
    } finally {
      await world.end()
    }
  })
})
