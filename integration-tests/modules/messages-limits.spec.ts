import { createHash } from "node:crypto"
import { z } from "zod"
import type { SendingLimitsChange } from "../../src/core/message/sending-limits"
import { SENDING_LIMITS } from "../../src/core/message/sending-limits"
import { defineChannel } from "../../src/extension/channel"
import { createMarketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase } from "../../src/modules/marketing/database"
import { addPlan, agree, queue, sendAll } from "../support/messages"
import { draw, addPlan as drawPlan, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const text = defineChannel({
  id: "text",
  icon: "chat-bubble",
  label: { en: "Text", zhCN: "短信" },
  content: z.object({ text: z.string() }),
  templates: { text: "text" },
  address: "phone",
  consent: "none",
  unknown_policy: "hold",
  deliver: async () => ({ state: "sent" }),
})
const extensions = [{ name: "test", channels: [text] }]

let world: World
beforeAll(async () => {
  world = await createWorld({ extensions })
})
afterAll(() => world.end())
beforeEach(async () => {
  // Whatever the test before sent is more than a week ago, and what it left waiting is too old.
  world.clock.pass({ days: 10 })
  await limit(SENDING_LIMITS)
})

const limit = (change: SendingLimitsChange) => world.marketing.saveSendingLimits({ change, actor: "user_1" })
const caps = (change: Partial<typeof SENDING_LIMITS.caps>) =>
  limit({ caps: { ...SENDING_LIMITS.caps, ...change } })
const people = async (count: number, more: Record<string, unknown> = {}) => {
  const pids = await addPeople(
    world.database,
    Array.from({ length: count }, (_, index) => ({
      email: `p${index}-${Math.trunc(performance.now() * 1000)}@example.test`,
      phone: `+49 ${index} ${Math.trunc(performance.now() * 1000)}`,
      ...more,
    })),
  )
  await agree(world, pids)
  return pids
}
const sms = { channel: "text", content: { text: "Hi" } }

const customerOf = async (pid: number) =>
  (await world.database.one<{ customer_id: string }>(
    "select customer_id from marketing_profile where pid = $1",
    [pid],
  ))!.customer_id

/** What became of the messages to these people, in the order in which they were queued. */
const states = async (pids: number[]) =>
  (
    await world.database.rows<{ text: string }>(
      "select concat_ws(' ', state, reason) as text from marketing_send where pid = any($1) order by id",
      [pids],
    )
  ).map((row) => row.text)

/** A plan that keeps quiet after others, published. */
async function quietPlan(rule: Record<string, unknown>) {
  const plan = await addPlan(world)
  await world.database.run(
    `insert into marketing_plan_version (plan_no, version, settings, canvas, published_at) values ($1, 1, $2, '{}', $3)`,
    [plan.plan_no, JSON.stringify({ do_not_disturb: rule }), await world.clock.now()],
  )
  await world.database.run("update marketing_plan set version = 1 where no = $1", [plan.plan_no])
  return plan
}

/** The same work by four processes at once. */
async function fourWorkers(): Promise<void> {
  const named = await world.database.one<{ name: string }>("select current_database() as name")
  const url = Object.assign(new URL(process.env.TEST_DATABASE_URL!), {
    pathname: `/${named!.name}`,
  }).toString()
  const { options, ports, clock } = world.marketing
  const workers = [1, 2, 3, 4].map(() =>
    createMarketing({ database: connectDatabase(url), options, ports, clock, extensions }),
  )
  await Promise.all(
    workers.map(async (worker) => {
      while (await worker.performSends()) {
        // until nothing is due
      }
    }),
  )
  await Promise.all(workers.map((worker) => worker.database.close()))
}

describe("caps (P10)", () => {
  it("hold over all channels and plans together with four workers at once, and are used fully (G5, F28)", async () => {
    await caps({ per_day: 3, per_week: 5, channels: { text: { per_day: 2, per_week: null } } })
    const pids = await people(30)
    const plans = [await addPlan(world), await addPlan(world)]
    const perDay: string[][] = []
    for (const day of ["one", "two", "three"]) {
      const now = await world.clock.now()
      for (const [index, plan] of plans.entries())
        for (const node of [`${day} a ${index}`, `${day} b ${index}`]) {
          await queue(world, plan, pids, { node })
          await queue(world, plan, pids, { node: `${node} text`, ...sms })
        }
      await fourWorkers()
      await sendAll(world)
      const got = await world.database.rows<{ all: number; texts: number }>(
        `select count(*) as "all", count(*) filter (where channel = 'text') as texts from marketing_send
          where pid = any($1) and sent_at = $2 group by pid`,
        [pids, now],
      )
      expect(Math.max(0, ...got.map((one) => one.texts))).toBeLessThanOrEqual(2)
      perDay.push(got.map((one) => String(one.all)))
      world.clock.pass({ days: 1 })
    }
    // Three a day, five a week: nobody more, nobody less.
    expect(perDay).toEqual([pids.map(() => "3"), pids.map(() => "2"), []])
    expect(new Set(await states(pids))).toEqual(new Set(["sent", "blocked capped", "blocked capped_week"]))
  })

  it("hold the third message until the next day where that is set, and it arrives then", async () => {
    await caps({ when_full: "hold" })
    const [ada] = await people(1)
    const plan = await addPlan(world)
    for (const node of ["a", "b", "c"]) await queue(world, plan, [ada!], { node })
    await sendAll(world)
    expect(await states([ada!])).toEqual(["sent", "sent", "queued capped"])
    world.clock.pass({ days: 1 })
    await sendAll(world)
    expect(await states([ada!])).toEqual(["sent", "sent", "sent"])
  })

  it("are shared by customers with the same address where that is set (F29)", async () => {
    await caps({ per_day: 1, by_address: true })
    const [guest, account] = await people(2, { email: "same@example.test" })
    const plans = [await addPlan(world), await addPlan(world)]
    await queue(world, plans[0]!, [guest!])
    await queue(world, plans[1]!, [account!])
    await fourWorkers()
    await sendAll(world)
    expect((await states([guest!, account!])).sort()).toEqual(["blocked capped", "sent"])
  })
})

describe("quiet hours (P10, F9)", () => {
  const quiet_hours = { from: "20:00", to: "08:00", then: "hold" as const, exempt: ["notice" as const] }
  const at = (day: string, time: string) => world.clock.set(`2027-03-${day}T${time}:00Z`)

  it("hold a message until the customer's own morning; who withdrew their consent overnight gets nothing (S25)", async () => {
    at("01", "21:00")
    await limit({ quiet_hours })
    const [here, there] = [
      await people(2, { zone: "Europe/London" }),
      await people(1, { zone: "America/New_York" }),
    ]
    const [lost] = await people(1, { zone: "No/Where" })
    const plan = await addPlan(world)
    await queue(world, plan, [...here, ...there, lost!])
    const notice = await addPlan(world, { category: "notice" })
    await queue(world, notice, [here[0]!])
    await sendAll(world)
    // An unknown zone is the store's.
    expect(await states([lost!])).toEqual(["queued quiet_hours"])
    expect(await states(there)).toEqual(["sent"])
    expect(await states([here[0]!])).toEqual(["queued quiet_hours", "sent"])
    await world.marketing.setConsent({
      customer_id: await customerOf(here[1]!),
      channel: "email",
      state: "no",
      actor: "user_1",
    })
    at("02", "07:59")
    await sendAll(world)
    expect(await states([here[0]!])).toEqual(["queued quiet_hours", "sent"])
    at("02", "08:10")
    await sendAll(world)
    expect(await states([here[0]!])).toEqual(["sent", "sent"])
    expect(await states([here[1]!])).toEqual(["blocked no_consent"])
    at("03", "09:00")
  })

  it("drop it where that is set, and what waited too long is never sent", async () => {
    at("10", "21:00")
    await limit({ quiet_hours: { ...quiet_hours, then: "drop" } })
    const [ada, bob] = await people(2)
    const plan = await addPlan(world)
    await queue(world, plan, [ada!])
    await sendAll(world)
    expect(await states([ada!])).toEqual(["blocked quiet_hours"])
    await limit({ quiet_hours })
    await queue(world, plan, [bob!])
    await world.database.run("update marketing_send set expires_at = $2 where pid = $1", [
      bob,
      "2027-03-11T07:00Z",
    ])
    await sendAll(world)
    expect(await states([bob!])).toEqual(["blocked quiet_hours"])
    at("12", "09:00")
  })
})

describe("do not disturb (P9)", () => {
  it("leaves alone whom another plan reached, or waits; excepted plans do not count, a failed message neither", async () => {
    const [ada, bob, eve] = await people(3)
    const other = await addPlan(world)
    await queue(world, other, [ada!, bob!])
    await sendAll(world)
    world.clock.pass({ hours: 5 })
    const skip = await quietPlan({ hours: 24 })
    const hold = await quietPlan({ hours: 24, then: "hold", except_plans: [skip.plan_id] })
    const free = await quietPlan({ hours: 24, except_plans: [other.plan_id] })
    await queue(world, skip, [ada!, eve!])
    await sendAll(world)
    await queue(world, hold, [bob!, eve!])
    await queue(world, free, [ada!])
    await sendAll(world)
    expect(await states([ada!])).toEqual(["sent", "blocked do_not_disturb", "sent"])
    expect(await states([bob!])).toEqual(["sent", "queued do_not_disturb"])
    expect(await states([eve!])).toEqual(["sent", "sent"])
    world.clock.pass({ hours: 18, minutes: 59 })
    await sendAll(world)
    expect(await states([bob!])).toEqual(["sent", "queued do_not_disturb"])
    world.clock.pass({ minutes: 1 })
    await sendAll(world)
    expect(await states([bob!])).toEqual(["sent", "sent"])
  })

  it("lets one of two plans that ask in the same second go first, never both (G5)", async () => {
    await caps({ per_day: null })
    const pids = await people(40)
    const plans = [await quietPlan({ hours: 48 }), await quietPlan({ hours: 48 })]
    await queue(world, plans[0]!, pids)
    await queue(world, plans[1]!, pids, sms)
    await fourWorkers()
    await sendAll(world)
    const each = await Promise.all(pids.map(async (pid) => (await states([pid])).sort().join()))
    expect(new Set(each)).toEqual(new Set(["blocked do_not_disturb,sent"]))
  })
})

it("a plan whose million messages wait for the morning takes no turn from another (G10)", async () => {
  world.clock.set("2027-04-01T21:00:00Z")
  await limit({ quiet_hours: { from: "20:00", to: "08:00", then: "hold", exempt: ["care"] } })
  const pids = await people(60)
  await queue(world, await addPlan(world), pids)
  await sendAll(world)
  const care = await addPlan(world, { category: "care" })
  await queue(world, care, pids.slice(0, 10))
  await world.marketing.performSends({ channel: "email", limit: 10 })
  const sent = await world.database.one<{ n: number }>(
    "select count(*)::int as n from marketing_send where plan_no = $1 and state = 'sent'",
    [care.plan_no],
  )
  expect(sent!.n).toBe(10)
})

it("limits are saved with who changed them; what means nothing is refused and changes nothing", async () => {
  await limit({ hold_out_percent: 5 })
  expect(await world.marketing.readSendingLimits()).toMatchObject({
    hold_out_percent: 5,
    changed_by: "user_1",
  })
  const wrong = caps({ channels: { inbox: { per_day: 1, per_week: null } } })
  await expect(wrong).rejects.toMatchObject({
    problems: [{ code: "limits/unknown-channel", path: "limits.caps.channels.inbox" }],
  })
  expect((await world.marketing.readSendingLimits()).caps.channels).toEqual({})
  const { entries } = await world.marketing.listAudit({ entity: "sending_limits", offset: 0, limit: 1 })
  expect(entries[0]).toMatchObject({ actor: "user_1", action: "changed" })
})

describe("people who part at a message (P10)", () => {
  const noon = () => world.clock.set("2027-06-01T12:00:00Z")
  it("wait until it is known what became of it; who did not get it goes the other way, with the reason", async () => {
    noon()
    const [ada, bob, eve] = await people(3, { tags: ["part"] })
    await world.database.run("update marketing_consent set state = 'no' where pid = $1", [bob])
    await caps({ per_day: 1 })
    await queue(world, await addPlan(world), [eve!], sms)
    await sendAll(world)
    await limit({ quiet_hours: { from: "11:00", to: "13:00", then: "hold", exempt: [] } })
    const canvas = draw(
      {
        who: ["conditions", { rule: { fact: "profile.tags", op: "has_any", value: ["part"] } }],
        say: ["message:email", { content: { subject: "Hi", html: "<p>Hi</p>" }, when_not_sent: "other-way" }],
        yes: ["tags", { add: ["got"] }],
        no: ["tags", { add: ["missed"] }],
      },
      ["who out say", "say out yes", "say not_sent no"],
    )
    const { plan_id } = await drawPlan(world.database, { canvas, due_at: await world.clock.now() })
    const walk = async () => {
      await settle(world.marketing)
      await sendAll(world)
      await settle(world.marketing)
    }
    const ways = async () =>
      (
        await world.database.rows<{ way: string }>(
          `select concat_ws(' ', port, reason) as way from marketing_profile c
             left join marketing_step_log l on l.pid = c.pid and l.node = 'say'
            where c.pid = any($1) order by c.pid`,
          [[ada, bob, eve]],
        )
      ).map((row) => row.way)
    await walk()
    // Whoever said no is through with it at once; the others wait for one o'clock.
    expect(await ways()).toEqual(["", "not_sent no_consent", ""])
    world.clock.set("2027-06-01T13:10:00Z")
    await walk()
    expect(await ways()).toEqual(["out", "not_sent no_consent", "not_sent capped"])
    const tags = await world.database.rows<{ tags: string[] }>(
      "select tags from marketing_profile where pid = any($1) order by pid",
      [[ada, bob, eve]],
    )
    expect(tags.map((row) => row.tags[0])).toEqual(["got", "missed", "missed"])
    const { entries } = await world.marketing.personPath({ plan_id, customer_id: await customerOf(bob!) })
    const [entry] = entries
    expect(entry!.steps[1]).toMatchObject({
      node: "say",
      port: "not_sent",
      reason: "no_consent",
      sends: [{ state: "blocked", reason: "no_consent" }],
    })
  })
})

it("nobody of the store's control group comes into a triggered plan, whatever they do (P18)", async () => {
  world.clock.set("2027-07-01T12:00:00Z")
  await limit({ hold_out_percent: 20 })
  const canvas = draw(
    { hot: ["trigger:did-something", { event: "asked_price" }], tag: ["tags", { add: ["asked"] }] },
    ["hot out tag"],
  )
  const { id: plan_id } = await world.marketing.savePlan({
    plan: { name: "Asked", type: "triggered", canvas },
    actor: "user_1",
  })
  await world.marketing.publishPlan({ plan_id, actor: "user_1" })
  world.clock.pass({ minutes: 1 })
  const pids = await people(40)
  const at = await world.clock.now()
  await world.database.transaction((tx) =>
    world.marketing.recordEvents(
      tx,
      pids.map((pid) => ({ at, key: `asked:${pid}`, name: "asked_price", pid, props: {}, trusted: true })),
    ),
  )
  await settle(world.marketing)
  const ids = await Promise.all(pids.map(customerOf))
  const chance = (id: string) =>
    createHash("sha256").update(`store_hold_out:${id}`).digest().readUInt32BE(0) / 2 ** 32
  const group = ids.filter((id) => chance(id) < 0.2).length
  expect(await world.marketing.planReport({ plan_id })).toMatchObject({
    covered: 40 - group,
    held_out: 0,
    store_held_out: group,
  })
})
