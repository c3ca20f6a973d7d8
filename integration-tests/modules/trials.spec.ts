import type { Canvas } from "../../src/core/canvas/schema"
import { addCouponTemplate } from "../support/benefits"
import { agree, notifyBySmtp } from "../support/messages"
import { draw, settle } from "../support/plans"
import { startReceiver } from "../support/receiver"
import { type MailServer, startMailServer } from "../support/smtp-server"
import { everybody, isVip, listening, mail, runIn, saveIn, test, walk, wayOf } from "../support/trials"
import { addPeople, createWorld, type World } from "../support/world"

describe("a test of a plan (P16)", () => {
  let world: World
  let server: MailServer
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let smtp: ReturnType<typeof notifyBySmtp>
  beforeAll(async () => {
    ;[server, receiver] = await Promise.all([startMailServer(), startReceiver()])
    smtp = notifyBySmtp(() => server.url)
    world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      options: { public_url: "https://shop.test", webhooks: { allow_private: true } },
      ports: { notify: smtp.notify },
    })
    const [ana] = await addPeople(world.database, [
      { customer_id: "cus_ana", email: "ana@example.test", first_name: "Ana" },
      { customer_id: "cus_lin", email: "lin@example.test", first_name: "林", language: "zh", tags: ["vip"] },
      { customer_id: "cus_tess", email: "tess@shop.test", first_name: "Tess" },
    ])
    await agree(world, [ana!])
    await world.marketing.markTestCustomer({ customer_id: "cus_tess", is_test: true, actor: "user_1" })
  })
  afterAll(async () => {
    smtp.close()
    await Promise.all([server.stop(), receiver.stop(), world.end()])
  })
  beforeEach(() => {
    server.mails.length = 0
    receiver.received.length = 0
  })

  const save = (canvas: Canvas, more: object = {}) => saveIn(world, canvas, more)
  const run = (plan_id: string, customer_id: string, more: Parameters<typeof runIn>[3] = {}) =>
    runIn(world, plan_id, customer_id, more)
  /** Every row of every table of ours but those that tests have for themselves. */
  const everything = async () => {
    const { database } = world
    const tables = await database.rows<{ name: string }>(
      "select relname as name from pg_class where relkind = 'r' and relname like 'marketing\\_%' order by 1",
    )
    const rows: Record<string, unknown> = {}
    for (const { name } of tables) {
      if (/^marketing_(trial|test_)|^marketing_(audit|content|link)$/.test(name)) continue
      const real = name === "marketing_send" ? "where topic <> 'test'" : ""
      rows[name] = await database.one(
        `select count(*)::int as n, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${name} t ${real}`,
      )
    }
    return rows
  }

  it("takes a person through waits of days in seconds, and sends what she would get to the tester's address", async () => {
    const plan_id = await save(
      draw(
        {
          who: ["conditions", everybody],
          wait: ["wait", { amount: 3, unit: "days" }],
          vip: ["filter", { rule: isVip }],
          letter: ["message:email", mail("Hello {{ customer.first_name }}")],
          bye: ["exit", { reason: "not_vip" }],
        },
        ["who out wait", "wait out vip", "vip yes letter", "vip no bye"],
      ),
    )
    const ana = await run(plan_id, "cus_ana", { to: ["me@shop.test"] })
    expect(ana).toMatchObject({ state: "left", reason: "not_vip", here: null })
    expect(wayOf(ana)).toBe("who out, wait out, vip no, bye")
    expect(ana.steps[1]).toMatchObject({
      arrived_at: "2026-03-02T09:00:00.000Z",
      left_at: "2026-03-05T09:00:00.000Z",
    })
    expect(ana.took).toBeLessThan(10)
    expect(server.mails).toEqual([])

    const lin = await run(plan_id, "cus_lin", { to: ["me@shop.test", "you@shop.test"] })
    expect(wayOf(lin)).toBe("who out, wait out, vip yes, letter out")
    expect(lin.state).toBe("through")
    expect(server.mails.map(({ to }) => to)).toEqual([["me@shop.test"], ["you@shop.test"]])
    const [sent] = server.mails
    expect(sent!.headers["x-marketing-test"]).toBe("1")
    expect(Buffer.from(/\?B\?(.+)\?=/.exec(sent!.headers.subject!)![1]!, "base64").toString()).toContain(
      "【测试】",
    )
    expect(sent!.html).toContain("林")
    // She never agreed: the test says so, and sends all the same, because it goes to somebody else.
    expect(lin.steps[3]!.messages).toMatchObject([
      {
        channel: "email",
        kept: null,
        would: { state: "blocked", reason: "no_consent" },
        deliveries: [
          { to: "me@shop.test", state: "sent" },
          { to: "you@shop.test", state: "sent" },
        ],
      },
    ])
    const message = await world.marketing.readTrialMessage({ plan_id, no: lin.no, hop: 4, nth: 0 })
    expect(message.rendered).toMatchObject({ subject: "Hello 林" })
  })

  it("leaves no trace in what is counted: reports, caps, attribution, segments, benefits stay as they were", async () => {
    const coupon = await addCouponTemplate(world, { id: "mkcoup_ten", valid_days: 14 })
    const canvas = draw(
      {
        who: ["conditions", everybody],
        gift: ["benefit:coupon", { template_id: coupon }],
        points: ["benefit:points", { amount: 50 }],
        tag: ["tags", { add: ["tried"] }],
        tell: ["webhook", { url: receiver.url, with_email: true, data: [{ name: "stage", value: "warm" }] }],
        wait: ["wait", { amount: 2, unit: "hours" }],
        letter: ["message:email", mail("Hello")],
        bell: ["message:inbox", { content: { title: "Hi", body: "Hi" } }],
      },
      [
        "who out gift",
        "gift granted points",
        "points granted tag",
        "tag out tell",
        "tell out wait",
        "wait out letter",
        "letter out bell",
      ],
    )
    // The same plan under way: what it did with people is counted, and stays so.
    const plan_id = await save(canvas)
    await world.marketing.publishPlan({ plan_id, actor: "user_1" })
    await settle(world.marketing)
    const { no: run_no } = (await world.database.one<{ no: number }>(
      "select r.no from marketing_run r join marketing_plan p on p.no = r.plan_no where p.id = $1",
      [plan_id],
    ))!
    const figures = async () => ({
      report: await world.marketing.planReport({ plan_id }),
      nodes: await world.marketing.nodeCounts({ run_no }),
      overview: await world.marketing.marketingOverview(),
      caps: await world.marketing.readSendingLimits(),
      timeline: await world.marketing.readTimeline({ customer_id: "cus_ana", offset: 0, limit: 100 }),
    })
    const [rows, before] = [await everything(), await figures()]
    expect(before.nodes.length).toBeGreaterThan(5)
    expect(Object.keys(rows).length).toBeGreaterThan(50)
    receiver.received.length = 0
    const clockBefore = await world.clock.now()
    const trial = await run(plan_id, "cus_ana", { to: ["me@shop.test"] })
    expect(wayOf(trial)).toBe(
      "who out, gift granted, points granted, tag out, tell out, wait out, letter out, bell out",
    )
    world.clock.set(clockBefore)
    expect(await everything()).toEqual(rows)
    expect(await figures()).toEqual(before)
    expect(receiver.received).toEqual([])
    expect(trial.steps[1]!.effects).toEqual([
      {
        effect: { type: "coupon", template_id: coupon },
        name: "mkcoup_ten",
        done: true,
        expires_at: "2026-03-17T00:00:00.000Z",
      },
    ])
    expect(trial.steps[2]!.effects).toMatchObject([{ effect: { type: "points", amount: 50 }, done: true }])
    expect(trial.steps[4]!.calls).toMatchObject([
      {
        url: receiver.url,
        answer: null,
        body: {
          test: true,
          customer: { customer_id: "cus_ana", email: "ana@example.test" },
          data: { stage: "warm" },
        },
      },
    ])
    // The letter speaks of the coupon that would be there; the inbox is a customer's, who is not a test customer.
    expect(server.to("me@shop.test").at(-1)!.html).toContain("MKCOUP_TEN")
    expect(trial.steps[7]!.messages).toMatchObject([{ kept: "not_test_customer", deliveries: [] }])

    const token = /\/m\/c\/([\w-]+)/.exec(server.to("me@shop.test").at(-1)!.html)![1]!
    const rowsThen = await everything()
    expect(await world.marketing.recordClick({ token, user_agent: "Mozilla/5.0 Firefox/120" })).toBe(
      "https://shop.test/a",
    )
    expect(await everything()).toEqual(rowsThen)
  })

  it("tells other systems of test customers only, where the tester wants it, marked as a test", async () => {
    const plan_id = await save(
      draw({ who: ["conditions", everybody], tell: ["webhook", { url: receiver.url }] }, ["who out tell"]),
    )
    const ana = await run(plan_id, "cus_ana", { calls: true })
    expect(ana.state).toBe("through")
    expect(ana.steps[1]!.calls).toMatchObject([{ answer: { taken: false, error: "not_test_customer" } }])
    expect(receiver.received).toEqual([])
    const trial = await run(plan_id, "cus_tess", { calls: true })
    // A receiver that knows nothing of tests asks for the type.
    expect(receiver.received.map(({ body }) => body)).toMatchObject([
      { type: "plan.test", test: true, node: "tell", customer: { customer_id: "cus_tess" } },
    ])
    expect(trial.steps[1]!.calls).toMatchObject([{ answer: { taken: true } }])
    receiver.answers({ status: 500 })
    const refused = await run(plan_id, "cus_tess", { calls: true })
    receiver.answers({ status: 204 })
    expect(refused.steps[1]!.calls).toMatchObject([{ answer: { taken: false, error: "status" } }])
    expect(refused.state).toBe("through")
  })

  it("writes to no customer but test customers, whose own address it takes where none is given", async () => {
    const plan_id = await save(
      draw(
        {
          who: ["conditions", everybody],
          letter: ["message:email", mail("Hi")],
          bell: ["message:inbox", { content: { title: "Hi {{ customer.first_name }}", body: "x" } }],
        },
        ["who out letter", "letter out bell"],
      ),
    )
    const ana = await run(plan_id, "cus_ana")
    expect(ana.steps[1]!.messages).toMatchObject([{ kept: "no_test_address", deliveries: [] }])
    const shown = await world.marketing.readTrialMessage({ plan_id, no: ana.no, hop: 2, nth: 0 })
    expect(shown.rendered).toMatchObject({ subject: "Hi" })
    expect(server.mails).toEqual([])
    await expect(
      run(plan_id, "cus_tess", { to: ["me@shop.test", "ANA@example.test"] }),
    ).rejects.toMatchObject({
      problems: [{ code: "trial/customers-address", path: "to.1", values: { address: "ANA@example.test" } }],
    })
    const tess = await run(plan_id, "cus_tess")
    expect(server.mails.map(({ to }) => to)).toEqual([["tess@shop.test"]])
    expect(tess.steps[2]!.messages).toMatchObject([{ kept: null, deliveries: [{ state: "sent" }] }])
    const inbox = await world.marketing.listInbox({ customer_id: "cus_tess", offset: 0, limit: 10 })
    expect(inbox.messages).toMatchObject([{ title: "[Test] Hi Tess" }])
    // Somebody takes the mark away while a test is under way.
    const no = await world.marketing.startTrial(test(plan_id, "cus_tess"))
    await world.marketing.markTestCustomer({ customer_id: "cus_tess", is_test: false, actor: "user_1" })
    await walk(world)
    const after = await world.marketing.getTrial({ plan_id, no })
    await world.marketing.markTestCustomer({ customer_id: "cus_tess", is_test: true, actor: "user_1" })
    expect(after.steps[1]!.messages).toMatchObject([{ kept: "no_test_address" }])
    expect(server.mails).toHaveLength(1)
  })

  it("goes on where something is waited for as the tester says: it happens, the time is over, or she is asked", async () => {
    const plan_id = await save(listening)
    expect(wayOf(await run(plan_id, "cus_ana"))).toBe("who out, buys timeout, vip no, bye")
    const happened = await run(plan_id, "cus_ana", { events: "happened" })
    expect(wayOf(happened)).toBe("who out, buys happened, thanks")
    expect(happened.steps[1]).toMatchObject({ arrived_at: happened.steps[1]!.left_at })

    const asked = await run(plan_id, "cus_ana", { events: "ask" })
    const { no } = asked
    expect(asked).toMatchObject({ state: "asking", here: "buys" })
    expect(asked.steps[1]).toMatchObject({ ways: ["happened", "timeout"], suggested: "timeout" })
    const choose = (port: string) => world.marketing.chooseTrialWay({ plan_id, no, port })
    await expect(choose("sideways")).rejects.toMatchObject({
      problems: [{ code: "trial/way", path: "port" }],
    })
    await choose("timeout")
    await expect(choose("timeout")).rejects.toMatchObject({ code: "trial/not-asking" })
    await walk(world)
    const over = await world.marketing.getTrial({ plan_id, no })
    expect(wayOf(over)).toBe("who out, buys timeout, vip no, bye")
    const [arrived, left] = [over.steps[1]!.arrived_at, over.steps[1]!.left_at!].map((at) => Date.parse(at))
    expect(left! - arrived!).toBe(2 * 86_400_000)
  })

  it("takes every way: she is asked at each fork, or goes back to a card and on by another way", async () => {
    const plan_id = await save(listening)
    const asked = await run(plan_id, "cus_ana", { ways: "ask" })
    // The wait is over by itself, then the way out of it is asked for.
    expect(asked).toMatchObject({ state: "asking", here: "buys" })
    await world.marketing.chooseTrialWay({ plan_id, no: asked.no, port: "timeout" })
    await walk(world)
    const filter = await world.marketing.getTrial({ plan_id, no: asked.no })
    expect(filter.steps[2]).toMatchObject({ state: "here", suggested: "no", ways: ["yes", "no"] })
    await world.marketing.chooseTrialWay({ plan_id, no: asked.no, port: "yes" })
    await walk(world)
    const over = await world.marketing.getTrial({ plan_id, no: asked.no })
    expect(wayOf(over)).toBe("who out, buys timeout, vip yes, more")
    expect(over.steps[2]).toMatchObject({ chosen: true, reason: "chosen" })

    const first = await run(plan_id, "cus_ana")
    const no = await world.marketing.goOtherWay({
      plan_id,
      no: first.no,
      hop: 2,
      port: "happened",
      actor: "user_1",
    })
    await walk(world)
    const other = await world.marketing.getTrial({ plan_id, no })
    expect(wayOf(other)).toBe("who out, buys happened, thanks")
    expect(wayOf(await world.marketing.getTrial({ plan_id, no: first.no }))).toBe(wayOf(first))
    const back = { plan_id, no: first.no, actor: "user_1" }
    await expect(world.marketing.goOtherWay({ ...back, hop: 9, port: "yes" })).rejects.toThrow("no step")
    await expect(world.marketing.goOtherWay({ ...back, hop: 3, port: "out" })).rejects.toMatchObject({
      problems: [{ code: "trial/way" }],
    })
  })

  it("goes through groups, rate limits, split tests and goals as the plan would, and says where the person would not be", async () => {
    const plan_id = await save(
      draw(
        {
          all: ["conditions", everybody],
          vips: ["conditions", { rule: isVip }],
          both: ["intersect"],
          slow: ["rate-limit", { people: 1, per: "day" }],
          half: [
            "split-test",
            {
              variants: [
                { id: "a", name: "A", share: 50 },
                { id: "b", name: "B", share: 50 },
              ],
              winner: {
                metric: "click_rate",
                after: { amount: 90, unit: "days" },
                least_people: 1,
                test_percent: 1,
              },
            },
          ],
          meet: ["join"],
          won: ["goal", { rule: isVip }],
        },
        ["all out both", "vips out both", "both out slow", "slow out half", "half a meet", "half b meet"],
      ),
    )
    const ana = await run(plan_id, "cus_ana")
    expect(ana.steps.slice(0, 3).map(({ node, fits }) => [node, fits])).toEqual([
      ["all", true],
      ["both", false],
      ["slow", null],
    ])
    expect(ana.steps.at(-1)).toMatchObject({ node: "meet", state: "passed" })
    // Whether she is among those who wait for a winner or not: nobody sits here for half a year.
    expect(ana.took).toBeLessThan(120)
    const lin = await run(plan_id, "cus_lin", { entry: "vips" })
    expect(lin).toMatchObject({ state: "left", reason: "goal" })
    expect(wayOf(lin)).toBe("vips, won")
    await expect(run(plan_id, "cus_lin", { entry: "meet" })).rejects.toMatchObject({
      problems: [{ code: "trial/entry", path: "entry" }],
    })
  })

  it("says what became of a message, and lets the person take the way of who gets none", async () => {
    const other = { when_not_sent: "other-way" }
    const plan_id = await save(
      draw(
        {
          who: ["conditions", everybody],
          letter: ["message:email", mail("Hi", other)],
          yes: ["exit", { reason: "sent" }],
          no: ["exit", { reason: "not_sent" }],
        },
        ["who out letter", "letter out yes", "letter not_sent no"],
      ),
    )
    const to = ["me@shop.test"]
    expect((await run(plan_id, "cus_ana", { to })).reason).toBe("sent")
    // Lin never agreed: the tester sees the letter, and Lin's way.
    const lin = await run(plan_id, "cus_lin", { to })
    expect(lin.reason).toBe("not_sent")
    expect(server.mails).toHaveLength(2)
    server.refuse("gone@shop.test")
    const gone = await run(plan_id, "cus_ana", { to: ["gone@shop.test"] })
    expect(gone.steps[1]!.messages[0]!.deliveries).toEqual([
      { to: "gone@shop.test", state: "failed", reason: "bounced" },
    ])
    expect(gone.reason).toBe("not_sent")
    await server.down()
    const down = await run(plan_id, "cus_ana", { to })
    await server.up()
    expect(down.steps[1]!.messages[0]!.deliveries).toMatchObject([
      { state: "failed", reason: "provider_down" },
    ])
    const broken = await save(
      draw(
        {
          who: ["conditions", everybody],
          letter: [
            "message:email",
            // Endless for her alone: what is endless for everybody, the check refuses.
            {
              content: {
                subject: "Hi",
                html: "{% if customer.id == 'cus_ana' %}{% for i in (1..1000000) %}x{% endfor %}{% endif %}",
              },
            },
          ],
        },
        ["who out letter"],
      ),
    )
    expect((await run(broken, "cus_ana", { to })).steps[1]!.messages).toMatchObject([
      { kept: "render_failed" },
    ])
  })
})
