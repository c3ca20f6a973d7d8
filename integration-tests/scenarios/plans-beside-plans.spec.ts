import { SENDING_LIMITS } from "../../src/core/message/sending-limits"
import { agree, sendAll } from "../support/messages"
import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const everybody: [string, Record<string, unknown>] = ["conditions", { rule: { all: [] } }]
const mail = (subject: string): [string, Record<string, unknown>] => [
  "message:email",
  { content: { subject, html: "<p>Hi</p>" } },
]

describe("plans beside each other, and what stops them (P9, P10, P12)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    const pids = await addPeople(world.database, [
      { first_name: "Ada", email: "ada@example.test" },
      { first_name: "Ben", email: "ben@example.test" },
    ])
    await agree(world, pids)
  })
  afterEach(() => world.end())

  const publish = async (name: string, more: { canvas?: object; settings?: object; type?: string } = {}) => {
    const canvas = draw({ who: everybody, mail: mail(name) }, ["who out mail"])
    const { id } = await world.marketing.savePlan({ plan: { name, canvas, ...more }, actor: "a" })
    await world.marketing.publishPlan({ plan_id: id, actor: "a" })
    await work()
    return id
  }
  const republish = async (plan_id: string, plan: object) => {
    await world.marketing.savePlan({ plan_id, plan, actor: "a" })
    await world.marketing.publishPlan({ plan_id, actor: "a" })
    await work()
  }
  const work = async () => {
    await settle(world.marketing)
    await sendAll(world)
    await settle(world.marketing)
  }
  const pass = async (span: Parameters<World["clock"]["pass"]>[0]) => {
    world.clock.pass(span)
    await work()
  }
  /** What became of a plan's messages, by name. */
  const became = async (plan_id: string) =>
    (
      await world.database.rows<{ line: string }>(
        `select concat_ws(' ', first_name, s.state, s.reason) as line from marketing_send s
           join marketing_plan p on p.no = s.plan_no join marketing_profile using (pid) where p.id = $1 order by 1`,
        [plan_id],
      )
    ).map(({ line }) => line)
  const named = (name: string) => ({ rule: { fact: "profile.first_name", op: "is", value: name } })
  const state = async (plan_id: string) => (await world.marketing.getPlan({ plan_id })).state

  it("whom another plan reached within two days is left alone, everybody else is written to (P9)", async () => {
    const first = draw({ who: ["conditions", named("Ada")], mail: mail("First") }, ["who out mail"])
    await publish("First", { canvas: first })
    await pass({ days: 1 })
    const settings = { do_not_disturb: { hours: 48 } }
    const second = await publish("Second", { settings })
    expect(await became(second)).toEqual(["Ada blocked do_not_disturb", "Ben sent"])
    await pass({ days: 1, hours: 1 })
    // Ben was reached by the second, Ada by the first only, and that is long enough ago.
    const third = await publish("Third", { settings })
    expect(await became(third)).toEqual(["Ada sent", "Ben blocked do_not_disturb"])
  })

  it("do-not-disturb is that of the newest version, also for a message that was asked for by an older one; its words are the older one's (P9, P20)", async () => {
    await world.marketing.saveSendingLimits({
      change: { quiet_hours: { from: "08:00", to: "18:00", then: "hold", exempt: [] } },
      actor: "a",
    })
    const drawn = (words: string) =>
      draw({ who: everybody, mail: mail(words), rest: ["wait", { amount: 9, unit: "days" }] }, [
        "who out mail",
        "mail out rest",
      ])
    const id = await publish("Held", { canvas: drawn("Held") })
    expect((await became(id)).map((line) => line.slice(0, 10))).toEqual(["Ada queued", "Ben queued"])
    await world.marketing.saveSendingLimits({ change: { quiet_hours: null }, actor: "a" })
    const toAda = draw({ who: ["conditions", named("Ada")], mail: mail("Now") }, ["who out mail"])
    await publish("Now", { canvas: toAda })
    await republish(id, {
      canvas: drawn("Other words"),
      settings: { do_not_disturb: { hours: 48 } },
    })
    await pass({ hours: 12 })
    expect(await became(id)).toEqual(["Ada blocked do_not_disturb", "Ben sent"])
    expect(world.notified.map(({ to, content }) => `${to} ${content.subject}`)).toEqual([
      "ada@example.test Now",
      "ben@example.test Held",
    ])
  })

  it("of two plans and a third nobody gets more than two messages a day; the next day there is room again (P10)", async () => {
    const ids = [await publish("One"), await publish("Two"), await publish("Three")]
    expect(SENDING_LIMITS.caps.per_day).toBe(2)
    expect(await Promise.all(ids.map(became))).toEqual([
      ["Ada sent", "Ben sent"],
      ["Ada sent", "Ben sent"],
      ["Ada blocked capped", "Ben blocked capped"],
    ])
    await pass({ days: 1 })
    expect(await became(await publish("Four"))).toEqual(["Ada sent", "Ben sent"])
  })

  it("a name and a category belong to the plan and change at once, for who is inside too (P20)", async () => {
    const canvas = draw({ who: everybody, rest: ["wait", { amount: 1, unit: "days" }], mail: mail("Late") }, [
      "who out rest",
      "rest out mail",
    ])
    const id = await publish("Old name", { canvas })
    await world.marketing.saveSendingLimits({
      change: { caps: { ...SENDING_LIMITS.caps, per_day: 1, exempt: ["notice"] } },
      actor: "a",
    })
    await world.marketing.savePlan({
      plan_id: id,
      plan: { name: "New name", category: "notice" },
      actor: "a",
    })
    expect(await world.marketing.getPlan({ plan_id: id })).toMatchObject({ name: "New name", version: 1 })
    await pass({ days: 1 })
    const other = await publish("Other")
    // What is a notice now takes no place.
    expect([await became(id), await became(other)]).toEqual([
      ["Ada sent", "Ben sent"],
      ["Ada sent", "Ben sent"],
    ])
  })

  it("a plan is paused before it begins and while it runs, goes on, ends by itself when everybody is through, or by hand (P12)", async () => {
    const canvas = draw(
      { who: everybody, rest: ["wait", { amount: 1, unit: "days" }], mail: mail("Hello") },
      ["who out rest", "rest out mail"],
    )
    const later = { schedule: { at: "2026-03-02T12:00", zone: "store" } }
    const [one, two] = [
      await publish("One", { canvas, settings: later }),
      await publish("Two", { canvas, settings: later }),
    ]
    const act = (what: "pausePlan" | "resumePlan" | "endPlan", plan_id: string) =>
      world.marketing[what]({ plan_id, actor: "a" })
    expect(await state(one)).toBe("scheduled")
    await act("pausePlan", one)
    await pass({ hours: 5 })
    expect([await state(one), await state(two)]).toEqual(["paused", "running"])
    expect(await world.database.rows("select distinct plan_no from marketing_enrollment")).toHaveLength(1)
    await act("resumePlan", one)
    await work()
    expect(await state(one)).toBe("running")
    for (const id of [one, two]) await act("pausePlan", id)
    await pass({ days: 2 })
    expect([await became(one), await became(two)]).toEqual([[], []])
    await act("resumePlan", one)
    await act("endPlan", two)
    await work()
    expect([await became(one), await became(two)]).toEqual([["Ada sent", "Ben sent"], []])
    expect([await state(one), await state(two)]).toEqual(["ended", "ended"])
    await world.marketing.clearStoppedRuns()
    expect(
      await world.database.rows(
        "select name, e.state, reason, count(*) as n from marketing_enrollment e join marketing_plan on no = plan_no group by 1, 2, 3 order by 1",
      ),
    ).toEqual([
      { name: "One", state: "through", reason: null, n: 2 },
      { name: "Two", state: "left", reason: "plan_ended", n: 2 },
    ])
  })

  it("a plan is over when its last message has gone out; until then it is paused, goes on, and is ended, which calls the others off (P12, G11)", async () => {
    const publishOnly = async (name: string) => {
      const canvas = draw({ who: everybody, mail: mail(name) }, ["who out mail"])
      const { id } = await world.marketing.savePlan({ plan: { name, canvas }, actor: "a" })
      await world.marketing.publishPlan({ plan_id: id, actor: "a" })
      await settle(world.marketing)
      return id
    }
    const [kept, dropped] = [await publishOnly("Kept"), await publishOnly("Dropped")]
    expect([await state(kept), await became(kept)]).toEqual(["running", ["Ada queued", "Ben queued"]])
    expect((await world.marketing.getPlan({ plan_id: kept })).actions).toEqual(
      expect.arrayContaining(["pause", "end"]),
    )

    for (const plan_id of [kept, dropped]) await world.marketing.pausePlan({ plan_id, actor: "a" })
    await work()
    expect(await became(kept)).toEqual(["Ada queued", "Ben queued"])
    await world.marketing.endPlan({ plan_id: dropped, actor: "a" })
    await world.marketing.resumePlan({ plan_id: kept, actor: "a" })
    await work()
    expect([await became(kept), await became(dropped)]).toEqual([
      ["Ada sent", "Ben sent"],
      ["Ada cancelled plan_ended", "Ben cancelled plan_ended"],
    ])
    expect([await state(kept), await state(dropped)]).toEqual(["ended", "ended"])
  })
})
