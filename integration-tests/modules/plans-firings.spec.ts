import { Conflict, Refused } from "../../src/core/problem"
import { seededChance } from "../crash/seeded-chance"
import { settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const actor = "user_ada"

describe("a recurring plan", () => {
  let world: World
  let failPoint: (name: string) => void = () => undefined
  const verbs = () => world.marketing

  /** Who is in the audience gets ten points at each firing; `wait` keeps them before that. */
  const publish = async (schedule: object, more: { wait?: object; type?: string } = {}): Promise<string> => {
    const canvas = {
      nodes: [
        { id: "who", kind: "conditions", settings: { rule: { all: [] } } },
        ...(more.wait ? [{ id: "wait", kind: "wait", settings: more.wait }] : []),
        { id: "points", kind: "benefit:points", settings: { amount: 10 } },
      ],
      edges: more.wait
        ? [
            { from: "who", to: "wait" },
            { from: "wait", to: "points" },
          ]
        : [{ from: "who", to: "points" }],
    }
    const { id } = await verbs().savePlan({
      plan: { name: "Newsletter", type: more.type ?? "recurring", settings: { schedule }, canvas },
      actor,
    })
    await verbs().publishPlan({ plan_id: id, actor })
    return id
  }
  /** What a worker does when its clock shows this. */
  const workAt = async (at: string): Promise<void> => {
    world.clock.set(at)
    await settle(verbs())
  }
  const runs = async (id: string) => {
    const { runs } = await verbs().listRuns({ plan_id: id, offset: 0, limit: 50 })
    return runs
      .reverse()
      .map(({ slot, state, missed }) => `${slot} ${state}${missed ? ` for ${missed}` : ""}`)
  }
  const state = async (id: string) => (await verbs().getPlan({ plan_id: id })).state
  const points = async () =>
    (await world.database.one<{ n: number }>("select count(*) as n from marketing_effect where done"))!.n
  const next = async () => (await verbs().listPlans({ offset: 0, limit: 1 })).plans[0]!.next_run_at

  beforeEach(async () => {
    failPoint = () => undefined
    world = await createWorld({
      start: "2026-03-16T08:00:00Z",
      options: { timezone: "Europe/Berlin" },
      failPoint: (name) => failPoint(name),
    })
    await addPeople(world.database, [{}])
  })
  afterEach(() => world.end())

  it("goes out every Monday at ten by the store's wall, also when the clocks change (P4, F6)", async () => {
    const id = await publish({ every: "week", on: ["mon"], time: "10:00" })
    expect(await state(id)).toBe("scheduled")
    expect(await next()).toEqual(new Date("2026-03-16T09:00:00Z"))
    await workAt("2026-03-16T08:59:59Z")
    expect(await points()).toBe(0)
    for (const [at, given] of [
      ["2026-03-16T09:00:00Z", 1],
      ["2026-03-23T09:00:00Z", 2],
      // Summer time began on the 29th.
      ["2026-03-30T07:59:59Z", 2],
      ["2026-03-30T08:00:00Z", 3],
    ] as const) {
      await workAt(at)
      expect(await points()).toBe(given)
    }
    expect(await state(id)).toBe("running")
    expect(await runs(id)).toEqual([
      "2026-03-16T10:00 ended",
      "2026-03-23T10:00 ended",
      "2026-03-30T10:00 ended",
      "2026-04-06T10:00 scheduled",
    ])
    expect(await next()).toEqual(new Date("2026-04-06T08:00:00Z"))
  })

  it("counts its intervals from the day of publishing, which it writes down: every other week stays so (P4)", async () => {
    const id = await publish({ every: "week", interval: 2, on: ["mon"], time: "08:30" })
    // Today's half past eight is over, so the first Monday is the next one.
    expect((await verbs().getPlan({ plan_id: id })).settings.schedule).toMatchObject({ from: "2026-03-17" })
    for (const day of ["2026-03-23", "2026-04-01", "2026-04-06"]) await workAt(`${day}T12:00:00Z`)
    expect(await runs(id)).toEqual([
      "2026-03-23T08:30 ended",
      "2026-04-06T08:30 ended",
      "2026-04-20T08:30 scheduled",
    ])
  })

  it("on the 31st comes on the last day of shorter months, or not at all, as was said (F7)", async () => {
    const monthly = { every: "month", on: [31], time: "10:00", to: "2026-06-30" }
    const last = await publish({ ...monthly, missing_day: "last" })
    const skip = await publish({ ...monthly, missing_day: "skip" })
    for (const day of ["2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"])
      await workAt(`${day}T12:00:00Z`)
    expect(await runs(last)).toEqual(
      ["2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"].map((day) => `${day}T10:00 ended`),
    )
    expect(await runs(skip)).toEqual(["2026-03-31T10:00 ended", "2026-05-31T10:00 ended"])
    // The time of both is over and everybody is through.
    expect([await state(last), await state(skip)]).toEqual(["ended", "ended"])
  })

  it("after a server was down for two days runs once, as the latest firing, and goes on as before (F10)", async () => {
    const id = await publish({ every: "day", time: "10:00" })
    await workAt("2026-03-16T09:00:00Z")
    await workAt("2026-03-19T12:00:00Z")
    expect(await points()).toBe(2)
    expect(await runs(id)).toEqual([
      "2026-03-16T10:00 ended",
      "2026-03-19T10:00 ended for 2",
      "2026-03-20T10:00 scheduled",
    ])
    await workAt("2026-03-20T09:00:00Z")
    expect(await points()).toBe(3)
  })

  it("paused over firings starts nothing; resumed, what is still due starts once (P12, F10)", async () => {
    const id = await publish({ every: "day", time: "10:00" })
    await workAt("2026-03-16T09:00:00Z")
    await verbs().pausePlan({ plan_id: id, actor })
    await workAt("2026-03-18T12:00:00Z")
    expect([await points(), await next()]).toEqual([1, null])
    expect(await verbs().resumePlan({ plan_id: id, actor })).toMatchObject({ state: "running" })
    await settle(verbs())
    expect(await points()).toBe(2)
    expect((await runs(id)).slice(1)).toEqual(["2026-03-18T10:00 ended for 1", "2026-03-19T10:00 scheduled"])
    await verbs().pausePlan({ plan_id: id, actor })
    await verbs().resumePlan({ plan_id: id, actor })
    await settle(verbs())
    expect(await points()).toBe(2)
  })

  it("with two workers and more at the same second makes one run (P4, G1)", async () => {
    const ids = [
      await publish({ every: "day", time: "10:00" }),
      await publish({ every: "day", time: "10:00" }),
    ]
    world.clock.set("2026-03-16T09:00:00Z")
    const begun = await Promise.all([1, 2, 3, 4].map(() => verbs().startDueRuns()))
    expect(begun.filter(Boolean)).toHaveLength(1)
    await settle(verbs())
    expect(await points()).toBe(2)
    for (const id of ids)
      expect(await runs(id)).toEqual(["2026-03-16T10:00 ended", "2026-03-17T10:00 scheduled"])
  })

  it("takes who is still inside in again with the next firing; both runs live side by side (P4)", async () => {
    const id = await publish({ every: "day", time: "10:00" }, { wait: { amount: 30, unit: "hours" } })
    await workAt("2026-03-16T09:00:00Z")
    await workAt("2026-03-17T09:00:00Z")
    // One person, twice.
    expect((await verbs().listPlans({ offset: 0, limit: 1 })).plans[0]!.inside).toBe(1)
    expect(
      await world.database.rows("select pid from marketing_enrollment where state = 'inside'"),
    ).toHaveLength(2)
    expect((await runs(id)).slice(0, 2)).toEqual(["2026-03-16T10:00 running", "2026-03-17T10:00 running"])
    // The numbers on the canvas are those of the latest run that began, not of the one ahead.
    expect(await verbs().planNodes({ plan_id: id })).toMatchObject([
      { node: "wait", in: 1, waiting: 1 },
      { node: "who", in: 1 },
    ])
    await workAt("2026-03-18T15:00:00Z")
    expect(await points()).toBe(2)
  })

  it("with an end date starts last on that day and ends when everybody is through (P12)", async () => {
    const id = await publish(
      { every: "day", time: "10:00", to: "2026-03-17" },
      { wait: { amount: 2, unit: "days" } },
    )
    await workAt("2026-03-16T09:00:00Z")
    await workAt("2026-03-17T09:00:00Z")
    expect([await state(id), await next()]).toEqual(["running", null])
    await workAt("2026-03-18T23:00:00Z")
    expect(await state(id)).toBe("running")
    await workAt("2026-03-19T09:00:00Z")
    expect([await state(id), await points()]).toEqual(["ended", 2])
  })

  it("whose time was over while it was paused starts once more, and ends (F10, P12)", async () => {
    const id = await publish({ every: "day", time: "10:00", to: "2026-03-17" })
    await workAt("2026-03-16T09:00:00Z")
    await verbs().pausePlan({ plan_id: id, actor })
    await workAt("2026-03-25T12:00:00Z")
    await verbs().resumePlan({ plan_id: id, actor })
    await settle(verbs())
    expect([await state(id), await points()]).toEqual(["ended", 2])
  })

  it("ended starts no more, and called off before its first firing it is cancelled (P12)", async () => {
    const id = await publish({ every: "day", time: "10:00" })
    const off = await publish({ every: "day", time: "10:00" })
    await verbs().cancelPlan({ plan_id: off, actor })
    await workAt("2026-03-16T09:00:00Z")
    await expect(verbs().cancelPlan({ plan_id: id, actor })).rejects.toBeInstanceOf(Conflict)
    await verbs().endPlan({ plan_id: id, actor })
    await workAt("2026-03-20T09:00:00Z")
    expect(await points()).toBe(1)
    expect(await runs(id)).toEqual(["2026-03-16T10:00 ended", "2026-03-17T10:00 cancelled"])
    expect(await runs(off)).toEqual(["2026-03-16T10:00 cancelled"])
  })

  it("loses no firing and doubles none, wherever workers die in the middle of one (G1, G10)", async () => {
    const chance = seededChance(7)
    const deadly = new Set<string>()
    failPoint = (name) => {
      if (chance() > 0.3 || name.startsWith("publish.")) return
      deadly.add(name)
      throw new Error(`died at ${name}`)
    }
    const id = await publish({ every: "day", time: "10:00", to: "2026-04-05" })
    for (let day = 16; day <= 36; day++) {
      world.clock.set(new Date(Date.UTC(2026, 2, day, 12)))
      // Each death is a new worker's turn; in the end nothing is due.
      for (let more = true; more; )
        more = await verbs()
          .startDueRuns()
          .catch(() => true)
    }
    failPoint = () => undefined
    await settle(verbs())
    expect([...deadly].sort()).toEqual(["firing.afterCommit", "firing.beforeCommit"])
    const slots = Array.from({ length: 21 }, (_, n) => new Date(Date.UTC(2026, 2, 16 + n)).toISOString())
    expect(await runs(id)).toEqual(slots.map((slot) => `${slot.slice(0, 10)}T10:00 ended`))
    expect([await points(), await state(id)]).toEqual([21, "ended"])
  })

  it("whose time cannot be worked out keeps no other from starting, rests, and says why (G10)", async () => {
    const id = await publish({ every: "day", time: "10:00" })
    const broken = await publish({ every: "day", time: "10:00" })
    // As no check lets through: what stops this one may be anything.
    await world.database.run("update marketing_run set slot = 'at noon' where plan_no = 2")
    world.clock.set("2026-03-16T12:00:00Z")
    let thrown = 0
    for (let pass = 0; pass < 8; pass++)
      await verbs()
        .startDueRuns()
        .catch(() => thrown++)
    await settle(verbs())
    expect(await runs(id)).toEqual(["2026-03-16T10:00 ended", "2026-03-17T10:00 scheduled"])
    // The first failed with everybody else, then alone until it was left alone.
    expect(thrown).toBe(6)
    const page = { offset: 0, limit: 1 }
    const [late] = (await verbs().listRuns({ plan_id: broken, ...page })).runs
    expect(late).toMatchObject({ state: "scheduled", reason: expect.stringContaining("Invalid") })
    expect((await verbs().readHealth()).breakers).toMatchObject([
      { plan: { id: broken }, reason: late!.reason },
    ])
    // It is asked again, and tells when it works.
    await world.database.run(
      "update marketing_run set slot = '2026-03-16T10:00' where plan_no = 2 and slot = 'at noon'",
    )
    await workAt("2026-03-16T12:01:00Z")
    expect(await runs(broken)).toEqual(["2026-03-16T10:00 ended", "2026-03-17T10:00 scheduled"])
    expect((await verbs().readHealth()).breakers).toEqual([])
  })

  it("is refused with a reason when it has no schedule of its own, or one that never starts", async () => {
    const refusal = async (schedule: object, type = "recurring") => {
      const refused = await publish(schedule, { type }).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(Refused)
      return (refused as Refused).problems.map((p) => `${p.code} ${p.path}`)
    }
    expect(await refusal({ at: "now" })).toEqual(["plan/schedule-not-recurring settings.schedule"])
    expect(await refusal({ every: "day", time: "10:00" }, "one_time")).toEqual([
      "plan/schedule-not-one-time settings.schedule",
    ])
    expect(await refusal({ every: "day", time: "10:00", from: "2026-01-01", to: "2026-03-15" })).toEqual([
      "schedule/over settings.schedule.to",
    ])
  })

  it("tells its next ten firings as it is drawn, as it is saved, and while it runs (P4)", async () => {
    const settings = { schedule: { every: "month", on: [31], time: "02:30", to: "2026-12-31" } }
    const drawn = await verbs().listFirings({ draft: { type: "recurring", settings } })
    expect(drawn).toMatchObject({ zone: "Europe/Berlin", problems: [] })
    expect(drawn.firings.map(({ slot }) => slot.slice(5, 10))).toEqual(
      "03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31".split(" "),
    )
    const never = { schedule: { every: "week", time: "10:00" } }
    expect(await verbs().listFirings({ draft: { type: "recurring", settings: never } })).toMatchObject({
      firings: [],
      problems: [{ code: "schedule/no-weekdays" }],
    })
    expect((await verbs().listFirings({ draft: {} })).firings).toEqual([])

    const id = await publish({ every: "day", time: "10:00", to: "2026-03-18" })
    const ahead = async () =>
      (await verbs().listFirings({ plan_id: id })).firings.map((f) => f.slot.slice(8, 10))
    expect(await ahead()).toEqual(["16", "17", "18"])
    await workAt("2026-03-16T09:00:00Z")
    expect(await ahead()).toEqual(["17", "18"])
    await verbs().endPlan({ plan_id: id, actor })
    expect(await ahead()).toEqual([])
    const once = await publish({ at: "2026-03-20T10:00", zone: "customer" }, { type: "one_time" })
    expect((await verbs().listFirings({ plan_id: once })).firings).toEqual([
      {
        slot: "2026-03-20T10:00",
        at: new Date("2026-03-20T09:00:00Z"),
        first: new Date("2026-03-19T20:00:00Z"),
        last: new Date("2026-03-20T22:00:00Z"),
      },
    ])
    await workAt("2026-03-19T20:00:00Z")
    expect((await verbs().listFirings({ plan_id: once })).firings).toEqual([])
  })

  describe("on each customer's own clock", () => {
    const zones = ["Asia/Tokyo", "Europe/Berlin", "America/Los_Angeles", null, "Moon/Base"]
    /** The moments at which points were given, in the order of `zones`. */
    const givenAt = async () =>
      (await world.database.rows<{ at: Date }>("select at from marketing_effect order by at::date, pid")).map(
        (row) => row.at.toISOString().slice(0, 16),
      )
    /** A worker that looks every hour. */
    const workThrough = async (from: string, hours: number) => {
      for (let hour = 0; hour <= hours; hour++)
        await workAt(new Date(Date.parse(from) + hour * 3_600_000).toISOString())
    }

    beforeEach(async () => {
      await world.database.run("delete from marketing_profile")
      await addPeople(
        world.database,
        zones.map((zone) => ({ zone })),
      )
    })

    it("reaches everybody at ten by her own wall; who has no known zone by the store's (P4, F8)", async () => {
      const id = await publish({
        every: "day",
        time: "10:00",
        from: "2026-03-18",
        to: "2026-03-18",
        zone: "customer",
      })
      // The first of the world are due in Kiritimati.
      expect(await next()).toEqual(new Date("2026-03-17T20:00:00Z"))
      await workThrough("2026-03-17T19:00:00Z", 30)
      expect(await givenAt()).toEqual([
        "2026-03-18T01:00",
        "2026-03-18T09:00",
        "2026-03-18T17:00",
        "2026-03-18T09:00",
        "2026-03-18T09:00",
      ])
      expect(await state(id)).toBe("ended")
    })

    it("once, published when some zones are past the time: these at once, and the check says so (P3, F8)", async () => {
      world.clock.set("2026-03-18T05:00:00Z")
      const schedule = { at: "2026-03-18T10:00", zone: "customer" }
      const id = await publish(schedule, { type: "one_time" })
      expect(await verbs().checkPlan({ plan_id: id })).toMatchObject({
        problems: [{ code: "schedule/some-clocks-past", severity: "warning" }],
      })
      expect(await state(id)).toBe("running")
      await workThrough("2026-03-18T05:00:00Z", 14)
      expect((await givenAt()).slice(0, 3)).toEqual([
        "2026-03-18T05:00",
        "2026-03-18T09:00",
        "2026-03-18T17:00",
      ])
      expect(await state(id)).toBe("ended")
    })

    it("counts waits from her own time on, not from when the run took her in (F8)", async () => {
      const schedule = { at: "2026-03-18T10:00", zone: "customer" }
      await publish(schedule, { type: "one_time", wait: { amount: 2, unit: "hours" } })
      await workThrough("2026-03-17T19:00:00Z", 30)
      expect((await givenAt()).slice(0, 3)).toEqual([
        "2026-03-18T03:00",
        "2026-03-18T11:00",
        "2026-03-18T19:00",
      ])
    })
  })
})
