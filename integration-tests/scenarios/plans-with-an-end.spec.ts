import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const actor = "user_ada"
type Settings = { schedule: object; entry?: object }

describe("a plan that lets people in between two minutes (P3, P12)", () => {
  let world: World
  let meanwhile: Record<string, () => Promise<unknown>>
  beforeEach(async () => {
    meanwhile = {}
    world = await createWorld({
      start: "2026-12-01T09:00:00Z",
      options: { timezone: "Europe/Berlin" },
      failPoint: async (name) => {
        const act = meanwhile[name]
        delete meanwhile[name]
        await act?.()
      },
    })
  })
  afterEach(() => world.end())
  const verbs = () => world.marketing

  /** Who logs in waits a day and is marked. */
  const greeting = (more: object = {}, rest = { amount: 1, unit: "days" }) =>
    draw(
      {
        comes: ["trigger:did-something", { event: "login", ...more }],
        rest: ["wait", rest],
        mark: ["tags", { add: ["greeted"], remove: [] }],
      },
      ["comes out rest", "rest out mark"],
    )
  const publish = async (schedule: object, canvas = greeting()) => {
    const settings: Settings = { schedule, entry: { limit: null } }
    const plan = { name: "Advent", type: "triggered", canvas, settings }
    const { id } = await verbs().savePlan({ plan, actor })
    await verbs().publishPlan({ plan_id: id, actor })
    return id
  }
  const publishAgain = async (plan_id: string, schedule: object) => {
    await verbs().savePlan({ plan_id, plan: { settings: { schedule, entry: { limit: null } } }, actor })
    await verbs().publishPlan({ plan_id, actor })
  }
  const person = async (first_name: string, more: object = {}) =>
    (await addPeople(world.database, [{ first_name, ...more }]))[0]!
  const logsIn = async (pid: number) => {
    const at = await world.clock.now()
    await world.database.transaction((tx) =>
      verbs().recordEvents(tx, [
        { at, key: `login:${pid}:${at.getTime()}`, name: "login", pid, trusted: true },
      ]),
    )
  }
  const at = async (moment: string) => {
    world.clock.set(moment)
    await settle(world.marketing)
  }
  const inside = async () =>
    (
      await world.database.rows<{ name: string }>(
        `select first_name || ' ' || state as name from marketing_enrollment join marketing_profile using (pid) order by id`,
      )
    ).map(({ name }) => name)
  const stateOf = async (plan_id: string) => (await verbs().getPlan({ plan_id })).state
  const check = async (type: string, schedule: object) => {
    const { id } = await verbs().savePlan({
      plan: { name: "A plan", type, canvas: greeting(), settings: { schedule } },
      actor,
    })
    const { problems } = await verbs().checkPlan({ plan_id: id })
    return problems
      .filter(({ path }) => path.startsWith("settings"))
      .map(({ code, path, severity }) => `${code} ${path} ${severity ?? "error"}`)
  }

  it("Ada, who logs in the day before it begins, is not in it; Ben, who comes in the minute it begins, is", async () => {
    const [ada, ben] = [await person("Ada"), await person("Ben")]
    const id = await publish(
      { from: "2026-12-03T10:00", to: "2026-12-24T18:00" },
      greeting({ wait: { amount: 2, unit: "hours" } }),
    )
    expect(await verbs().getPlan({ plan_id: id })).toMatchObject({
      state: "scheduled",
      next_run_at: new Date("2026-12-03T09:00:00Z"),
    })
    // Her two hours are over after the beginning, but what she did was before it.
    await at("2026-12-03T08:59:59Z")
    await logsIn(ada)
    expect(await stateOf(id)).toBe("scheduled")
    await at("2026-12-03T09:00:00Z")
    expect(await stateOf(id)).toBe("running")
    await logsIn(ben)
    await at("2026-12-03T11:30:00Z")
    expect(await inside()).toEqual(["Ben inside"])
  })

  it("Cleo logs in as it begins, and a worker hears of her before anybody has started the plan: she is not lost", async () => {
    const cleo = await person("Cleo")
    const id = await publish({ from: "2026-12-03T10:00" })
    world.clock.set("2026-12-03T09:00:01Z")
    await logsIn(cleo)
    expect(await verbs().takeOccasions()).toBe(true)
    // Not asked for again in the same breath.
    expect(await verbs().takeOccasions()).toBe(false)
    expect(await inside()).toEqual([])
    await at("2026-12-03T09:00:03Z")
    expect(await stateOf(id)).toBe("running")
    expect(await inside()).toEqual(["Cleo inside"])
  })

  it("after its end nobody comes in; Ada, who is inside, gets what is hers, and then the plan is over by itself", async () => {
    const [ada, ben, cleo] = [await person("Ada"), await person("Ben"), await person("Cleo")]
    const id = await publish({ to: "2026-12-24T18:00" })
    await at("2026-12-24T16:59:00Z")
    await logsIn(ada)
    await settle(world.marketing)
    await at("2026-12-24T17:00:00Z")
    await logsIn(ben)
    await at("2026-12-25T16:58:00Z")
    await logsIn(cleo)
    await settle(world.marketing)
    expect(await stateOf(id)).toBe("running")
    await at("2026-12-25T16:59:00Z")
    expect(await stateOf(id)).toBe("ended")
    expect(await inside()).toEqual(["Ada through"])
    expect(
      await world.database.rows("select first_name as name, tags from marketing_profile order by pid"),
    ).toEqual([
      { name: "Ada", tags: ["greeted"] },
      { name: "Ben", tags: [] },
      { name: "Cleo", tags: [] },
    ])
    expect(await world.database.rows("select state, ended_at from marketing_run")).toEqual([
      { state: "ended", ended_at: new Date("2026-12-25T16:59:00Z") },
    ])
  })

  it("who logged in an hour before the end, and is let in two hours later, is not; with nobody inside the plan ends at once", async () => {
    const ada = await person("Ada")
    const id = await publish({ to: "2026-12-24T18:00" }, greeting({ wait: { amount: 2, unit: "hours" } }))
    await at("2026-12-24T16:00:00Z")
    await logsIn(ada)
    await at("2026-12-24T17:00:00Z")
    expect(await stateOf(id)).toBe("ended")
    await at("2026-12-24T18:00:00Z")
    await verbs().stopListening()
    expect(await inside()).toEqual([])
    expect(await world.database.rows("select 1 from marketing_occasion")).toEqual([])
  })

  it("Ada is being let in while the last second passes: the plan waits for her", async () => {
    const ada = await person("Ada")
    const id = await publish({ to: "2026-12-24T18:00" })
    world.clock.set("2026-12-24T16:59:59Z")
    await logsIn(ada)
    let ended: Promise<unknown> = Promise.resolve()
    meanwhile["occasions.beforeCommit"] = async () => {
      world.clock.set("2026-12-24T17:00:00Z")
      let is_over = false
      ended = verbs()
        .endFinishedRuns()
        .finally(() => {
          is_over = true
        })
      // Through, or waiting for us.
      while (!is_over && !(await anyWaits()));
    }
    await verbs().takeOccasions()
    await ended
    expect(await stateOf(id)).toBe("running")
    expect(await inside()).toEqual(["Ada inside"])
    await at("2026-12-25T17:00:00Z")
    expect(await stateOf(id)).toBe("ended")
    expect(await inside()).toEqual(["Ada through"])
  })
  const anyWaits = async () =>
    (await world.database.one(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )) !== undefined

  it("paused over its end, it ends when it is resumed and Ada is through", async () => {
    const [ada, ben] = [await person("Ada"), await person("Ben")]
    const id = await publish({ to: "2026-12-24T18:00" })
    await at("2026-12-24T12:00:00Z")
    await logsIn(ada)
    await settle(world.marketing)
    await verbs().pausePlan({ plan_id: id, actor })
    await at("2026-12-27T12:00:00Z")
    expect(await stateOf(id)).toBe("paused")
    await verbs().resumePlan({ plan_id: id, actor })
    await logsIn(ben)
    await settle(world.marketing)
    expect(await stateOf(id)).toBe("ended")
    expect(await inside()).toEqual(["Ada through"])
  })

  it("paused before it begins, it begins when it is resumed; what happened until then lets nobody in", async () => {
    const [ada, ben] = [await person("Ada"), await person("Ben")]
    const id = await publish({ from: "2026-12-03T10:00" })
    await verbs().pausePlan({ plan_id: id, actor })
    await at("2026-12-04T08:59:00Z")
    await logsIn(ada)
    await at("2026-12-04T09:00:00Z")
    await verbs().resumePlan({ plan_id: id, actor })
    expect(await stateOf(id)).toBe("scheduled")
    await at("2026-12-04T09:01:00Z")
    expect(await stateOf(id)).toBe("running")
    await logsIn(ben)
    await settle(world.marketing)
    expect(await inside()).toEqual(["Ben inside"])
  })

  it("called off before it begins, nobody ever comes in", async () => {
    const ada = await person("Ada")
    const id = await publish({ from: "2026-12-03T10:00" })
    await verbs().cancelPlan({ plan_id: id, actor })
    await at("2026-12-03T10:00:00Z")
    await logsIn(ada)
    await settle(world.marketing)
    expect(await stateOf(id)).toBe("cancelled")
    expect(await inside()).toEqual([])
  })

  describe("published again", () => {
    it("with a later end it goes on, also when the old one is over and only Ada is still inside", async () => {
      const [ada, ben] = [await person("Ada"), await person("Ben")]
      const id = await publish({ to: "2026-12-24T18:00" })
      await at("2026-12-24T16:00:00Z")
      await logsIn(ada)
      await settle(world.marketing)
      await at("2026-12-24T20:00:00Z")
      await publishAgain(id, { to: "2026-12-31T18:00" })
      await logsIn(ben)
      await settle(world.marketing)
      await at("2026-12-26T20:00:00Z")
      expect(await stateOf(id)).toBe("running")
      expect(await inside()).toEqual(["Ada through", "Ben through"])
      await at("2026-12-31T17:00:00Z")
      expect(await stateOf(id)).toBe("ended")
    })

    it("before it begins, it begins when the new version says", async () => {
      const ada = await person("Ada")
      const id = await publish({ from: "2026-12-10T10:00" })
      await publishAgain(id, { from: "2026-12-05T10:00" })
      await at("2026-12-04T09:00:00Z")
      expect(await stateOf(id)).toBe("scheduled")
      await publishAgain(id, { at: "now" })
      expect(await stateOf(id)).toBe("running")
      await logsIn(ada)
      await settle(world.marketing)
      expect(await inside()).toEqual(["Ada inside"])
    })

    it("with a later start nobody comes in until then, and who is inside goes on", async () => {
      const [ada, ben, cleo] = [await person("Ada"), await person("Ben"), await person("Cleo")]
      const id = await publish({ at: "now" })
      await logsIn(ada)
      await settle(world.marketing)
      await logsIn(cleo)
      await publishAgain(id, { from: "2026-12-10T10:00" })
      await at("2026-12-03T09:00:00Z")
      await logsIn(ben)
      await settle(world.marketing)
      expect(await inside()).toEqual(["Ada through"])
      await at("2026-12-10T09:00:00Z")
      await logsIn(ben)
      await settle(world.marketing)
      expect(await inside()).toEqual(["Ada through", "Ben inside"])
    })

    it("an end that is over lets nobody in any more; whoever changes what its people meet is only warned", async () => {
      const [ada, ben] = [await person("Ada"), await person("Ben")]
      const id = await publish({ at: "now" })
      await logsIn(ada)
      await at("2026-12-01T12:00:00Z")
      await publishAgain(id, { to: "2026-12-01T12:00" })
      await logsIn(ben)
      await settle(world.marketing)
      expect(await inside()).toEqual(["Ada inside"])
      const { problems } = await verbs().checkPlan({ plan_id: id })
      expect(problems).toMatchObject([{ code: "schedule/end-past", severity: "warning" }])
      await at("2026-12-02T12:00:00Z")
      expect(await stateOf(id)).toBe("ended")
    })
  })

  it("holds for birthdays and for segments as well (P7)", async () => {
    await person("Ada", { birthday: "1990-12-02" })
    await person("Ben", { birthday: "1990-12-05" })
    await person("Cleo", { birthday: "1990-12-08" })
    const { id: segment_id } = await verbs().saveSegment({ name: "Gold", type: "static", customer_ids: [] })
    const schedule = { from: "2026-12-04T00:00", to: "2026-12-07T00:00" }
    const begun = (trigger: [string, Record<string, unknown>]) =>
      publish(schedule, draw({ begin: trigger, note: ["join"] }, ["begin out note"]))
    const plans = [
      await begun(["trigger:birthday", { time: "09:00" }]),
      await begun(["trigger:segment-entered", { segment_id }]),
    ]
    const joins = (name: string) =>
      world.database
        .one<{ customer_id: string }>("select customer_id from marketing_profile where first_name = $1", [
          name,
        ])
        .then((found) => verbs().addToSegment({ segment_id, customer_ids: [found!.customer_id] }))
    for (let hour = 0; hour < 24 * 8; hour++) {
      world.clock.pass({ hours: 1 })
      const now = (await world.clock.now()).toISOString()
      if (now.startsWith("2026-12-02T10")) await joins("Ada")
      if (now.startsWith("2026-12-06T10")) await joins("Ben")
      if (now.startsWith("2026-12-07T10")) await joins("Cleo")
      await settle(world.marketing)
    }
    expect(await inside()).toEqual(["Ben through", "Ben through"])
    for (const plan of plans) expect(await stateOf(plan)).toBe("ended")
  })

  describe("is refused", () => {
    it("when it ends before it begins, or its end is over, or its days are not in the calendar", async () => {
      expect(await check("triggered", { from: "2026-12-24T10:00", to: "2026-12-24T10:00" })).toEqual([
        "schedule/end-not-after-start settings.schedule.to error",
      ])
      expect(await check("triggered", { to: "2026-12-01T10:00" })).toEqual([
        "schedule/end-past settings.schedule.to error",
      ])
      expect(await check("triggered", { from: "2026-11-31T10:00", to: "2027-02-29T10:00" })).toEqual([
        "schedule/no-such-day settings.schedule.from error",
        "schedule/no-such-day settings.schedule.to error",
      ])
      // Begun long ago.
      expect(await check("triggered", { from: "2020-01-01T10:00", to: "2026-12-01T10:01" })).toEqual([])
    })

    it("of a plan that starts by the clock; and a start by the clock means nothing to this one", async () => {
      const span = { from: "2026-12-03T10:00" }
      expect(await check("one_time", span)).toContain("plan/schedule-not-one-time settings.schedule error")
      expect(await check("recurring", span)).toContain("plan/schedule-not-recurring settings.schedule error")
      expect(await check("triggered", { every: "day", time: "10:00" })).toEqual([
        "plan/schedule-not-triggered settings.schedule warning",
      ])
      await expect(check("triggered", { from: "2026-12-03", to: "tomorrow" })).rejects.toMatchObject({
        problems: [{ path: "settings.schedule.from" }, { path: "settings.schedule.to" }],
      })
    })
  })
})
