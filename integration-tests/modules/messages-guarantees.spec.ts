import { z } from "zod"
import { defineChannel } from "../../src/extension/channel"
import { createMarketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase } from "../../src/modules/marketing/database"
import { optionsSchema } from "../../src/modules/marketing/options"
import type { FailPoint } from "../../src/modules/marketing/ports"
import { addPlan, agree, hello, outcomes, queue, sendAll, sends } from "../support/messages"
import { quietPorts } from "../support/quiet-ports"
import { addPeople, createWorld, type World } from "../support/world"

let world: World
let failPoint: FailPoint = () => undefined
let plan: Awaited<ReturnType<typeof addPlan>>

beforeEach(async () => {
  failPoint = () => undefined
  world = await createWorld({ failPoint: (name) => failPoint(name) })
  plan = await addPlan(world)
})
afterEach(() => world.end())

/** Dies once at a named point, as a killed process would: nothing after it happens. */
function dieAt(point: string): void {
  failPoint = (name) => {
    if (name !== point) return
    failPoint = () => undefined
    throw new Error(`killed at ${point}`)
  }
}

describe("a database that goes away", () => {
  it("just when the provider has answered: what it said is written as soon as the database is back, which tells the time as well (G4, F11)", async () => {
    world.clock.set(new Date())
    const [pid] = await addPeople(world.database, [{}])
    await agree(world, [pid!])
    await queue(world, plan, [pid!])
    const name = new URL(world.url).pathname.slice(1)
    const server = connectDatabase(Object.assign(new URL(world.url), { pathname: "/postgres" }).toString())
    const database = connectDatabase(world.url)
    const open = (are: boolean) => server.run(`alter database ${name} with allow_connections ${are}`)
    let cut = 0
    const marketing = createMarketing({
      database,
      options: optionsSchema.parse({ secret: "test-secret" }),
      ports: quietPorts(),
      failPoint: async (point) => {
        if (point !== "send.afterProvider") return
        await open(false)
        cut = await server.run("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [
          name,
        ])
        setTimeout(() => void open(true), 1_000)
      },
    })
    try {
      await marketing.performSends()
    } finally {
      await database.close()
      await server.close()
    }
    expect(cut).toBeGreaterThan(0)
    expect(await outcomes(world)).toEqual({ sent: 1 })
    expect(await world.database.rows("select kind from marketing_touch")).toEqual([{ kind: "delivered" }])
  })
})

describe("a crash", () => {
  it("between the provider and the receipt leaves the send unknown, never sent again and never lost (G4, F1)", async () => {
    const [pid] = await addPeople(world.database, [{}])
    await agree(world, [pid!])
    await queue(world, plan, [pid!])
    dieAt("send.afterProvider")
    await expect(world.marketing.performSends()).rejects.toThrow("killed")
    expect(await outcomes(world)).toEqual({ sending: 1 })

    world.clock.pass({ minutes: 10 })
    await sendAll(world)
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ "unknown crashed": 1 })
    expect(world.notified.length).toBe(1)

    const [send] = await sends(world)
    const handedOver = new Date((await world.clock.now()).getTime() - 10 * 60_000)
    world.clock.pass({ days: 3 })
    await world.marketing.resolveSend({ send_id: send!.id, as: "sent" })
    expect(await outcomes(world)).toEqual({ "sent by_hand": 1 })
    // What she bought since then may have come of it, and what she buys long after may not.
    expect(await world.database.rows("select kind, at from marketing_touch")).toEqual([
      { kind: "delivered", at: handedOver },
    ])
    await expect(world.marketing.resolveSend({ send_id: send!.id, as: "again" })).rejects.toThrow(
      "not of unknown outcome",
    )
  })

  it("is noticed at the very moment its lease ends: nobody waits for a clock that waits for the message (G4, G9)", async () => {
    const [pid] = await addPeople(world.database, [{}])
    await agree(world, [pid!])
    await queue(world, plan, [pid!])
    dieAt("send.afterProvider")
    await expect(world.marketing.performSends()).rejects.toThrow("killed")

    const lease = await world.database.one<{ ends: Date }>("select lease_until as ends from marketing_send")
    world.clock.pass({ minutes: (lease!.ends.getTime() - (await world.clock.now()).getTime()) / 60_000 })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ "unknown crashed": 1 })
  })

  it("at any point puts an inbox message there exactly once: its key makes a second try harmless (F1)", async () => {
    const points = ["send.afterClaim", "send.beforeProvider", "send.afterProvider", "send.afterRecord"]
    const pids = await addPeople(
      world.database,
      points.map(() => ({})),
    )
    for (const [index, point] of points.entries()) {
      const content = { title: "Hi {{ customer.first_name }}", body: "You won" }
      await queue(world, plan, [pids[index]!], { channel: "inbox", content, node: point })
      dieAt(point)
      await expect(world.marketing.performSends({ channel: "inbox" })).rejects.toThrow("killed")
      world.clock.pass({ minutes: 10 })
      await sendAll(world)
    }
    expect((await sends(world)).map((send) => send.state)).toEqual(["sent", "sent", "sent", "sent"])
    expect(
      await world.database.rows(
        "select pid, count(*)::int as n from marketing_inbox_message group by pid order by pid",
      ),
    ).toEqual(pids.map((pid) => ({ pid, n: 1 })))
  })

  it("takes a receipt that comes after the lease: what was unknown becomes sent (F4)", async () => {
    const [pid] = await addPeople(world.database, [{}])
    await agree(world, [pid!])
    await queue(world, plan, [pid!])
    failPoint = async (name) => {
      if (name !== "send.afterProvider") return
      failPoint = () => undefined
      // This worker sleeps past its lease while another one looks after the others' crashes.
      world.clock.pass({ minutes: 10 })
      await world.marketing.performSends()
      expect(await outcomes(world)).toEqual({ "unknown crashed": 1 })
    }
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 1 })
    expect(world.notified.length).toBe(1)
  })
})

