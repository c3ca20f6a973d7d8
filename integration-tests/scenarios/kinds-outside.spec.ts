import { hkdfSync } from "node:crypto"
import { addCouponTemplate } from "../support/benefits"
import { addPlan, draw, settle } from "../support/plans"
import { signatureOf, startReceiver } from "../support/receiver"
import { addPeople, createWorld, type World } from "../support/world"

class Death extends Error {}

describe("cards that tell other systems, and conditions about what earlier cards did (C5, C8)", () => {
  let world: World
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let fatal: string | null = null
  beforeAll(async () => {
    receiver = await startReceiver()
    world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      options: { webhooks: { allow_private: true } },
      failPoint: (point) => {
        if (point === fatal) throw new Death(point)
      },
    })
    await addPeople(world.database, [
      { first_name: "Ada", customer_id: "cus_ada", email: "ada@example.test", external_id: "4711" },
      { first_name: "Ben", customer_id: "cus_ben" },
    ])
  })
  afterAll(async () => {
    await receiver.stop()
    await world.end()
  })
  beforeEach(() => {
    receiver.received.length = 0
    receiver.answers({ status: 204 })
  })

  const everybody = { rule: { all: [] } }
  const tell = async (more: object = {}) => {
    const plan = await addPlan(world.database, {
      canvas: draw(
        {
          who: ["conditions", everybody],
          tell: ["webhook", { url: receiver.url, data: [{ name: "stage", value: "warm" }], ...more }],
        },
        ["who out tell"],
      ),
      due_at: await world.clock.now(),
    })
    await settle(world.marketing)
    return plan
  }
  const work = async () => {
    while (await world.marketing.sendNextCalls());
  }
  const bodies = () =>
    receiver.received
      .map(({ body }) => body as unknown as { id: string; customer: { customer_id: string }; data: object })
      .sort((a, b) => a.customer.customer_id.localeCompare(b.customer.customer_id))

  it("each person is told once, signed, with ids and the values of the card, the e-mail only when it is ticked", async () => {
    const { plan_id } = await tell()
    await work()
    await work()
    expect(bodies()).toMatchObject([
      {
        type: "plan.person_reached",
        plan: { id: plan_id },
        node: "tell",
        customer: { customer_id: "cus_ada", external_id: "4711" },
        data: { stage: "warm" },
      },
      { customer: { customer_id: "cus_ben" } },
    ])
    expect(JSON.stringify(bodies())).not.toContain("@")
    await tell({ with_email: true })
    await work()
    expect(JSON.stringify(bodies())).toContain("ada@example.test")
  })

  it("a receiver has a secret of its own once somebody made one, told in that moment only; before, what its host was signed with ever since (C8)", async () => {
    const told = async () => {
      receiver.received.length = 0
      await tell()
      await work()
      return receiver.received[0]!
    }
    const { host } = new URL(receiver.url)
    // As releases before made it, of the store's secret and the host.
    const made = hkdfSync("sha256", "test-secret", host, "marketing webhook of cards", 32)
    const before = await told()
    const first = `whsec_${Buffer.from(made).toString("base64")}`
    expect(before.headers["webhook-signature"]).toBe(signatureOf(first, before))
    const { url } = receiver
    expect(await world.marketing.readCallSecret({ url })).toEqual({ host, made_at: null, made_by: null })

    const { secret } = await world.marketing.makeCallSecret({ url, actor: "user_ada" })
    const after = await told()
    expect(after.headers["webhook-signature"]).toBe(signatureOf(secret, after))
    const made_at = await world.clock.now()
    const known = await world.marketing.readCallSecret({ url })
    expect(known).toEqual({ host, made_at, made_by: "user_ada" })

    const again = await world.marketing.makeCallSecret({ url, actor: "user_ada" })
    expect(again.secret).not.toBe(secret)
    const last = await told()
    expect(last.headers["webhook-signature"]).toBe(signatureOf(again.secret, last))
    const kept = await world.database.rows("select * from marketing_receiver")
    const audit = await world.database.rows("select * from marketing_audit")
    for (const one of [secret, again.secret])
      expect(JSON.stringify([kept, audit, known])).not.toContain(one.replace("whsec_", ""))
    expect(await world.marketing.readCallSecret({ url: "ftp://x" })).toBeNull()
    await expect(world.marketing.makeCallSecret({ url: "ftp://x", actor: "user_ada" })).rejects.toThrow(
      "Not an address",
    )
  })

  it("what was sealed with another secret of the store signs nothing, and says so (C8)", async () => {
    await world.marketing.makeCallSecret({ url: receiver.url, actor: "user_ada" })
    await world.database.run("update marketing_receiver set sealed_secret = $1", [
      Buffer.alloc(80, 7).toString("base64"),
    ])
    await tell()
    await work()
    expect(receiver.received).toEqual([])
    const row = await world.database.one(
      "select error, attempts from marketing_webhook_call order by no desc limit 1",
    )
    expect(row).toEqual({ error: "secret-lost", attempts: 1 })
    await world.database.run("delete from marketing_webhook_call")
    await world.database.run("delete from marketing_receiver")
  })

  it("who died after it was taken sends it again under the same id, and nobody is left out (S20)", async () => {
    await tell()
    fatal = "sync.afterSent"
    await expect(work()).rejects.toThrow(Death)
    fatal = null
    await work()
    expect(receiver.received).toHaveLength(2)
    world.clock.pass({ minutes: 1 })
    await work()
    expect(receiver.received).toHaveLength(4)
    expect(new Set(bodies().map(({ id }) => id)).size).toBe(2)
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(2)
  })

  it("a receiver that refuses is asked again ever later, then it is shown and can be tried again", async () => {
    const { plan_id } = await tell()
    receiver.answers({ status: 500 })
    for (let hour = 0; hour < 24; hour++) {
      await work()
      world.clock.pass({ hours: 1 })
    }
    expect(receiver.received).toHaveLength(16)
    const { calls, count } = await world.marketing.listStuckCalls({ plan_id, offset: 0, limit: 1 })
    expect(count).toBe(2)
    expect(calls).toMatchObject([{ node: "tell", attempts: 8, error: "status", error_detail: "500" }])
    receiver.answers({ status: 200 })
    expect(await world.marketing.retryStuckCalls({ plan_id })).toBe(2)
    await work()
    expect(receiver.received).toHaveLength(18)
    expect((await world.marketing.listStuckCalls({ plan_id, offset: 0, limit: 1 })).count).toBe(0)
  })

  it("a paused plan tells nobody until it goes on (G11)", async () => {
    const { plan_no } = await tell()
    await world.database.run("update marketing_plan set state = 'paused' where no = $1", [plan_no])
    await work()
    expect(receiver.received).toEqual([])
    await world.database.run("update marketing_plan set state = 'ended' where no = $1", [plan_no])
    await work()
    expect(receiver.received).toHaveLength(2)
  })

  it("a plan that was ended by hand tells nobody any more, and each person's path says why (G11, C8, C10)", async () => {
    const { plan_id } = await addPlan(world.database, {
      canvas: draw(
        {
          who: ["conditions", everybody],
          tell: ["webhook", { url: receiver.url }],
          stay: ["wait", { amount: 2, unit: "days" }],
        },
        ["who out tell", "tell out stay"],
      ),
      due_at: await world.clock.now(),
    })
    await settle(world.marketing)
    receiver.answers({ status: 500 })
    await work()
    expect(receiver.received).toHaveLength(2)
    const { host } = new URL(receiver.url)
    const calls = async () => {
      const { entries } = await world.marketing.personPath({ plan_id, customer_id: "cus_ada" })
      return entries[0]!.steps.flatMap((step) => step.calls)
    }
    expect(await calls()).toMatchObject([{ host, state: "queued", reason: null, sent_at: null }])

    await world.marketing.endPlan({ plan_id, actor: "user_ada" })
    receiver.answers({ status: 204 })
    const { stuck } = (await world.marketing.readHealth()).calls
    world.clock.pass({ hours: 1 })
    await work()
    expect(receiver.received).toHaveLength(2)
    expect(await calls()).toMatchObject([{ host, state: "cancelled", reason: "plan_ended", sent_at: null }])
    // Nobody has to decide about them.
    expect((await world.marketing.readHealth()).calls).toEqual({ due: 0, oldest: null, stuck })
    expect((await world.marketing.listStuckCalls({ plan_id, offset: 0, limit: 1 })).count).toBe(0)
    expect(await world.marketing.retryStuckCalls({ plan_id })).toBe(0)
  })

  it("an address inside the store's own network is refused by the check, and by the sender should the check be passed by (S19)", async () => {
    const closed = await createWorld()
    const card = (url: string) =>
      draw({ who: ["conditions", everybody], tell: ["webhook", { url }] }, ["who out tell"])
    for (const url of [
      "http://shop.example/",
      "https://169.254.169.254/latest",
      "https://localhost/x",
      "gopher://x",
    ]) {
      const draft = await closed.marketing.savePlan({
        plan: { name: "Tell", type: "one_time", canvas: card(url) },
        actor: "user_1",
      })
      const { problems } = await closed.marketing.checkPlan({ plan_id: draft.id })
      expect(problems).toMatchObject([{ code: "webhook/url", path: "nodes.tell.settings.url" }])
    }
    await addPeople(closed.database, [{}])
    await addPlan(closed.database, { canvas: card(receiver.url), due_at: await closed.clock.now() })
    await settle(closed.marketing)
    while (await closed.marketing.sendNextCalls());
    expect(await closed.database.one("select error from marketing_webhook_call")).toEqual({
      error: "not-allowed",
    })
    expect(receiver.received).toEqual([])
    await closed.end()
  })

  describe("what became of earlier cards", () => {
    const outcome = (plan: string, name: string, node?: string) => ({
      plan,
      outcome: name,
      ...(node ? { node } : {}),
    })

    it("who used the coupon of that card, or opened that message, goes one way, everybody else the other", async () => {
      const template_id = await addCouponTemplate(world)
      const plan_id = "mkplan_outcomes"
      const ways = [
        { id: "used", name: "Used", rule: outcome(plan_id, "coupon_used", "coupon") },
        { id: "none", name: "Never", rule: outcome(plan_id, "coupon_used", "other") },
      ]
      const plan = await addPlan(world.database, {
        id: plan_id,
        canvas: draw(
          {
            who: ["conditions", everybody],
            coupon: ["benefit:coupon", { template_id }],
            other: ["benefit:coupon", { template_id }],
            rest: ["wait", { amount: 1, unit: "days" }],
            part: ["branch", { ways }],
          },
          ["who out coupon", "coupon granted other", "other granted rest", "rest out part"],
        ),
        due_at: await world.clock.now(),
      })
      await settle(world.marketing)
      await world.database.run(
        `update marketing_coupon c set state = 'used', used_at = $2, order_id = 'o' from marketing_profile p
          where p.pid = c.pid and p.first_name = 'Ada' and c.plan_no = $1 and c.node = 'coupon'`,
        [plan.plan_no, await world.clock.now()],
      )
      world.clock.pass({ days: 1 })
      await settle(world.marketing)
      expect(
        await world.database.rows(
          `select first_name as name, port from marketing_step_log join marketing_profile using (pid)
            where plan_no = $1 and node = 'part' order by 1`,
          [plan.plan_no],
        ),
      ).toEqual([
        { name: "Ada", port: "used" },
        { name: "Ben", port: "else" },
      ])
    })

    it("a condition about a card that does not come before is refused, and so is one about a card that is not there", async () => {
      const { id } = await world.marketing.savePlan({
        plan: { name: "Draft", type: "one_time", canvas: draw({ who: ["conditions", everybody] }, []) },
        actor: "user_1",
      })
      const ask = (node: string) =>
        ["filter", { rule: { not: outcome(id, "clicked", node) } }] as [string, object]
      const canvas = (node: string) =>
        draw(
          {
            who: ["conditions", everybody],
            first: ["message:log", { content: { text: "Hello" } }],
            ask: ask(node) as [string, Record<string, unknown>],
            later: ["message:log", { content: { text: "Again" } }],
          },
          ["who out first", "first out ask", "ask no later"],
        )
      const problems = async (node: string) =>
        (await world.marketing.checkPlan({ plan_id: id, draft: { canvas: canvas(node) } })).problems.map(
          (p) => `${p.code} ${p.path}`,
        )
      expect(await problems("first")).toEqual([])
      expect(await problems("later")).toEqual(["plan/node-not-before nodes.ask.settings.rule.not.node"])
      expect(await problems("gone")).toEqual(["plan/no-such-node nodes.ask.settings.rule.not.node"])
    })
  })

  it("every card says in both languages what it will do, and which ways lead out of it (C1)", async () => {
    const canvas = draw(
      {
        who: ["rep-contacts", { reps: ["lin"] }],
        rest: ["wait-until", { until: "weekday", days: ["mon"], time: "09:00", zone: "customer" }],
        part: ["branch", { ways: [{ id: "w1", name: "VIP", rule: { all: [] } }] }],
        bad: ["wait", { amount: -1 }],
      },
      [],
    )
    const { id } = await world.marketing.savePlan({
      plan: { name: "Cards", type: "one_time", canvas },
      actor: "user_1",
    })
    const cards = await world.marketing.planCards({ plan_id: id })
    expect(cards.map(({ node, summary, ports }) => [node, summary.en, ports.map((port) => port.id)])).toEqual(
      [
        ["who", "Everyone who belongs to lin", ["out"]],
        ["rest", "Waits until 09:00 on the next Monday (customer's time)", ["out"]],
        ["part", "The first that is met: VIP; else on its own way", ["w1", "else"]],
      ],
    )
    for (const { summary } of cards) expect(summary.zhCN).toMatch(/\p{Script=Han}/u)
  })
})
