import { addPlan, agree, notifyBySmtp, outcomes, queue, sendAll, sends } from "../support/messages"
import { draw, addPlan as drawPlan, settle } from "../support/plans"
import { type Mail, type MailServer, startMailServer } from "../support/smtp-server"
import { addPeople, createWorld, type World } from "../support/world"

const PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"

describe("what people do with a mail", () => {
  let server: MailServer
  let world: World
  let smtp: ReturnType<typeof notifyBySmtp>
  let plan: Awaited<ReturnType<typeof addPlan>>
  let pid: number

  beforeEach(async () => {
    server = await startMailServer()
    smtp = notifyBySmtp(() => server.url)
    world = await createWorld({
      ports: { notify: smtp.notify },
      options: { public_url: "https://shop.test/" },
    })
    plan = await addPlan(world)
    ;[pid] = (await addPeople(world.database, [{ email: "ada@example.test", customer_id: "cus_ada" }])) as [
      number,
    ]
    await agree(world, [pid])
  })
  afterEach(async () => {
    smtp.close()
    await server.stop()
    await world.end()
  })

  async function mail(): Promise<Mail> {
    const html =
      '<a href="https://shop.test/a">A</a> <a href="https://shop.test/b">B</a> <a href="{{ preferences_url }}">P</a>'
    await queue(world, plan, [pid], { content: { subject: "Hi", html } })
    await sendAll(world)
    return server.mails[0]!
  }
  const tokenOf = (text: string, page: string) => new RegExp(`/m/${page}/([\\w.-]+)`).exec(text)![1]!

  it("a click leads to the stored target, is counted once a day, and a machine's click is only kept (S1, S3)", async () => {
    const { html } = await mail()
    const token = tokenOf(html, "c")
    const click = (user_agent: string, look = false) =>
      world.marketing.recordClick({ token, user_agent, look })
    expect(await click("curl/8.5")).toBe("https://shop.test/a")
    expect(await click(PERSON, true)).toBe("https://shop.test/a")
    expect(await world.database.one("select clicked_at from marketing_send")).toEqual({ clicked_at: null })
    await click(PERSON)
    await click(PERSON)
    world.clock.pass({ days: 7 })
    await click(PERSON)
    expect(
      await world.database.rows(
        "select suspect, count(*)::int as n from marketing_click group by 1 order by 1",
      ),
    ).toEqual([
      { suspect: false, n: 3 },
      { suspect: true, n: 1 },
    ])
    expect(
      await world.database.rows("select kind, count(*)::int as n from marketing_touch group by 1 order by 1"),
    ).toEqual([
      { kind: "clicked", n: 2 },
      { kind: "delivered", n: 1 },
    ])
  })

  it("a forged, foreign or misused token does nothing (S2)", async () => {
    const { html } = await mail()
    const link = tokenOf(html, "c")
    const stop = tokenOf(html, "u")
    const open = tokenOf(html, "o")
    const [name, keyId, mac] = stop.split(".") as [string, string, string]
    const forged = [
      "",
      link,
      open,
      tokenOf(html, "p"),
      `${name}.${keyId}.${"A".repeat(22)}`,
      `${name}.${keyId}.${mac.slice(0, -1)}`,
      `${name}.xxxx.${mac}`,
      `${"A".repeat(22)}.${keyId}.${mac}`,
      `${stop}=`,
      `${stop}' or '1'='1`,
    ]
    for (const token of forged) {
      expect(await world.marketing.unsubscribe({ token, how: "page" })).toBeNull()
      expect(await world.marketing.readMailToken("unsubscribe", token)).toBeNull()
    }
    expect(await world.marketing.recordClick({ token: stop, user_agent: PERSON })).toBeNull()
    await world.marketing.recordOpen({ token: stop, user_agent: PERSON })
    expect(await world.database.one("select opened_at from marketing_send")).toEqual({ opened_at: null })
    await world.marketing.recordOpen({ token: open, user_agent: PERSON })
    expect(await world.database.one("select opened_at is not null as seen from marketing_send")).toEqual({
      seen: true,
    })
    expect((await world.marketing.readConsents({ customer_id: "cus_ada" }))[0]!.state).toBe("yes")
  })

  it("unsubscribing stops what is queued, with its proof; the token works again after the secret has changed (G11)", async () => {
    const { html } = await mail()
    await queue(world, plan, [pid], { node: "n2" })
    const token = tokenOf(html, "u")
    const after = { ...world.marketing.options, secret: "another-secret", old_secrets: ["test-secret"] }
    Object.assign(world.marketing.options, after)
    await world.marketing.unsubscribe({ token, how: "one-click" })
    expect(await outcomes(world)).toEqual({ sent: 1, "blocked no_consent": 1 })
    const [first] = await sends(world)
    expect(await world.marketing.readConsents({ customer_id: "cus_ada" })).toMatchObject([
      { channel: "email", state: "no", proof: { how: "one-click", send: first!.id } },
    ])
  })

  it.each(["staff", "account", "link", "preferences"])(
    "a no while her message waits lets her go on at once where that is a way of its own: said by %s (G10, G11)",
    async (where) => {
      const { marketing } = world
      const { html } = await mail()
      server.refuse("ada@example.test", 450)
      const letter = { content: { subject: "Hi", html: "<p>Hi</p>" }, when_not_sent: "other-way" }
      const canvas = draw({ who: ["conditions", { rule: { all: [] } }], say: ["message:email", letter] }, [
        "who out say",
      ])
      await drawPlan(world.database, { canvas, due_at: await world.clock.now() })
      await settle(marketing)
      await sendAll(world)
      await settle(marketing)
      const ways = () => world.database.rows("select port, reason from marketing_step_log where node = 'say'")
      expect(await ways()).toEqual([])
      const says: Record<string, () => Promise<unknown>> = {
        staff: () =>
          marketing.setConsent({ customer_id: "cus_ada", channel: "email", state: "no", actor: "user_1" }),
        account: () => marketing.answerConsents({ customer_id: "cus_ada", consents: { email: "no" } }),
        link: () => marketing.unsubscribe({ token: tokenOf(html, "u"), how: "page" }),
        preferences: () => marketing.savePreferences({ token: tokenOf(html, "p"), agreed: [] }),
      }
      await says[where]!()
      await settle(marketing)
      expect(await ways()).toEqual([{ port: "not_sent", reason: "no_consent" }])
    },
  )

  it("preferences show what was agreed, and a tick is a new yes", async () => {
    const token = tokenOf((await mail()).html, "p")
    const read = async () =>
      (await world.marketing.readPreferences(token))!.preferences.map((one) => [one.channel.id, one.agreed])
    expect(await read()).toEqual([["email", true]])
    await world.marketing.savePreferences({ token, agreed: [] })
    expect(await read()).toEqual([["email", false]])
    await world.marketing.savePreferences({ token, agreed: ["email", "pigeon"] })
    expect(await read()).toEqual([["email", true]])
  })
})

