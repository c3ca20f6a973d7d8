import {
  addPlan,
  agree,
  notifyBySmtp,
  outcomes,
  queue,
  sendAll,
  sends,
  setPlanState,
} from "../support/messages"
import { type MailServer, startMailServer } from "../support/smtp-server"
import { addPeople, createWorld, type World } from "../support/world"

describe("sending e-mail over a real SMTP server", () => {
  let server: MailServer
  let world: World
  let smtp: ReturnType<typeof notifyBySmtp>
  let plan: Awaited<ReturnType<typeof addPlan>>

  beforeEach(async () => {
    server = await startMailServer()
    smtp = notifyBySmtp(() => server.url)
    world = await createWorld({
      ports: { notify: smtp.notify },
      options: { public_url: "https://shop.test" },
    })
    plan = await addPlan(world)
  })
  afterEach(async () => {
    smtp.close()
    await server.stop()
    await world.end()
  })

  it("reaches each person once, with headers and tracked links, however often sending runs (G4)", async () => {
    const pids = await addPeople(world.database, [
      { email: "ada@example.test", first_name: "Ada" },
      { email: "lin@example.test", first_name: "林", language: "zh" },
    ])
    await agree(world, pids)
    const content = {
      subject: "For {{ customer.first_name }}",
      html: '<p>See <a href="https://shop.test/sale?a=1&amp;b=2">the sale</a></p>',
      preheader: "Only today",
    }
    await queue(world, plan, pids, { content })
    await queue(world, plan, pids, { content })
    await Promise.all([sendAll(world), sendAll(world)])
    await sendAll(world)

    expect(await outcomes(world)).toEqual({ sent: 2 })
    expect(server.mails.length).toBe(2)
    const [mail] = server.to("ada@example.test")
    expect(mail!.headers.subject).toBe("For Ada")
    expect(mail!.headers["list-unsubscribe"]).toMatch(/^<https:\/\/shop\.test\/m\/u\/[\w.-]+>$/)
    expect(mail!.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click")
    expect(mail!.html).toMatch(/<a href="https:\/\/shop\.test\/m\/c\/[\w-]{22}">the sale<\/a>/)
    expect(mail!.html).toContain("Only today")
    expect(mail!.html).toContain("/m/o/")
    expect(mail!.html).toContain("Unsubscribe")
    expect(mail!.text).toContain("See the sale (https://shop.test/m/c/")
    expect(server.to("lin@example.test")[0]!.html).toContain("退订")
    expect(await world.database.rows("select target from marketing_link limit 1")).toEqual([
      { target: "https://shop.test/sale?a=1&b=2" },
    ])
    expect(await world.database.rows("select kind, channel from marketing_touch")).toEqual([
      { kind: "delivered", channel: "email" },
      { kind: "delivered", channel: "email" },
    ])
  })

  it("keeps the plan alive while the mail server is down, and sends when it is back (F26)", async () => {
    const pids = await addPeople(
      world.database,
      Array.from({ length: 30 }, () => ({})),
    )
    await agree(world, pids)
    await queue(world, plan, pids)
    await server.down()
    await sendAll(world)
    const counted = await outcomes(world)
    expect((counted["queued provider_down"] ?? 0) + (counted.queued ?? 0)).toBe(30)
    // The breaker is open: the rest keeps its attempts.
    expect(counted.queued).toBeGreaterThan(0)
    expect(await world.database.one("select count(placed_at)::int as n from marketing_send")).toEqual({
      n: 0,
    })

    expect((await world.marketing.readHealth()).breakers).toMatchObject([
      { name: "channel:email", reason: "provider_down" },
    ])
    // After the pause one message finds out whether it is back, and no more.
    world.clock.pass({ minutes: 1 })
    const attempts = async () =>
      (await world.database.one<{ n: number }>("select sum(attempt)::int as n from marketing_send"))!.n
    const before = await attempts()
    await sendAll(world)
    expect(await attempts()).toBe(before + 1)

    await server.up()
    world.clock.pass({ minutes: 10 })
    await sendAll(world)
    expect((await world.marketing.readHealth()).breakers).toEqual([])
    expect(await outcomes(world)).toEqual({ sent: 30 })
    expect(server.mails.length).toBe(30)
  })

  it("fails one refused recipient with the reason and reaches the others; a dead address is not tried again", async () => {
    const pids = await addPeople(world.database, [
      { email: "a@example.test" },
      { email: "Gone@example.test" },
      { email: "c@example.test" },
      { email: "later@example.test" },
    ])
    await agree(world, pids)
    server.refuse("Gone@example.test", 550)
    server.refuse("later@example.test", 450)
    await queue(world, plan, pids)
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 2, "failed bounced": 1, "queued deferred": 1 })

    await queue(world, plan, [pids[1]!], { node: "n2" })
    await sendAll(world)
    expect((await sends(world)).at(-1)).toMatchObject({ state: "blocked", reason: "suppressed" })

    // Who is counted as reachable is who would be written to (A7).
    const reached = async () => (await world.marketing.previewRule({ rule: { all: [] } })).reachable.email
    expect(await reached()).toBe(3)
    await agree(world, await addPeople(world.database, [{ email: "gone@example.test" }]))
    expect(await reached()).toBe(3)
    await world.database.run("update marketing_profile set email = 'new@example.test' where pid = $1", [
      pids[1],
    ])
    expect(await reached()).toBe(4)
    await world.database.run("update marketing_profile set email = ' GONE@example.test' where pid = $1", [
      pids[0],
    ])
    expect(await reached()).toBe(3)
  })

  it("does not send again what a silent server may have taken: it is unknown, and shown so (F1, F26)", async () => {
    const pids = await addPeople(world.database, [{ email: "a@example.test" }])
    await agree(world, pids)
    await queue(world, plan, pids)
    server.hang()
    while (await world.marketing.performSends({ time_limit_ms: 300 })) {
      // until nothing is due
    }
    expect(await outcomes(world)).toEqual({ "unknown timed_out": 1 })
    server.hang(false)
    world.clock.pass({ days: 1 })
    await sendAll(world)
    expect(server.mails.length).toBe(1)
  })

  it("sends nothing of a paused plan, goes on when it is resumed, and cancels what an ended plan still had (G11, F17)", async () => {
    const pids = await addPeople(world.database, [{}, {}])
    await agree(world, pids)
    await queue(world, plan, pids)
    await setPlanState(world, plan.plan_no, "paused")
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ queued: 2 })
    await setPlanState(world, plan.plan_no, "running")
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 2 })

    await queue(world, plan, pids, { node: "n2" })
    await world.marketing.endPlan({ plan_id: plan.plan_id, actor: "user_1" })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 2, "cancelled plan_ended": 2 })
    expect(server.mails.length).toBe(2)
  })

  it("sends a message again that somebody decided about after its plan was over: nobody called it off", async () => {
    const pids = await addPeople(world.database, [{}])
    await agree(world, pids)
    await queue(world, plan, pids)
    await setPlanState(world, plan.plan_no, "ended")
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 1 })
  })

  it("sends nothing of a plan that was deleted, also when it had ended by itself (F19)", async () => {
    const pids = await addPeople(world.database, [{}, {}])
    await agree(world, pids)
    await queue(world, plan, pids)
    await setPlanState(world, plan.plan_no, "ended")
    await world.marketing.deletePlan({ plan_id: plan.plan_id, actor: "user_1" })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ "cancelled plan_deleted": 2 })
    expect(server.mails.length).toBe(0)
  })

  it("makes a harmless mail of a hostile name (S14, S15)", async () => {
    const pids = await addPeople(world.database, [
      {
        email: "eve@example.test",
        first_name: "Eve\r\nBcc: all@example.test\r\n\r\n<script>alert(1)</script>{{ 1 | plus: 1 }}",
        attributes: { site: "javascript:alert(1)" },
      },
      { email: "two@example.test,three@example.test" },
    ])
    await agree(world, pids)
    await queue(world, plan, pids, {
      content: {
        subject: "Hi {{ customer.first_name }}",
        html: '<p>{{ customer.first_name }}</p><a href="{{ customer.attributes.site }}">you</a>',
      },
    })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 1, "blocked bad_address": 1 })
    const [mail] = server.mails
    expect(mail!.to).toEqual(["eve@example.test"])
    expect(mail!.headers.bcc).toBeUndefined()
    expect(mail!.html).not.toContain("<script>")
    expect(mail!.html).toContain("&lt;script&gt;")
    expect(mail!.html).toContain("{{ 1 | plus: 1 }}")
    expect(mail!.html).not.toContain("javascript:")
  })
})

