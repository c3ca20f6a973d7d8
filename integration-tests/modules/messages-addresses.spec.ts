import { addPlan, agree, outcomes, queue, sendAll, sends } from "../support/messages"
import { addPeople, createWorld, type World } from "../support/world"

describe("a guest and an account with one address", () => {
  let world: World
  let plan: Awaited<ReturnType<typeof addPlan>>
  let guest: number
  let account: number
  beforeEach(async () => {
    world = await createWorld()
    plan = await addPlan(world)
    ;[guest, account] = (await addPeople(world.database, [
      { email: "ada@example.test", has_account: false, customer_id: "cus_guest" },
      { email: "Ada@Example.test", customer_id: "cus_account" },
    ])) as [number, number]
    await agree(world, [guest, account])
  })
  afterEach(() => world.end())

  const tokenOf = (page: string, nth = -1) =>
    new RegExp(`/m/${page}/([\\w.-]+)`).exec(world.notified.at(nth)!.content.html!)![1]!
  const mailTo = async (pid: number, node = "n1") => {
    await queue(world, plan, [pid], {
      node,
      content: { subject: "Hi", html: '<p>Hi <a href="{{ preferences_url }}">P</a></p>' },
    })
    await sendAll(world)
  }
  const stateOf = async (customer_id: string) =>
    (await world.marketing.readConsents({ customer_id }))[0]!.state
  const answer = (pid: number, state: "yes" | "no", channel = "email") =>
    world.database.transaction(async (tx) =>
      world.marketing.writeConsents(tx, [
        { pid, channel, topic: "marketing", state, at: await world.clock.now(), proof: {} },
      ]),
    )

  it("unsubscribing from the guest's mail is a no for the address, also for what waits for the account (G11)", async () => {
    await mailTo(guest)
    await queue(world, plan, [account], { node: "n2" })
    await world.marketing.unsubscribe({ token: tokenOf("u"), how: "one-click" })
    expect(await stateOf("cus_guest")).toBe("no")
    expect(await stateOf("cus_account")).toBe("no")
    await mailTo(account, "n3")
    expect(await outcomes(world)).toEqual({ sent: 1, "blocked no_consent": 2 })
    expect(world.notified.length).toBe(1)
  })

  it("a box unticked among the preferences is a no for the address too, a ticked one a yes of this person only", async () => {
    await mailTo(guest)
    await world.marketing.savePreferences({ token: tokenOf("p"), agreed: [] })
    expect(await stateOf("cus_account")).toBe("no")
    world.clock.pass({ minutes: 1 })
    await world.marketing.savePreferences({ token: tokenOf("p"), agreed: ["email"] })
    expect([await stateOf("cus_guest"), await stateOf("cus_account")]).toEqual(["yes", "no"])
    await mailTo(guest, "n2")
    expect(await outcomes(world)).toEqual({ sent: 2 })
  })

  it("a no of the one counts for the other wherever it came from, until the other says yes again", async () => {
    await answer(guest, "no")
    await mailTo(account)
    expect(await outcomes(world)).toEqual({ "blocked no_consent": 1 })
    world.clock.pass({ minutes: 1 })
    await answer(account, "yes")
    await mailTo(account, "n2")
    await mailTo(guest, "n3")
    expect((await sends(world)).map((send) => send.reason ?? send.state)).toEqual([
      "no_consent",
      "sent",
      "no_consent",
    ])
  })

  it("who registers with the address of a guest who said no is asked anew", async () => {
    await answer(guest, "no")
    await world.database.run("delete from marketing_consent where pid = $1", [account])
    await mailTo(account)
    expect(await outcomes(world)).toEqual({ "blocked no_consent": 1 })
  })

  it("a plan sends to the address once, whoever sends at the same time", async () => {
    await queue(world, plan, [guest, account])
    await Promise.all([sendAll(world), sendAll(world), sendAll(world)])
    expect(await outcomes(world)).toEqual({ sent: 1, "blocked same_address": 1 })
    expect(world.notified.length).toBe(1)
    // Another message of the plan is another matter.
    await queue(world, plan, [guest, account], { node: "n2" })
    await sendAll(world)
    expect(world.notified.length).toBe(2)
  })

  it("of many such pairs, with several workers, every address gets it once (G4)", async () => {
    const pids = await addPeople(
      world.database,
      Array.from({ length: 60 }, (_, index) => ({ email: `twin${index % 30}@example.test` })),
    )
    await agree(world, pids)
    await queue(world, plan, pids)
    await Promise.all([sendAll(world), sendAll(world), sendAll(world)])
    expect(await outcomes(world)).toEqual({ sent: 30, "blocked same_address": 30 })
    expect(new Set(world.notified.map((mail) => mail.to)).size).toBe(30)
  })

  it("notices about each one's own affairs go to both", async () => {
    plan = await addPlan(world, { category: "notice" })
    await queue(world, plan, [guest, account])
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 2 })
  })
})