describe("consent", () => {
  it("is read again when a message is sent: withdrawn in between means blocked (S25)", async () => {
    const pids = await addPeople(world.database, [{}, {}, {}, { deleted_at: "2026-01-01" }])
    await agree(
      world,
      pids.filter((_, index) => index !== 1),
    )
    await queue(world, plan, pids)
    await world.database.run("update marketing_consent set state = 'no' where pid = $1", [pids[0]])
    await sendAll(world)
    expect((await sends(world)).map(({ state, reason }) => reason ?? state)).toEqual([
      "no_consent",
      "no_consent",
      "sent",
      "customer_deleted",
    ])
  })

  it("withdrawn stops what is queued at once (G11), and an older answer does not undo it", async () => {
    const [pid] = await addPeople(world.database, [{ customer_id: "cus_ada" }])
    await agree(world, [pid!])
    await queue(world, plan, [pid!])
    const no = { customer_id: "cus_ada", channel: "email", state: "no" as const, actor: "user_1" }
    await world.marketing.setConsent({ ...no, proof: { asked: "by phone" } })
    expect(await outcomes(world)).toEqual({ "blocked no_consent": 1 })
    await world.database.transaction((tx) =>
      world.marketing.writeConsents(tx, [
        {
          pid: pid!,
          channel: "email",
          topic: "marketing",
          state: "yes",
          at: new Date("2020-01-01"),
          proof: {},
        },
      ]),
    )
    expect(await world.marketing.readConsents({ customer_id: "cus_ada" })).toMatchObject([
      { state: "no", proof: { asked: "by phone", by: "user_1" } },
    ])
    await expect(world.marketing.setConsent({ ...no, customer_id: "cus_nobody" })).rejects.toThrow(
      "no customer",
    )
    await expect(world.marketing.setConsent({ ...no, channel: "pigeon" })).rejects.toThrow(
      'no channel "pigeon"',
    )
  })

  it("is not asked for a notice, and a notice carries no unsubscribe header", async () => {
    const notice = await addPlan(world, { category: "notice" })
    const [pid] = await addPeople(world.database, [{}])
    for (const node of ["n1", "n2", "n3"]) await queue(world, notice, [pid!], { node })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 3 })
    expect(world.notified[0]!.content.headers).toEqual({})
  })
})

describe("stopping", () => {
  it("commits no intent after the commit of a pause, whatever the workers are doing (G11)", async () => {
    const pids = await addPeople(
      world.database,
      Array.from({ length: 300 }, () => ({})),
    )
    await agree(world, pids)
    await queue(world, plan, pids)
    const working = Promise.all([sendAll(world), sendAll(world), sendAll(world)])
    await world.marketing.pausePlan({ plan_id: plan.plan_id, actor: "user_1" })
    const begun = async () =>
      (await world.database.one<{ n: number }>(
        "select count(*)::int as n from marketing_send where attempt > 0",
      ))!.n
    const atPause = await begun()
    await working
    await sendAll(world)
    expect(await begun()).toBe(atPause)
    await world.marketing.resumePlan({ plan_id: plan.plan_id, actor: "user_1" })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 300 })
  })

  it("has its turn before whoever comes later: no message overtakes a pause that waits (G11)", async () => {
    const [pid] = await addPeople(world.database, [{}])
    await agree(world, [pid!])
    await queue(world, plan, [pid!])
    const { pausing } = await world.database.transaction(async (tx) => {
      // Somebody is just writing something of this plan.
      await world.marketing.holdRunning(tx, plan.plan_no)
      const pausing = world.marketing.pausePlan({ plan_id: plan.plan_id, actor: "user_1" })
      for (let waits = false; !waits; )
        waits = (await world.database.one<{ waits: boolean }>(
          "select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits",
        ))!.waits
      await sendAll(world)
      return { pausing }
    })
    expect(await pausing).toMatchObject({ state: "paused" })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ queued: 1 })
  })

  it("cancels what has grown too old while it waited (F17)", async () => {
    const [pid] = await addPeople(world.database, [{}])
    await agree(world, [pid!])
    await queue(world, plan, [pid!])
    world.clock.pass({ days: 8 })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ "cancelled expired": 1 })
  })
})

