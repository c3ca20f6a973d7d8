import request from "supertest"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import type { MarketingService } from "../../src/modules/marketing/service"
import { openForBusiness } from "../support/open-for-business"
import { type hireStaff, office, registerShopper, type Shop, type Shopper, visit } from "../support/shop"
import type { Store } from "../support/store"

const PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"

describe("messages over HTTP", () => {
  let store: Store
  let shop: Shop
  let ada: Shopper
  let staff: Awaited<ReturnType<typeof hireStaff>>
  let verbs: MarketingService["verbs"]
  let database: Database

  beforeAll(async () => {
    ;({
      store,
      shop,
      staff,
      marketing: { verbs },
    } = await openForBusiness())
    ada = await registerShopper(store.app, shop)
    database = connectDatabase(store.databaseUrl, { size: 1 })
    await verbs.syncCustomers([ada.customer_id])
  })

  afterAll(() => database.close())

  const admin = () => office(store.app, staff)
  const agreeTo = (state: string, customer_id = ada.customer_id) =>
    admin()
      .post("/admin/marketing/consents")
      .send({ customer_id, channel: "email", state, proof: { form: "test" } })

  /** Queues one message of a plan to Ada and sends it. */
  async function sendTo(shopper: Shopper, channel: string, content: Record<string, unknown>): Promise<void> {
    const name = `${channel}-${Math.random().toString(36).slice(2)}`
    const plan = await database.one<{ no: number }>(
      `insert into marketing_plan (id, name, type, state, canvas) values ($1, $1, 'one_time', 'running', '{"nodes":[],"edges":[],"notes":[]}') returning no`,
      [`mkplan_${name}`],
    )
    const run = await database.one<{ no: number }>(
      `insert into marketing_run (id, plan_no, version, slot, state, due_at) values ($1, $2, 1, 'once', 'running', now()) returning no`,
      [`mkrun_${name}`, plan!.no],
    )
    const person = await database.one<{ pid: number }>(
      "select pid from marketing_profile where customer_id = $1",
      [shopper.customer_id],
    )
    const row = {
      plan_no: plan!.no,
      run_no: run!.no,
      pid: person!.pid,
      node: "n1",
      enrollment_id: 1,
      channel,
      content,
    }
    await database.transaction((tx) => verbs.queueMessages(tx, [{ ...row, key: `${name}:n1:1` }], new Date()))
    while (await verbs.performSends()) {
      // until nothing is due
    }
  }
  const pathOf = (text: string, page: string) => new RegExp(`/m/${page}/[\\w.-]+`).exec(text)![0]

  it("a mail goes through the Notification module to a real server, once; its link, page and button work", async () => {
    await agreeTo("yes").expect(200)
    const html = '<p>Hi {{ customer.first_name }}, <a href="https://elsewhere.test/sale">look</a></p>'
    await sendTo(ada, "email", { subject: "Hello {{ customer.first_name }}", html })
    const mails = store.mail.to(ada.email)
    expect(mails.length).toBe(1)
    expect(mails[0]!.headers.subject).toBe("Hello Ada")

    const link = pathOf(mails[0]!.html, "c")
    const clicked = await request(store.app).get(link).set("user-agent", PERSON).expect(302)
    expect(clicked.headers.location).toBe("https://elsewhere.test/sale")
    expect(clicked.headers["referrer-policy"]).toBe("no-referrer")
    await request(store.app).head(link).set("user-agent", PERSON).expect(302)
    const clicks = await database.one(
      "select count(*)::int as n from marketing_click where link_token = $1 and not suspect",
      [link.split("/").at(-1)],
    )
    expect(clicks).toEqual({ n: 1 })
    await request(store.app)
      .get(pathOf(mails[0]!.html, "o"))
      .set("user-agent", PERSON)
      .expect("content-type", /gif/)

    const button = /<https?:\/\/[^/]+(\/m\/u\/[\w.-]+)>/.exec(mails[0]!.headers["list-unsubscribe"]!)![1]!
    const page = await request(store.app).get(button).expect(200)
    expect(page.text).toContain('<form method="post">')
    expect(page.headers["referrer-policy"]).toBe("no-referrer")
    const consent = async () =>
      (await admin().get(`/admin/marketing/consents?customer_id=${ada.customer_id}`).expect(200)).body
        .consents[0]
    expect((await consent()).state).toBe("yes")
    // The page's own button, and how mail programs press theirs: RFC 8058 prefers the form of several parts.
    const presses: [how: string, press: request.Test][] = [
      ["page", request(store.app).post(button).type("form").send("")],
      ["one-click", request(store.app).post(button).type("form").send("List-Unsubscribe=One-Click")],
      ["one-click", request(store.app).post(button).field("List-Unsubscribe", "One-Click")],
    ]
    for (const [how, press] of presses) {
      await agreeTo("yes").expect(200)
      await press.expect(200)
      expect(await consent()).toMatchObject({ state: "no", proof: { how } })
    }

    await sendTo(ada, "email", { subject: "Again", html: "<p>x</p>" })
    expect(store.mail.to(ada.email).length).toBe(1)
    const sends = await admin().get(`/admin/marketing/sends?customer_id=${ada.customer_id}`).expect(200)
    expect(
      sends.body.sends.map((send: { state: string; reason: string }) => send.reason ?? send.state),
    ).toEqual(["no_consent", "sent"])
    const blocked = await admin().get("/admin/marketing/sends?state=blocked&channel=email").expect(200)
    expect(blocked.body.count).toBe(1)
  })

  it("the core keeps one row of a message however often it is tried, and no link that unsubscribes (G4)", async () => {
    const dora = await registerShopper(store.app, shop, "Dora")
    await verbs.syncCustomers([dora.customer_id])
    await agreeTo("yes", dora.customer_id).expect(200)
    const rows = () =>
      database.rows<{ status: string }>(
        "select * from notification where receiver_id = $1 order by created_at",
        [dora.customer_id],
      )
    const sendsOf = async () =>
      (await admin().get(`/admin/marketing/sends?customer_id=${dora.customer_id}`).expect(200)).body.sends
    const tryAgain = async () => {
      await database.run("update marketing_send set run_at = now() where state = 'queued'")
      while (await verbs.performSends()) {
        // until nothing is due
      }
    }

    store.mail.refuse(dora.email, 450)
    await sendTo(dora, "email", { subject: "Hello", html: "<p>Hi</p>" })
    await tryAgain()
    expect((await sendsOf())[0]).toMatchObject({ state: "queued", reason: "deferred", attempt: 2 })
    expect(await rows()).toMatchObject([{ status: "failure" }])

    store.mail.refuse(dora.email, 0)
    await tryAgain()
    expect((await sendsOf())[0]).toMatchObject({ state: "sent", attempt: 3 })
    const [mail] = store.mail.to(dora.email)
    expect(await rows()).toMatchObject([{ status: "success" }])
    const token = pathOf(mail!.headers["list-unsubscribe"]!, "u").split("/").at(-1)!
    expect(JSON.stringify(await rows())).not.toContain(token)

    const { id } = (await sendsOf())[0]
    await database.run("update marketing_send set state = 'unknown' where id = $1", [id])
    await verbs.resolveSend({ send_id: id, as: "again" })
    await tryAgain()
    expect(store.mail.to(dora.email).length).toBe(2)
    expect(await rows()).toMatchObject([{ status: "success" }, { status: "success" }])
  })

  it("links that are not ours lead to one and the same 404, and never anywhere else (S1, S2)", async () => {
    const pages = ["/m/c/xxxx?u=https://evil.test", `/m/c/${"A".repeat(22)}`, "/m/u/a.b.c", "/m/p/a.b.c"]
    const answers = await Promise.all(pages.map((path) => request(store.app).get(path).expect(404)))
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
    expect(answers.every((answer) => !answer.headers.location)).toBe(true)
    await request(store.app).post("/m/u/a.b.c").expect(404)
    await request(store.app).post("/m/p/a.b.c").expect(404)
    await request(store.app).get("/m/o/anything").expect(200)
  })

  it("a shopper reads the own inbox and nobody else's (S8)", async () => {
    const bob = await registerShopper(store.app, shop, "Bob")
    await verbs.syncCustomers([bob.customer_id])
    await sendTo(ada, "inbox", {
      title: "For {{ customer.first_name }}",
      body: "A gift waits",
      link: "https://elsewhere.test/g",
    })
    const inbox = await visit(store.app, shop, ada).get("/store/marketing/me/inbox").expect(200)
    expect(inbox.body).toMatchObject({
      count: 1,
      unread: 1,
      messages: [{ title: "For Ada", body: "A gift waits" }],
    })
    expect(inbox.body.messages[0].link).toMatch(/\/m\/c\//)
    const id = inbox.body.messages[0].id
    expect((await visit(store.app, shop, bob).get("/store/marketing/me/inbox").expect(200)).body.count).toBe(
      0,
    )
    await visit(store.app, shop, bob).post(`/store/marketing/me/inbox/${id}/read`).expect(404)
    await visit(store.app, shop, ada).post(`/store/marketing/me/inbox/${id}/read`).expect(200)
    expect((await visit(store.app, shop, ada).get("/store/marketing/me/inbox")).body.unread).toBe(0)
    await visit(store.app, shop).get("/store/marketing/me/inbox").expect(401)
  })

  it("a shopper reads the own profile, gives consent in the account and takes it back, with proof (S8, S25)", async () => {
    const cleo = await registerShopper(store.app, shop, "Cleo")
    const own = visit(store.app, shop, cleo)
    const fresh = (await own.get("/store/marketing/me").expect(200)).body.me
    expect(fresh).toEqual({
      profile: expect.objectContaining({
        customer_id: cleo.customer_id,
        email: cleo.email,
        first_name: "Cleo",
      }),
      consents: [
        {
          channel: "email",
          label: expect.objectContaining({ en: "E-mail" }),
          state: null,
          agreed: false,
          at: null,
        },
      ],
    })
    const yes = await own.post("/store/marketing/me", { consents: { email: "yes" } }).expect(200)
    expect(yes.body.me.consents[0]).toMatchObject({ state: "yes", agreed: true, at: expect.any(String) })
    await sendTo(cleo, "email", { subject: "Hi", html: "<p>x</p>" })
    expect(store.mail.to(cleo.email).length).toBe(1)
    await own.post("/store/marketing/me", { consents: { email: "no" } }).expect(200)
    await sendTo(cleo, "email", { subject: "Hi", html: "<p>x</p>" })
    expect(store.mail.to(cleo.email).length).toBe(1)
    const kept = await admin().get(`/admin/marketing/consents?customer_id=${cleo.customer_id}`).expect(200)
    expect(kept.body.consents).toMatchObject([
      { state: "no", proof: { how: "account", by: cleo.customer_id } },
    ])

    for (const consents of [{ pigeon: "yes" }, { inbox: "no" }, { email: "maybe" }, "yes"])
      await own.post("/store/marketing/me", { consents }).expect(400)
    await own.post("/store/marketing/me", { customer_id: ada.customer_id, consents: {} }).expect(400)
    await visit(store.app, shop).get("/store/marketing/me").expect(401)
    await visit(store.app, shop)
      .post("/store/marketing/me", { consents: { email: "yes" } })
      .expect(401)
  })

  it("staff stop all sending with one call and let it go on (G11)", async () => {
    await agreeTo("yes").expect(200)
    const before = store.mail.to(ada.email).length
    const settings = "/admin/marketing/settings"
    const stopped = await admin().post(settings, { sending: "stopped" }).expect(200)
    expect(stopped.body.settings).toMatchObject({ sending: "stopped", changed_by: staff.user_id })
    await sendTo(ada, "email", { subject: "Later", html: "<p>x</p>" })
    expect(store.mail.to(ada.email).length).toBe(before)
    await admin().post(settings, { sending: "off" }).expect(400)
    await admin().post(settings, { sending: "on" }).expect(200)
    expect((await admin().get(settings).expect(200)).body.settings.sending).toBe("on")
    while (await verbs.performSends()) {
      // until nothing is due
    }
    expect(store.mail.to(ada.email).length).toBe(before + 1)
    await request(store.app).get(settings).expect(401)
  })

  it("templates: a broken one is a 400 that says where; a good one is saved, previewed, sent as a test and deleted", async () => {
    const content = { subject: "Hi {{ customer.first_name }}", html: "<p>{{ coupon.code }}</p>" }
    const broken = await admin()
      .post("/admin/marketing/templates")
      .send({
        channel: "email",
        name: "Broken",
        content: { ...content, html: "<p>\n{{ customer.first_name | shout }}" },
      })
      .expect(400)
    expect(broken.body).toMatchObject({
      type: "invalid_data",
      problems: [{ code: "message/liquid", path: "content.html" }],
    })
    expect(broken.body.message).toContain("Line 2")
    await admin().post("/admin/marketing/templates").send({ name: 5 }).expect(400)
    await admin()
      .post("/admin/marketing/templates")
      .send({ channel: "email", name: "x", content, evil: 1 })
      .expect(400)

    const saved = await admin()
      .post("/admin/marketing/templates")
      .send({ channel: "email", name: "Good", content })
      .expect(200)
    const id = saved.body.template.id
    const draft = { channel: "email", content, customer_id: ada.customer_id }
    const preview = await admin().post("/admin/marketing/templates/preview").send(draft).expect(200)
    expect(preview.body).toMatchObject({ rendered: { subject: "Hi Ada" }, problems: [] })
    await admin().post(`/admin/marketing/templates/${id}/preview`).send({}).expect(200)
    const test = await admin()
      .post(`/admin/marketing/templates/${id}/test-send`)
      .send({ to: "merchant@example.test" })
      .expect(200)
    expect(test.body.result.state).toBe("sent")
    const mail = store.mail.to("merchant@example.test")[0]!
    expect(mail.html).toContain("EXAMPLE10")
    const page = pathOf(mail.html, "u")
    expect((await request(store.app).get(page).expect(200)).text).toContain("This was a test message")
    expect((await request(store.app).post(page).expect(200)).text).toContain("This was a test message")
    expect((await admin().get("/admin/marketing/templates?q=good").expect(200)).body.count).toBe(1)
    await admin()
      .delete(`/admin/marketing/templates/${id}`)
      .expect(200, { id, object: "template", deleted: true })
    await admin().get(`/admin/marketing/templates/${id}`).expect(404)
    await request(store.app).get("/admin/marketing/templates").expect(401)
  })
})