describe("an answer that meets a message on its way", () => {
  let world: World
  let pid: number
  beforeEach(async () => {
    world = await createWorld()
    ;[pid] = (await addPeople(world.database, [{ customer_id: "cus_ada" }])) as [number]
    await agree(world, [pid])
    await queue(world, await addPlan(world), [pid])
  })
  afterEach(() => world.end())

  it("waits for the worker that has the message and never stands in its way", async () => {
    const refusing = await world.database.transaction(async (worker) => {
      await worker.run("select 1 from marketing_send where pid = $1 for update", [pid])
      const no = { customer_id: "cus_ada", channel: "email", state: "no" as const, actor: "user_1" }
      const answered = world.marketing.setConsent(no)
      await vi.waitFor(async () => {
        expect(
          await world.database.rows(
            "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
          ),
        ).toHaveLength(1)
      }, 10_000)
      // As a claim does it. In the other order both would wait for each other for ever.
      await worker.run("select 1 from marketing_consent where pid = $1 for share", [pid])
      return { answered }
    })
    expect(await refusing.answered).toMatchObject([{ state: "no" }])
    expect(await outcomes(world)).toEqual({ "blocked no_consent": 1 })
  })

  it("calls nothing off when a later yes is known, or comes with it (an import of old answers)", async () => {
    const answer = (day: string, state: "yes" | "no") => ({
      pid,
      channel: "email",
      topic: "marketing",
      state,
      at: new Date(day),
      proof: {},
    })
    const write = (...rows: ReturnType<typeof answer>[]) =>
      world.database.transaction((tx) => world.marketing.writeConsents(tx, rows))
    await write(answer("2025-06-01", "no"))
    await write(answer("2026-02-01", "no"), answer("2026-02-02", "yes"))
    expect(await outcomes(world)).toEqual({ queued: 1 })
    await write(answer("2026-02-03", "no"))
    expect(await outcomes(world)).toEqual({ "blocked no_consent": 1 })
  })
})

describe("answers as the profile repeats them", () => {
  let world: World
  let pids: number[]
  beforeAll(async () => {
    world = await createWorld()
    pids = await addPeople(world.database, [{}, {}, {}])
  })
  afterAll(() => world.end())

  const answer = (
    ...rows: [pid: number, channel: string, state: "yes" | "no" | "pending", day: number, topic?: string][]
  ) =>
    world.database.transaction((tx) =>
      world.marketing.writeConsents(
        tx,
        rows.map(([pid, channel, state, day, topic = "marketing"]) => ({
          pid,
          channel,
          topic,
          state,
          at: new Date(Date.UTC(2026, 0, day)),
          proof: {},
        })),
      ),
    )
  async function repeated(): Promise<unknown[]> {
    const kept = await world.database.rows("select pid, consents from marketing_profile order by pid")
    const written = await world.database.rows(
      `select p.pid, coalesce(jsonb_object_agg(c.channel, c.state) filter (where c.pid is not null), '{}') as consents
         from marketing_profile p left join marketing_consent c on c.pid = p.pid and c.topic = 'marketing'
        group by p.pid order by p.pid`,
    )
    expect(kept).toEqual(written)
    return kept.map((row) => row.consents)
  }

  it("are always those of the table: single, many at once, later and older ones, other topics, two at the same moment", async () => {
    const [ada, lin, bo] = pids as [number, number, number]
    expect(await repeated()).toEqual([{}, {}, {}])
    await answer([ada, "email", "yes", 5])
    expect(await repeated()).toEqual([{ email: "yes" }, {}, {}])
    await answer([ada, "email", "no", 6], [lin, "email", "yes", 6], [lin, "sms", "pending", 6])
    expect(await repeated()).toEqual([{ email: "no" }, { email: "yes", sms: "pending" }, {}])
    // An import of old answers, and one that is news.
    await answer([ada, "email", "yes", 2], [lin, "email", "no", 9], [lin, "email", "yes", 8])
    expect(await repeated()).toEqual([{ email: "no" }, { email: "no", sms: "pending" }, {}])
    await answer([bo, "email", "yes", 1, "newsletter"])
    expect((await repeated())[2]).toEqual({})
    for (let round = 10; round < 25; round++)
      await Promise.all(["email", "sms", "push"].map((channel) => answer([bo, channel, "yes", round])))
    expect((await repeated())[2]).toEqual({ email: "yes", sms: "yes", push: "yes" })
  })
})