describe("templates", () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())
  const content = {
    subject: "Hi {{ customer.first_name | default: 'you' }}",
    html: "<p>{{ points.balance }}</p>",
  }

  it("are saved, found, changed and deleted; what is broken is refused with its place", async () => {
    const { template } = await world.marketing.saveTemplate({
      channel: "email",
      name: "Welcome",
      content,
      actor: "user_1",
    })
    expect(template.id).toMatch(/^mktpl_/)
    const changed = await world.marketing.saveTemplate({ id: template.id, name: "Hello", actor: "user_1" })
    expect(changed.template).toMatchObject({ name: "Hello", content })
    expect(await world.marketing.listTemplates({ q: "hel", offset: 0, limit: 10 })).toMatchObject({
      count: 1,
    })

    const broken = { subject: "", html: "<p>\n{% if x %}</p>" }
    const refused = (given: object) =>
      world.marketing
        .saveTemplate({ channel: "email", name: "X", content, actor: "u", ...given })
        .catch((error) => error.problems.map((problem: { path: string; message: string }) => problem))
    expect(await refused({ content: broken })).toMatchObject([
      { path: "content.subject", message: "An e-mail needs a subject." },
    ])
    expect(await refused({ content: { ...broken, subject: "x" } })).toMatchObject([
      { code: "message/liquid", path: "content.html" },
    ])
    expect(await refused({ name: " " })).toMatchObject([{ path: "name" }])
    expect(await refused({ channel: "pigeon" })).toMatchObject([{ code: "message/unknown-channel" }])

    await world.marketing.deleteTemplate(template.id)
    await expect(world.marketing.getTemplate(template.id)).rejects.toThrow("no template")
  })

  it("speak to a chosen customer in the preview, and to an example when none is chosen", async () => {
    await addPeople(world.database, [{ customer_id: "cus_lin", first_name: "<b>Lin</b>" }])
    const preview = (customer_id?: string) =>
      world.marketing.previewContent({
        channel: "email",
        content: { ...content, html: "{{ customer.first_name }}" },
        customer_id,
      })
    expect((await preview()).rendered).toMatchObject({ subject: "Hi Alex" })
    expect((await preview("cus_lin")).rendered).toMatchObject({ html: "&lt;b&gt;Lin&lt;/b&gt;" })
    await expect(preview("cus_nobody")).rejects.toThrow("no customer")
  })

  it("are tested by one real hand-over that no plan counts", async () => {
    const send = (to: string) =>
      world.marketing.testSend({ channel: "email", content, to: [to], actor: "user_1" })
    expect(await send("me@example.test")).toMatchObject([{ to: "me@example.test", state: "sent" }])
    expect(world.notified.at(-1)).toMatchObject({
      to: "me@example.test",
      content: { subject: "[Test] Hi Alex", headers: { "X-Marketing-Test": "1" } },
    })
    await expect(send("me@example.test, you@example.test")).rejects.toThrow("no e-mail address")
    const row = await world.database.one("select state, topic, plan_no, pid from marketing_send")
    expect(row).toEqual({ state: "sent", topic: "test", plan_no: null, pid: 0 })
    expect(await world.database.rows("select 1 from marketing_touch")).toEqual([])
  })

  it("a test's links show their pages and change nothing for the customer it speaks as (G12)", async () => {
    const [pid] = await addPeople(world.database, [{ customer_id: "cus_real" }])
    await agree(world, [pid!])
    const html = '<a href="https://shop.test/a">A</a> <a href="{{ preferences_url }}">P</a>'
    await world.marketing.testSend({
      channel: "email",
      content: { subject: "Hi", html },
      to: ["me@example.test"],
      customer_id: "cus_real",
      actor: "user_1",
    })
    const mail = world.notified.at(-1)!.content.html!
    const token = (page: string) => new RegExp(`/m/${page}/([\\w.-]+)`).exec(mail)![1]!
    const { marketing } = world
    expect(await marketing.readMailToken("unsubscribe", token("u"))).toMatchObject({ test: true })
    expect(await marketing.unsubscribe({ token: token("u"), how: "one-click" })).toMatchObject({ test: true })
    expect(await marketing.savePreferences({ token: token("p"), agreed: [] })).toMatchObject({ test: true })
    const click = { token: token("c"), user_agent: PERSON }
    expect(await marketing.recordClick(click)).toBe("https://shop.test/a")
    await marketing.recordOpen({ token: token("o"), user_agent: PERSON })
    expect((await marketing.readConsents({ customer_id: "cus_real" }))[0]!.state).toBe("yes")
    expect(await world.database.rows("select 1 from marketing_click where pid = $1", [pid])).toEqual([])
  })

  it("a test of unknown outcome is settled, but not sent again: a new one is", async () => {
    const { id } = (await world.database.one<{ id: number }>(
      "update marketing_send set state = 'unknown' where id = (select min(id) from marketing_send where topic = 'test') returning id",
    ))!
    await expect(world.marketing.resolveSend({ send_id: id, as: "again" })).rejects.toThrow("send a new test")
    await world.marketing.resolveSend({ send_id: id, as: "failed" })
    expect((await sends(world)).find((send) => send.id === id)!.state).toBe("failed")
  })

  it("say the same to everyone who was queued with them, also after they were changed", async () => {
    const plan = await addPlan(world)
    const pids = await addPeople(world.database, [{ first_name: "Ada" }])
    await agree(world, pids)
    const { template } = await world.marketing.saveTemplate({
      channel: "email",
      name: "T",
      content,
      actor: "u",
    })
    await queue(world, plan, pids, { content: {}, template_id: template.id })
    await world.marketing.saveTemplate({
      id: template.id,
      content: { ...content, subject: "New" },
      actor: "u",
    })
    await sendAll(world)
    expect(world.notified.at(-1)!.content.subject).toBe("Hi Ada")
    await world.marketing.deleteTemplate(template.id)
    await queue(world, plan, pids, { content: {}, template_id: template.id, node: "n2" })
    await sendAll(world)
    expect((await sends(world)).at(-1)).toMatchObject({ state: "blocked", reason: "no_content" })
  })
})
