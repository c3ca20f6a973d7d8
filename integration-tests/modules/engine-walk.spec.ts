import { createHash } from "node:crypto"
import { z } from "zod"
import { defineKind } from "../../src/extension/kind"
import { defineMarketingExtension } from "../../src/extension/registry"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { optionsSchema } from "../../src/modules/marketing/options"
import { oneConnectionEach } from "../support/one-connection"
import { addPlan, createMarketingWith, draw, settle } from "../support/plans"
import { quietPorts } from "../support/quiet-ports"
import { addPeople, freshDatabase, standingClock } from "../support/world"

const label = { en: "Test" }
const port = (id: string) => ({ id, label })

let isDown = false
/** A guest's kinds, through the same door as ours. */
const guest = defineMarketingExtension({
  name: "guest",
  kinds: [
    defineKind({
      id: "guest:lookup",
      group: "flow",
      icon: "users",
      label,
      settings: z.object({}),
      summary: () => label,
      ports: () => [port("out")],
      run: () => {
        if (isDown) throw new Error("the price list is away")
        return { do: "go", port: "out" }
      },
    }),
    defineKind({
      id: "guest:everyone",
      group: "who",
      icon: "users",
      label,
      settings: z.object({}),
      summary: () => label,
      ports: () => [port("out")],
      entry: true,
      audience: () => ({ rule: { all: [] } }),
      run: () => ({ do: "go", port: "out" }),
    }),
    defineKind({
      id: "guest:parity",
      group: "flow",
      icon: "funnel",
      label,
      settings: z.object({}),
      summary: () => label,
      ports: () => [port("even"), port("odd")],
      run: ({ visit }) => ({ do: "go", port: visit.pid % 2 === 0 ? "even" : "odd", reason: "counted" }),
    }),
    defineKind({
      id: "guest:moody",
      group: "flow",
      icon: "bolt",
      label,
      settings: z.object({ bad: z.number() }),
      summary: () => label,
      ports: () => [port("out")],
      run: ({ visit, settings }) => {
        if (visit.pid === settings.bad) throw new Error("not today")
        return { do: "go", port: "out" }
      },
    }),
  ],
})

