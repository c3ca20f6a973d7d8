import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { z } from "zod"
import type { Canvas } from "../../src/core/canvas/schema"
import { defineChannel } from "../../src/extension/channel"
import { defineKind } from "../../src/extension/kind"
import type { Outcome } from "../../src/extension/outcome"
import type { Ports } from "../../src/modules/marketing/ports"
import { draw } from "../support/plans"
import { everybody, listening, mail, runIn, saveIn, test, walk } from "../support/trials"
import { addPeople, createWorld, type World } from "../support/world"

const named = (en: string) => ({ en, zhCN: en })
/** A kind of a guest's that answers what a test of ours needs. */
const kind = (id: string, run: (settings: { url?: string | undefined }, now: Date) => Outcome) =>
  defineKind({
    id,
    group: "flow",
    icon: "bolt",
    label: named(id),
    settings: z.object({ url: z.string().optional() }),
    summary: () => named(id),
    ports: () => [{ id: "out", label: named("out") }],
    run: ({ settings, now }) => run(settings, now),
  })
const call = (url = "") => ({ type: "webhook" as const, url, with_email: false, data: {} })

describe("what tests of plans must never do (P16)", () => {
  let world: World
  let server: Server
  let url: string
  const notified: Parameters<Ports["notify"]>[0][] = []
  const pigeons: { to: string; customer_id: string }[] = []
  /** What the test knew of its calls each time another system was called. */
  const called: unknown[][] = []
  let during = async (): Promise<unknown> => undefined

  beforeAll(async () => {
    server = createServer(async (_, answer) => {
      called.push(await world.database.rows("select told -> 'answer' as answer from marketing_trial_call"))
      await during()
      answer.writeHead(204).end()
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    const pigeon = defineChannel({
      id: "pigeon",
      icon: "bell",
      label: named("Pigeon"),
      content: z.object({ text: z.string() }),
      templates: { text: "text" },
      address: "none",
      consent: "none",
      unknown_policy: "hold",
      deliver: async ({ to, customer_id }) => {
        pigeons.push({ to, customer_id })
        return { state: "sent" }
      },
    })
    world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      options: { public_url: "https://shop.test", webhooks: { allow_private: true } },
      ports: {
        notify: async (input) => {
          notified.push(input)
          await during()
          return { id: `noti_${notified.length}` }
        },
      },
      extensions: [
        {
          name: "guest",
          channels: [pigeon],
          kinds: [
            kind("guest:twice", (settings) => ({
              ...{ do: "go", port: "out", intents: [call(settings.url), call(settings.url)] },
            })),
            kind("guest:never", (_, until) => ({ do: "wait", until })),
            kind("guest:away", () => {
              throw new Error("connection lost")
            }),
          ],
        },
      ],
    })
    await addPeople(world.database, [
      { customer_id: "cus_ana", email: "ana@example.test", first_name: "Ana" },
      { customer_id: "cus_tess", email: "tess@shop.test", first_name: "Tess" },
      { customer_id: "cus_idna", email: "bo@xn--mnchen-3ya.example" },
      { customer_id: "cus_left", email: "left@example.test" },
    ])
    await world.database.run("update marketing_profile set deleted_at = now() where customer_id = 'cus_left'")
    await mark("cus_tess", true)
  })
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve))
    await world.end()
  })
  beforeEach(() => {
    for (const list of [notified, pigeons, called]) list.length = 0
    during = async () => undefined
  })

  const mark = (customer_id: string, is_test: boolean) =>
    world.marketing.markTestCustomer({ customer_id, is_test, actor: "user_1" })
  const save = (canvas: Canvas) => saveIn(world, canvas)
  const letter = () =>
    save(draw({ who: ["conditions", everybody], letter: ["message:email", mail("Hi")] }, ["who out letter"]))
  const one = (kindOf: string, settings: Record<string, unknown> = {}) =>
    save(draw({ who: ["conditions", everybody], it: [kindOf, settings] }, ["who out it"]))
  const run = (plan_id: string, customer_id: string, more: Parameters<typeof runIn>[3] = {}) =>
    runIn(world, plan_id, customer_id, more)
  /** As if a worker had died over the second card before it could say that it was passed. */
  const dieOverIt = async (no: number) =>
    world.database.run(
      `update marketing_trial t set state = 'going', due_at = $2, standing = s.standing
         from marketing_trial_step s where t.no = $1 and s.trial_no = t.no and s.hop = 2`,
      [no, await world.clock.now()],
    )

  it("tell no provider of the customer, and let no channel reach one who is not marked", async () => {
    await run(await letter(), "cus_ana", { to: ["me@shop.test"] })
    expect(notified.map(({ to, receiver_id }) => [to, receiver_id])).toEqual([["me@shop.test", undefined]])
    const plan_id = await one("message:pigeon", { content: { text: "Hi" } })
    expect((await run(plan_id, "cus_ana")).steps[1]!.messages).toMatchObject([{ kept: "not_test_customer" }])
    expect(pigeons).toEqual([])
    await run(plan_id, "cus_tess")
    expect(pigeons).toEqual([{ to: "cus_tess", customer_id: "cus_tess" }])
    const sent = { channel: "pigeon", content: { text: "Hi" }, customer_id: "cus_ana", actor: "user_1" }
    await expect(world.marketing.testSend(sent)).rejects.toMatchObject({
      problems: [{ code: "message/no-test-customer" }],
    })
  })

  it("call another system twice: a call is noted before it is made", async () => {
    const plan_id = await one("webhook", { url })
    const { no } = await run(plan_id, "cus_tess", { calls: true })
    expect(called).toEqual([[{ answer: { taken: false, error: "unknown" } }]])
    await dieOverIt(no)
    await walk(world)
    const over = await world.marketing.getTrial({ plan_id, no })
    expect(over.state).toBe("through")
    expect(over.steps[1]!.calls).toMatchObject([{ url, answer: { taken: true } }])
    expect(called).toHaveLength(1)
  })

  it("call without end: thirty messages and calls are enough", async () => {
    const cards = {
      who: ["conditions", everybody],
      it: ["guest:twice", { url }],
      wait: ["wait", { amount: 1, unit: "days" }],
    } satisfies Parameters<typeof draw>[0]
    const plan_id = await save(draw(cards, ["who out it", "it out wait", "wait out it"]))
    const no = await world.marketing.startTrial(test(plan_id, "cus_tess", { calls: true }))
    for (let n = 0; n < 50; n++) {
      await world.marketing.walkTrials()
      world.clock.pass({ seconds: 4 })
    }
    await world.marketing.endTrial({ plan_id, no })
    const { steps } = await world.marketing.getTrial({ plan_id, no })
    expect(called).toHaveLength(30)
    expect(steps.filter(({ node }) => node === "it").at(-1)!.calls).toMatchObject([
      { answer: { error: "too_many" } },
      { answer: { error: "too_many" } },
    ])
  })

  it("go on sending after they were ended; what went out is shown", async () => {
    const plan_id = await letter()
    const to = ["me@shop.test", "you@shop.test"]
    const no = await world.marketing.startTrial(test(plan_id, "cus_ana", { to }))
    during = () => world.marketing.endTrial({ plan_id, no })
    await walk(world)
    expect(notified.map((input) => input.to)).toEqual(["me@shop.test"])
    const ended = await world.marketing.getTrial({ plan_id, no })
    expect(ended.state).toBe("ended")
    expect(ended.steps[1]).toMatchObject({
      ...{ node: "letter", state: "here" },
      messages: [{ kept: "ended", deliveries: [{ to: "me@shop.test", state: "sent" }] }],
    })

    const calls = await one("guest:twice", { url })
    const asked = {
      plan_id: calls,
      no: await world.marketing.startTrial(test(calls, "cus_tess", { calls: true })),
    }
    during = () => world.marketing.endTrial(asked)
    await walk(world)
    expect(called).toHaveLength(1)
    expect((await world.marketing.getTrial(asked)).steps[1]!.calls).toMatchObject([
      { answer: { taken: true } },
      { answer: { taken: false, error: "ended" } },
    ])
  })

  it("outlive their plan", async () => {
    const plan_id = await save(listening)
    const no = await world.marketing.startTrial(test(plan_id, "cus_ana"))
    const asking = (await run(plan_id, "cus_ana", { events: "ask" })).no
    const stateOf = async (trial: number) =>
      (await world.database.one("select state from marketing_trial where no = $1", [trial]))!.state
    await world.database.run("update marketing_trial set state = 'going' where no = $1", [no])
    expect(await stateOf(asking)).toBe("asking")
    await world.marketing.deletePlan({ plan_id, actor: "user_1" })
    expect([await stateOf(no), await stateOf(asking)]).toEqual(["ended", "ended"])
    // One that began in the same moment is not walked either.
    await world.database.run("update marketing_trial set state = 'going' where no = $1", [no])
    expect(await world.marketing.walkTrials()).toBeNull()
  })

  it("write to a customer by another spelling of the address, nor to who was deleted", async () => {
    const plan_id = await letter()
    const start = (address: string) =>
      world.marketing.startTrial(test(plan_id, "cus_tess", { to: [address] }))
    for (const address of [
      "ａna@example.test",
      "a\u200bna@example.test",
      "ana@example.test.",
      "ana@EXAMPLE。test",
      "bo@münchen.example",
      "left@example.test",
    ])
      await expect(start(address), address).rejects.toMatchObject({
        problems: [{ code: "trial/customers-address", values: { address } }],
      })
  })

  it("write to a number that ends as a customer's does, also where somebody marked has it too", async () => {
    const { database, marketing } = world
    const phoneOf = (customer_id: string, phone: string) =>
      database.run("update marketing_profile set phone = $2 where customer_id = $1", [customer_id, phone])
    await phoneOf("cus_ana", "+49 30 1234 5678")
    await phoneOf("cus_tess", "030/12345678")
    const plan_id = await letter()
    const start = (number: string) => marketing.startTrial(test(plan_id, "cus_tess", { to: [number] }))
    for (const number of ["+49 30 12345678", "030 12345678", "0049 (0)30 12345678"])
      await expect(start(number), number).rejects.toMatchObject({
        problems: [{ code: "trial/customers-address" }],
      })
    await phoneOf("cus_ana", "+49 30 99999999")
    await marketing.endTrial({ plan_id, no: await start("+49 30 12345678") })
  })

  it("write to an address that gets nothing any more", async () => {
    await world.database.run(
      `insert into marketing_suppression (channel, address_hash, reason, at)
       values ('email', encode(sha256('back@shop.test'), 'hex'), 'bounced', now())`,
    )
    const to = ["Back@shop.test"]
    await expect(run(await letter(), "cus_ana", { to })).rejects.toMatchObject({
      problems: [{ code: "trial/blocked-address", path: "to.0" }],
    })
  })

  it("go round for ever: errors that seem to pass, and cards that always wait, end as stuck", async () => {
    const away = await one("guest:away")
    const no = await world.marketing.startTrial(test(away, "cus_ana"))
    const errors: string[] = []
    for (let n = 0; n < 10; n++) {
      await world.marketing.walkTrials().catch((error: Error) => errors.push(error.message))
      world.clock.pass({ minutes: 5 })
    }
    expect(errors).toEqual(["connection lost", "connection lost"])
    const stuck = await world.marketing.getTrial({ plan_id: away, no })
    expect(stuck).toMatchObject({ state: "stuck", steps: [{}, { error: "connection lost" }] })

    const never = await one("guest:never")
    const waits = await world.marketing.startTrial(test(never, "cus_ana", { pause_s: 0 }))
    await world.marketing.walkTrials()
    await world.database.run(
      `update marketing_trial set standing = standing || '{"waits": 470}' where no = $1`,
      [waits],
    )
    world.clock.pass({ seconds: 1 })
    // Others have their turn between its looks.
    expect(await world.marketing.walkTrials()).toBe(0)
    await walk(world)
    expect(await world.marketing.getTrial({ plan_id: never, no: waits })).toMatchObject({
      state: "stuck",
      steps: [{}, { error: "It asked to wait 500 times." }],
    })
  })

  it("count marks of customers who are deleted against the limit", async () => {
    const { database } = world
    await database.run(
      `insert into marketing_test_customer (pid, by, at)
       select pid, 'user_1', now() from marketing_profile where customer_id = 'cus_left'`,
    )
    const people = Array.from({ length: 99 }, (_, n) => ({ customer_id: `cus_many${n}` }))
    await addPeople(database, people)
    for (const { customer_id } of people) await mark(customer_id, true)
    expect(await world.marketing.listTestCustomers()).toHaveLength(100)
    await expect(mark("cus_ana", true)).rejects.toMatchObject({
      problems: [{ code: "trial/too-many-test-customers" }],
    })
  })

  it("send a card's message again where another way out of it is taken; the log knows who took it", async () => {
    const plan_id = await save(
      draw(
        {
          who: ["conditions", everybody],
          letter: ["message:email", mail("Hi", { when_not_sent: "other-way" })],
          tell: ["webhook", { url }],
        },
        ["who out letter", "letter out tell"],
      ),
    )
    // Tess never agreed to letters.
    const first = await run(plan_id, "cus_tess", { to: ["me@shop.test"], calls: true })
    expect(first.steps[1]!.port).toBe("not_sent")
    expect([notified.length, called.length]).toEqual([1, 0])
    const actor = "user_7"
    const other = await world.marketing.goOtherWay({ plan_id, no: first.no, actor, hop: 2, port: "out" })
    await walk(world)
    const shown = await world.marketing.getTrial({ plan_id, no: other })
    expect(shown.steps[1]).toMatchObject({
      ...{ port: "out", messages: [{ deliveries: [{ to: "me@shop.test" }] }] },
    })
    expect([notified.length, called.length]).toEqual([1, 1])
    const again = await world.marketing.goOtherWay({ plan_id, no: other, actor, hop: 3, port: "out" })
    await walk(world)
    expect((await world.marketing.getTrial({ plan_id, no: again })).state).toBe("through")
    expect([notified.length, called.length]).toEqual([1, 1])
    const log = await world.database.rows(
      "select actor, detail from marketing_audit where action = 'test' and entity_id = $1 order by id offset 1",
      [plan_id],
    )
    expect(log).toEqual(
      [
        { trial: other, instead_of: first.no },
        { trial: again, instead_of: other },
      ].map((detail) => ({ actor, detail: { ...detail, customer_id: "cus_tess" } })),
    )
  })
})