describe("sending e-mail through a provider of somebody else", () => {
  let world: World
  let handed: string[]
  let answer: string | null
  beforeEach(async () => {
    handed = []
    world = await createWorld({
      ports: {
        notify: async ({ to }) => {
          handed.push(to)
          if (answer) throw new Error(answer)
          return { id: "noti" }
        },
      },
    })
    const pids = await addPeople(world.database, [{}])
    await agree(world, pids)
    await queue(world, await addPlan(world), pids)
  })
  afterEach(() => world.end())

  const sendForADay = async () => {
    for (let hour = 0; hour < 24; hour++) {
      await sendAll(world)
      world.clock.pass({ minutes: 60 })
    }
  }

  it.each([
    "Request failed with status code 502",
    "fetch failed",
    "socket closed",
    "Premature close",
    "Internal Server Error",
    "Connection closed unexpectedly",
    "Unexpected end of JSON input",
    "The template cache is not enabled",
  ])("a mail that it took before it said '%s' is not handed over again (G4)", async (said) => {
    answer = `Failed to send notification with id noti_1:\n${said}`
    await sendForADay()
    expect(handed.length).toBe(1)
    expect(await outcomes(world)).toEqual({ "unknown provider_error": 1 })
  })

  it.each([
    ["no_provider", "Could not find a notification provider for channel: email for notification id noti_1"],
    ["no_provider", "Notification provider pigeon is not enabled. To enable it, configure it"],
    ["provider_down", "Failed to send notification with id noti_1:\nconnect ECONNREFUSED 127.0.0.1:25"],
    ["provider_down", "Failed to send notification with id noti_1:\ngetaddrinfo ENOTFOUND mail.example"],
  ])("a mail that it surely does not have is tried again (%s)", async (reason, said) => {
    answer = said
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ [`queued ${reason}`]: 1 })
    answer = null
    await sendForADay()
    expect(await outcomes(world)).toEqual({ sent: 1 })
  })
})
