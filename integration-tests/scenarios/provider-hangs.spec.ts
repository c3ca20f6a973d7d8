import { z } from "zod"
import { type DeliveryResult, defineChannel } from "../../src/extension/channel"
import { addPlan, outcomes, queue, sendAll, sends } from "../support/messages"
import { draw, addPlan as drawPlan, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

/** A channel whose provider says what the test wants it to. */
const channel = (id: string, deliver: () => Promise<DeliveryResult>) =>
  defineChannel({
    id,
    icon: "chat-bubble",
    label: { en: id, zhCN: id },
    content: z.object({ text: z.string() }),
    templates: { text: "text" },
    address: "none",
    consent: "none",
    unknown_policy: "hold",
    deliver,
  })
const hi = { content: { text: "Hi" } }

describe("when a provider hangs (F26, G10)", () => {
  let world: World
  let pid: number
  let says: () => Promise<DeliveryResult>
  beforeEach(async () => {
    says = async () => ({ state: "sent" })
    world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      extensions: [
        {
          name: "test",
          channels: [channel("text", () => says()), channel("other", async () => ({ state: "sent" }))],
        },
      ],
    })
    pid = (await addPeople(world.database, [{ first_name: "Ada" }]))[0]!
  })
  afterEach(() => world.end())

  it("what is refused for now is tried again after 1, 5, 15, 60, 180 and 360 minutes, and has then failed with the reason", async () => {
    const begun = (await world.clock.now()).getTime()
    const tried: number[] = []
    says = async () => {
      tried.push(((await world.clock.now()).getTime() - begun) / 60_000)
      return { state: "failed", reason: "too_many", retry: true }
    }
    await queue(world, await addPlan(world), [pid], { channel: "text", ...hi })
    for (let minute = 0; minute <= 700; minute++) {
      await world.marketing.performSends({ channel: "text" })
      world.clock.pass({ minutes: 1 })
    }
    expect(tried).toEqual([0, 1, 6, 21, 81, 261, 621])
    expect(await outcomes(world)).toEqual({ "failed too_many": 1 })
  })

  it("a provider that asks for more time gets it", async () => {
    says = async () => ({ state: "failed", reason: "too_many", retry: true, after_ms: 45 * 60_000 })
    await queue(world, await addPlan(world), [pid], { channel: "text", ...hi })
    await sendAll(world)
    expect((await sends(world))[0]).toMatchObject({
      state: "queued",
      reason: "too_many",
      run_at: new Date("2026-03-02T09:45:00Z"),
    })
  })

  it("one channel that hangs keeps no other waiting, and holds no lock while it does", async () => {
    let answer: (result: DeliveryResult) => void = () => undefined
    const asked = new Promise<void>((resolve) => {
      says = () => {
        resolve()
        return new Promise((later) => (answer = later))
      }
    })
    const plan = await addPlan(world)
    await queue(world, plan, [pid], { channel: "text", node: "n1", ...hi })
    await queue(world, plan, [pid], { channel: "other", node: "n2", ...hi })
    expect(world.marketing.sendChannels()).toEqual(expect.arrayContaining(["text", "other"]))
    const hanging = world.marketing.performSends({ channel: "text" })
    await asked
    while (await world.marketing.performSends({ channel: "other" }));
    const states = async () => (await sends(world)).map(({ state }) => state)
    expect(await states()).toEqual(["sending", "sent"])
    expect(
      await world.database.rows(
        "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
      ),
    ).toEqual([])
    answer({ state: "sent" })
    await hanging
    expect(await states()).toEqual(["sent", "sent"])
  })

  it("who waits for what became of her message goes on when it is known; where nobody told her, she looks within the hour", async () => {
    const canvas = draw(
      {
        who: ["conditions", { rule: { all: [] } }],
        say: ["message:text", { ...hi, when_not_sent: "other-way" }],
        got: ["tags", { add: ["got"], remove: [] }],
      },
      ["who out say", "say out got"],
    )
    await drawPlan(world.database, { canvas, due_at: await world.clock.now() })
    await settle(world.marketing)
    world.clock.pass({ minutes: 10 })
    // The process that learned it died before it told anybody.
    await world.database.run("update marketing_send set state = 'sent', sent_at = $1", [
      await world.clock.now(),
    ])
    const tags = async () =>
      (await world.database.one<{ tags: string[] }>("select tags from marketing_profile"))!.tags
    world.clock.pass({ minutes: 49 })
    await settle(world.marketing)
    expect(await tags()).toEqual([])
    world.clock.pass({ minutes: 1 })
    await settle(world.marketing)
    expect(await tags()).toEqual(["got"])
  })
})