describe("the switch for all sending", () => {
  it("stops every plan at once, says who did it, and nothing is lost when it is on again (G11)", async () => {
    const pids = await addPeople(
      world.database,
      Array.from({ length: 300 }, () => ({})),
    )
    await agree(world, pids)
    await queue(world, plan, pids.slice(0, 150))
    await queue(world, await addPlan(world), pids.slice(150))
    expect(await world.marketing.readSending()).toEqual({ sending: "on", changed_at: null, changed_by: null })
    // Pulled while the first messages are on their way, however fast the machine is.
    let pulled: ReturnType<typeof world.marketing.switchSending> | undefined
    failPoint = async (name) => {
      if (name !== "send.afterClaim") return
      pulled ??= world.marketing.switchSending({ to: "stopped", actor: "user_1" })
      await pulled
    }
    await Promise.all([sendAll(world), sendAll(world), sendAll(world)])
    failPoint = () => undefined
    const stopped = await pulled
    expect(stopped).toEqual({ sending: "stopped", changed_at: await world.clock.now(), changed_by: "user_1" })
    const begun = async () =>
      (await world.database.one<{ n: number }>(
        "select count(*)::int as n from marketing_send where attempt > 0",
      ))!.n
    const atStop = await begun()
    await sendAll(world)
    expect(await begun()).toBe(atStop)
    expect(atStop).toBeLessThan(300)
    await world.marketing.switchSending({ to: "on", actor: "user_2" })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 300 })
    const { entries } = await world.marketing.listAudit({ entity: "sending", offset: 0, limit: 10 })
    expect(entries.map((entry) => [entry.actor, entry.action])).toEqual([
      ["user_2", "on"],
      ["user_1", "stopped"],
    ])
  })
})

describe("caps", () => {
  it("hold at two a day and channel with several processes at once, and are used fully (G5, F28)", async () => {
    const pids = await addPeople(
      world.database,
      Array.from({ length: 40 }, () => ({})),
    )
    await agree(world, pids)
    for (let node = 1; node <= 5; node++) await queue(world, plan, pids, { node: `n${node}` })
    const url = await world.database.one<{ name: string }>("select current_database() as name")
    const others = [1, 2, 3].map(() => {
      const base = new URL(process.env.TEST_DATABASE_URL!)
      base.pathname = `/${url!.name}`
      const database = connectDatabase(base.toString())
      const { options, ports, clock } = world.marketing
      return createMarketing({ database, options, ports, clock })
    })
    await Promise.all([
      sendAll(world),
      ...others.map(async (other) => {
        while (await other.performSends()) {
          // until nothing is due
        }
      }),
    ])
    await Promise.all(others.map((other) => other.database.close()))
    await sendAll(world)

    expect(await outcomes(world)).toEqual({ sent: 80, "blocked capped": 120 })
    expect(world.notified.length).toBe(80)
    expect(
      await world.database.rows(
        "select distinct count(*)::int as n from marketing_send where placed_at is not null group by pid",
      ),
    ).toEqual([{ n: 2 }])

    world.clock.pass({ days: 1 })
    await queue(world, plan, [pids[0]!], { node: "tomorrow" })
    await sendAll(world)
    expect((await sends(world)).at(-1)!.state).toBe("sent")
  })

  it("give a place back when the message surely reached nobody", async () => {
    await world.end()
    let broken = true
    world = await createWorld({
      ports: {
        notify: async () => {
          if (broken) throw new Error("mail-refused: 550")
          return { id: "noti" }
        },
      },
    })
    plan = await addPlan(world)
    const [pid] = await addPeople(world.database, [{}])
    await agree(world, [pid!])
    for (const node of ["a", "b", "c"]) await queue(world, plan, [pid!], { node })
    await sendAll(world)
    broken = false
    for (const node of ["d", "e"]) await queue(world, plan, [pid!], { node })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ "failed refused": 3, sent: 2 })
  })
})