describe("people walking through a plan", () => {
  let database: Database
  let marketing: Marketing
  let drop: () => Promise<void>
  const clock = standingClock("2026-03-02T09:00:00Z")
  const people = (count: number) =>
    addPeople(
      database,
      Array.from({ length: count }, () => ({})),
    )
  const ends = (run_no: number) =>
    database.rows(
      `select state, reason, count(*) as n from marketing_enrollment where run_no = $1 group by 1, 2 order by 1, 2`,
      [run_no],
    )

  beforeEach(async () => {
    const fresh = await freshDatabase()
    drop = fresh.drop
    database = connectDatabase(fresh.url)
    clock.set("2026-03-02T09:00:00Z")
    const { database: watched, clock: watchedClock } = oneConnectionEach({ database, clock })
    marketing = createMarketingWith({
      database: watched,
      clock: watchedClock,
      options: optionsSchema.parse({ secret: "test-secret" }),
      extensions: [guest],
      ports: quietPorts(),
    })
  })
  afterEach(async () => {
    await database.close()
    await drop()
  })

  it("everyone of the audience enters once, walks to the end, and the plan ends by itself (G1)", async () => {
    await people(12)
    const plan = await addPlan(database, {
      canvas: draw({ who: ["guest:everyone"], part: ["guest:parity"], bye: ["exit"] }, [
        "who out part",
        "part even bye",
      ]),
      due_at: new Date("2026-03-02T09:00:00Z"),
    })
    await settle(marketing)
    expect(await ends(plan.run_no)).toEqual([
      { state: "left", reason: "exit", n: 6 },
      { state: "through", reason: "counted", n: 6 },
    ])
    expect(await database.one("select state from marketing_plan")).toEqual({ state: "ended" })
    expect(await database.one("select state, ended_at from marketing_run")).toMatchObject({ state: "ended" })
    expect(await database.one("select count(*) as n from marketing_step")).toEqual({ n: 0 })
    expect(
      await database.rows("select node, port, passed from marketing_node_count order by node, port"),
    ).toEqual([
      { node: "bye", port: "", passed: 6 },
      { node: "part", port: "even", passed: 6 },
      { node: "part", port: "odd", passed: 6 },
      { node: "who", port: "out", passed: 12 },
    ])
    expect(await database.one("select count(*) as n from marketing_step_log")).toEqual({ n: 18 })
  })

  it("nobody moves before the plan is due, nor while it is paused (F17)", async () => {
    await people(3)
    await addPlan(database, {
      canvas: draw({ who: ["guest:everyone"], wait: ["wait", { amount: 1, unit: "hours" }] }, [
        "who out wait",
      ]),
      due_at: new Date("2026-03-02T10:00:00Z"),
    })
    await settle(marketing)
    expect(await database.one("select count(*) as n from marketing_enrollment")).toEqual({ n: 0 })
    clock.set("2026-03-02T10:00:00Z")
    await settle(marketing)
    expect(await database.one("select count(*) as n from marketing_step")).toEqual({ n: 3 })
    await database.run("update marketing_plan set state = 'paused'")
    clock.set("2026-03-02T12:00:00Z")
    await settle(marketing)
    expect(await database.one("select count(*) as n from marketing_step")).toEqual({ n: 3 })
    await database.run("update marketing_plan set state = 'running'")
    await settle(marketing)
    expect(await database.one("select count(*) as n from marketing_step")).toEqual({ n: 0 })
  })

  it("an empty audience lets the plan end at once", async () => {
    await addPlan(database, {
      canvas: draw({ who: ["guest:everyone"], bye: ["exit"] }, ["who out bye"]),
      due_at: new Date("2026-03-02T09:00:00Z"),
    })
    await settle(marketing)
    expect(await database.one("select state from marketing_plan")).toEqual({ state: "ended" })
  })

  it("a node that throws for one person parks that person with the error; the rest flows (G10, F13)", async () => {
    const pids = await people(50)
    const plan = await addPlan(database, {
      canvas: draw({ who: ["guest:everyone"], moody: ["guest:moody", { bad: pids[7] }] }, ["who out moody"]),
      due_at: new Date("2026-03-02T09:00:00Z"),
    })
    await settle(marketing)
    expect(await ends(plan.run_no)).toEqual([
      { state: "inside", reason: null, n: 1 },
      { state: "through", reason: null, n: 49 },
    ])
    for (let hour = 0; hour < 6; hour++) {
      clock.pass({ hours: 3 })
      await settle(marketing)
    }
    expect(await database.rows("select pid, state, attempts, error from marketing_step")).toEqual([
      { pid: pids[7], state: "parked", attempts: 5, error: "not today" },
    ])
  })

  it("a node at which everybody fails is left alone for a while: the others wait and keep their attempts (G10, F13)", async () => {
    await people(300)
    isDown = true
    const plan = await addPlan(database, {
      canvas: draw({ who: ["guest:everyone"], lookup: ["guest:lookup"] }, ["who out lookup"]),
      due_at: new Date("2026-03-02T09:00:00Z"),
    })
    const waiting = () =>
      database.rows<{ attempts: number; n: number }>(
        "select attempts, count(*)::int as n from marketing_step group by 1 order by 1",
      )
    await settle(marketing)
    expect(await waiting()).toEqual([
      { attempts: 0, n: 200 },
      { attempts: 1, n: 100 },
    ])
    const name = `node:${plan.plan_no}:lookup`
    const [open] = (await marketing.readHealth()).breakers
    expect(open).toMatchObject({ name, reason: "the price list is away" })
    expect(open!.open_until).toEqual(new Date("2026-03-02T09:00:30Z"))
    // After the pause a few are tried: still away.
    clock.pass({ seconds: 30 })
    await settle(marketing)
    expect((await waiting())[0]).toEqual({ attempts: 0, n: 180 })
    isDown = false
    for (let minute = 0; minute < 5; minute++) {
      clock.pass({ minutes: 1 })
      await settle(marketing)
    }
    expect(await ends(plan.run_no)).toEqual([{ state: "through", reason: null, n: 300 }])
    expect((await marketing.readHealth()).breakers).toEqual([])
  })

  it("a share is held out by the customer, the same in every run of the plan", async () => {
    await people(2000)
    const canvas = draw({ who: ["guest:everyone"], bye: ["exit"] }, ["who out bye"])
    await addPlan(database, {
      canvas,
      settings: { holdout_percent: 20 },
      due_at: new Date("2026-03-02T09:00:00Z"),
    })
    await settle(marketing)
    const kept = await database.one<{ n: number }>(
      "select count(*) as n from marketing_enrollment where state = 'held_out'",
    )
    expect(kept!.n).toBeGreaterThan(320)
    expect(kept!.n).toBeLessThan(480)
    expect(
      await database.one(
        `select count(*) as n from marketing_step_log l join marketing_enrollment e on e.id = l.enrollment_id where e.state = 'held_out'`,
      ),
    ).toEqual({ n: 0 })
  })

  it("the store's control group gets nothing from any plan but notices, the same people every time (P18)", async () => {
    await people(600)
    const percent = 12.5
    const { caps } = await marketing.readSendingLimits()
    await marketing.saveSendingLimits({ change: { caps, hold_out_percent: percent }, actor: "user_1" })
    const due_at = new Date("2026-03-02T09:00:00Z")
    const canvas = draw({ who: ["guest:everyone"], bye: ["exit"] }, ["who out bye"])
    const plans = [
      await addPlan(database, { canvas, due_at }),
      await addPlan(database, { canvas, due_at, settings: { holdout_percent: 20 } }),
      await addPlan(database, { canvas, due_at }),
    ]
    await database.run("update marketing_plan set category = 'notice' where no = $1", [plans[2]!.plan_no])
    await settle(marketing)
    const everybody = await database.rows<{ customer_id: string }>(
      "select customer_id from marketing_profile",
    )
    const chance = (lot: string) => createHash("sha256").update(lot).digest().readUInt32BE(0) / 2 ** 32
    const group = everybody
      .map((person) => person.customer_id)
      .filter((id) => chance(`store_hold_out:${id}`) < percent / 100)
      .sort()
    expect(group.length).toBeGreaterThan(40)
    const outOf = async ({ plan_no }: { plan_no: number }, reason: string | null) =>
      (
        await database.rows<{ id: string }>(
          `select c.customer_id as id from marketing_enrollment e join marketing_profile c on c.pid = e.pid
            where e.plan_no = $1 and e.state = 'held_out' and e.reason is not distinct from $2 order by 1`,
          [plan_no, reason],
        )
      ).map((row) => row.id)
    expect((await outOf(plans[0]!, "store_hold_out")).sort()).toEqual(group)
    expect((await outOf(plans[1]!, "store_hold_out")).sort()).toEqual(group)
    expect(await outOf(plans[2]!, "store_hold_out")).toEqual([])
    const own = everybody
      .map((person) => person.customer_id)
      .filter((id) => !group.includes(id) && chance(`${plans[1]!.plan_id}:${id}`) < 0.2)
    expect((await outOf(plans[1]!, null)).sort()).toEqual(own.sort())
    const report = await marketing.planReport({ plan_id: plans[1]!.plan_id })
    expect(report).toMatchObject({
      covered: 600 - group.length - own.length,
      held_out: own.length,
      store_held_out: group.length,
      groups: { held_out: { heads: own.length }, store_held_out: { heads: group.length, hits: 0 } },
    })
    const listed = { plan_id: plans[1]!.plan_id, offset: 0, limit: 1 }
    expect((await marketing.planPeople({ ...listed, status: "store_held_out" })).count).toBe(group.length)
    expect((await marketing.planPeople({ ...listed, status: "held_out" })).count).toBe(own.length)
    const { entries: path } = await marketing.personPath({
      plan_id: plans[1]!.plan_id,
      customer_id: group[0]!,
    })
    expect(path[0]!.steps[0]).toMatchObject({ port: null, reason: "store_hold_out" })
  })

  it("batches let people set out one after the other (P11)", async () => {
    await people(25)
    await addPlan(database, {
      canvas: draw({ who: ["guest:everyone"], bye: ["exit"] }, ["who out bye"]),
      settings: { batch: { size: 10, every_minutes: 15 } },
      due_at: new Date("2026-03-02T09:00:00Z"),
    })
    const left: number[] = []
    for (let wave = 0; wave < 4; wave++) {
      await settle(marketing)
      left.push((await database.one<{ n: number }>("select count(*) as n from marketing_step"))!.n)
      clock.pass({ minutes: 15 })
    }
    expect(left).toEqual([15, 5, 0, 0])
  })

  it("a deleted customer does not enter, and leaves where she is (F20)", async () => {
    const pids = await people(3)
    await database.run("update marketing_profile set deleted_at = now() where pid = $1", [pids[0]])
    const plan = await addPlan(database, {
      canvas: draw({ who: ["guest:everyone"], wait: ["wait", { amount: 1, unit: "days" }] }, [
        "who out wait",
      ]),
      due_at: new Date("2026-03-02T09:00:00Z"),
    })
    await settle(marketing)
    await database.run("update marketing_profile set deleted_at = now() where pid = $1", [pids[1]])
    clock.pass({ days: 1 })
    await settle(marketing)
    expect(await ends(plan.run_no)).toEqual([
      { state: "left", reason: "customer_deleted", n: 1 },
      { state: "through", reason: null, n: 1 },
    ])
  })

  it("a parked person tries again when somebody says so", async () => {
    const pids = await people(2)
    const plan = await addPlan(database, {
      canvas: draw({ who: ["guest:everyone"], moody: ["guest:moody", { bad: pids[0] }] }, ["who out moody"]),
      due_at: new Date("2026-03-02T09:00:00Z"),
    })
    for (let hour = 0; hour < 6; hour++) {
      await settle(marketing)
      clock.pass({ hours: 3 })
    }
    const { parked, count } = await marketing.listParked({ plan_id: plan.plan_id })
    expect(count).toBe(1)
    expect(parked[0]).toMatchObject({ node: "moody", attempts: 5, error: "not today" })
    expect(await marketing.nodeCounts(plan)).toEqual([
      { node: "moody", in: 2, waiting: 0, retrying: 0, parked: 1, passed: { out: 1 } },
      { node: "who", in: 2, waiting: 0, retrying: 0, parked: 0, passed: { out: 2 } },
    ])
    expect(await marketing.retryParked({ plan_id: plan.plan_id })).toBe(1)
    expect((await marketing.listParked()).count).toBe(0)
  })

  it("lists who stands at a step, stands still there, or went on, as the numbers of its card say (C3)", async () => {
    const pids = await people(9)
    const { plan_id, run_no } = await addPlan(database, {
      canvas: draw(
        {
          who: ["guest:everyone"],
          moody: ["guest:moody", { bad: pids[4] }],
          rest: ["wait", { amount: 2, unit: "days" }],
        },
        ["who out moody", "moody out rest"],
      ),
      due_at: new Date("2026-03-02T09:00:00Z"),
    })
    for (let turn = 0; turn < 7; turn++) {
      await settle(marketing)
      clock.pass({ hours: 3 })
    }
    const counts = new Map((await marketing.nodeCounts({ run_no })).map((count) => [count.node, count]))
    const at = async (node: string, node_status?: string) =>
      (await marketing.planPeople({ plan_id, node, node_status, offset: 0, limit: 50 })).count
    for (const node of ["who", "moody", "rest"]) {
      const { waiting, parked, passed, in: came } = counts.get(node)!
      const went = Object.values(passed).reduce((sum, n) => sum + n, 0)
      expect(
        await Promise.all([at(node, "waiting"), at(node, "parked"), at(node, "passed"), at(node)]),
      ).toEqual([waiting, parked, went, came])
    }
    expect([await at("moody", "parked"), await at("rest", "waiting"), await at("nowhere")]).toEqual([1, 8, 0])
    await expect(at("rest", "toString")).rejects.toThrow(
      'node_status: There is no list of people who are "toString"',
    )
  })

  it("tells the path of one person: when she was where, which way she went and why, and what she got (C10)", async () => {
    const [pid] = await people(1)
    const plan = await addPlan(database, {
      canvas: draw(
        {
          who: ["guest:everyone"],
          part: ["guest:parity"],
          tag: ["tags", { add: ["met"] }],
          note: ["message:log", { content: { text: "Hello" } }],
          wait: ["wait", { amount: 1, unit: "days" }],
        },
        ["who out part", "part even tag", "part odd tag", "tag out note", "note out wait"],
      ),
      due_at: new Date("2026-03-02T09:00:00Z"),
    })
    await settle(marketing)
    const { customer_id } = (await database.one<{ customer_id: string }>(
      "select customer_id from marketing_profile where pid = $1",
      [pid],
    ))!
    const { person, entries } = await marketing.personPath({ plan_id: plan.plan_id, customer_id })
    expect(person).toMatchObject({ customer_id })
    const [entry, ...more] = entries
    expect(more).toEqual([])
    expect(entry).toMatchObject({ state: "inside", version: 1 })
    expect(entry!.steps.map(({ node, state, port, reason }) => [node, state, port, reason])).toEqual([
      ["who", "passed", "out", null],
      ["part", "passed", pid! % 2 === 0 ? "even" : "odd", "counted"],
      ["tag", "passed", "out", null],
      ["note", "passed", "out", null],
      ["wait", "waiting", null, null],
    ])
    expect(entry!.steps[2]!.effects).toMatchObject([{ type: "tag", done: true }])
    expect(entry!.steps[3]!.sends).toMatchObject([{ channel: "log", state: "queued" }])
    expect(entry!.steps[4]!.run_at).toEqual(new Date("2026-03-03T09:00:00Z"))
    expect(await database.one("select tags from marketing_profile where pid = $1", [pid])).toEqual({
      tags: ["met"],
    })
  })
})