describe("caps in a channel that sends again after a crash", () => {
  let answers: { state: "sent" | "unknown" }[] = []
  beforeEach(async () => {
    await world.end()
    answers = []
    const push = defineChannel({
      id: "push",
      icon: "bell",
      label: { en: "Push", zhCN: "推送" },
      explanation: { en: "Push", zhCN: "推送" },
      content: z.object({ text: z.string() }),
      templates: { text: "text" },
      address: "email",
      consent: "none",
      unknown_policy: "resend",
      deliver: async () => ({ reason: "timed_out", ...(answers.shift() ?? { state: "sent" }) }),
    })
    world = await createWorld({
      failPoint: (name) => failPoint(name),
      extensions: [{ name: "test", channels: [push] }],
    })
    plan = await addPlan(world)
  })
  const send = async (pid: number, node: string) => {
    await queue(world, plan, [pid], { channel: "push", node, content: { text: "Hi" } })
    await sendAll(world)
  }
  const taken = () => world.database.one("select count(placed_at)::int as n from marketing_send")

  it("a message whose worker died keeps the place it had: it is not counted twice (G5)", async () => {
    const [pid] = await addPeople(world.database, [{}])
    await send(pid!, "n1")
    dieAt("send.afterProvider")
    await expect(send(pid!, "n2")).rejects.toThrow("killed")
    world.clock.pass({ minutes: 10 })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 2 })
    expect(await taken()).toEqual({ n: 2 })
    await send(pid!, "n3")
    expect(await outcomes(world)).toEqual({ sent: 2, "blocked capped": 1 })
  })

  it("a message that nobody knows of keeps its place from others until it is tried again (G5)", async () => {
    const [pid] = await addPeople(world.database, [{}])
    await send(pid!, "n1")
    answers = [{ state: "unknown" }]
    await send(pid!, "n2")
    await send(pid!, "n3")
    expect(await outcomes(world)).toEqual({ sent: 1, "queued timed_out": 1, "blocked capped": 1 })
    world.clock.pass({ minutes: 10 })
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 2, "blocked capped": 1 })
    expect(await taken()).toEqual({ n: 2 })
  })
})

it("one large plan does not keep a small one waiting (G10)", async () => {
  const pids = await addPeople(
    world.database,
    Array.from({ length: 200 }, () => ({})),
  )
  await agree(world, pids)
  await queue(world, plan, pids.slice(0, 190))
  const small = await addPlan(world)
  await queue(world, small, pids.slice(190))
  await world.marketing.performSends()
  const done = await world.database.one<{ n: number }>(
    "select count(*)::int as n from marketing_send where plan_no = $1 and state = 'sent'",
    [small.plan_no],
  )
  expect(done!.n).toBe(10)
})

it("plans take turns where a wave is too small for all of them (G10)", async () => {
  const pids = await addPeople(
    world.database,
    Array.from({ length: 12 }, () => ({})),
  )
  await agree(world, pids)
  const plans = [plan, await addPlan(world), await addPlan(world)]
  for (const [index, one] of plans.entries()) await queue(world, one, pids.slice(index * 4, index * 4 + 4))
  for (let turn = 0; turn < 3; turn++) await world.marketing.performSends({ limit: 1 })
  const sent = await world.database.rows("select plan_no from marketing_send where state = 'sent' order by 1")
  expect(sent).toEqual(plans.map(({ plan_no }) => ({ plan_no })))
})

it("a text that cannot be made for one person is their failure and nobody else's", async () => {
  const pids = await addPeople(world.database, [
    { attributes: { n: "5" } },
    { attributes: { n: "1000000000" } },
  ])
  await agree(world, pids)
  const subject = "{% for i in (1..customer.attributes.n) %}x{% endfor %}"
  await queue(world, plan, pids, { content: { ...hello, subject } })
  await sendAll(world)
  expect(await outcomes(world)).toEqual({ sent: 1, "failed render_failed": 1 })
  expect(world.notified[0]!.content.subject).toBe("xxxxx")
})

it("queues the same keys twice without a second message, and keeps one copy of what they say", async () => {
  const pids = await addPeople(world.database, [{}, {}])
  await queue(world, plan, pids)
  await queue(world, plan, pids)
  expect((await sends(world)).length).toBe(2)
  expect(await world.database.one("select count(*)::int as n from marketing_content")).toEqual({ n: 1 })
})

it("blocks messages of a channel that is no longer installed", async () => {
  const pids = await addPeople(world.database, [{}])
  await queue(world, plan, pids, { channel: "pigeon" })
  await sendAll(world)
  await world.marketing.blockOrphans()
  expect(await outcomes(world)).toEqual({ "blocked channel_missing": 1 })
})
