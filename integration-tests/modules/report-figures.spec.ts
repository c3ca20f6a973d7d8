import { groupBy } from "../../src/modules/marketing/group-by"
import { addCouponTemplate, pointsRow } from "../support/benefits"
import { insertRows } from "../support/insert-rows"
import { addPeople, createWorld, type World } from "../support/world"

const DAY = 86_400_000
const START = Date.parse("2026-02-01T00:00:00Z")
const WINDOW_DAYS = 7
const day = (n: number) => new Date(START + n * DAY)

/** A repeatable stream of numbers in [0, 1). */
function numbers(seed: number) {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}

/** Two runs of the plan that is looked at, and another plan whose figures are none of its own. */
const RUNS = [
  { plan_no: 1, run_no: 1, begins: 1 },
  { plan_no: 1, run_no: 2, begins: 5 },
  { plan_no: 2, run_no: 3, begins: 3 },
]
const SEND_STATES = ["queued", "sending", "sent", "failed", "unknown", "blocked", "cancelled"] as const
const LOST = ["failed", "unknown", "blocked", "cancelled"]
const ENTRY_STATES = ["inside", "through", "left", "held_out"] as const
const COUPON_STATES = ["free", "held", "reserved", "used", "revoked", "expired"] as const
const HOLD_STATES = ["pending", "reserved", "posted", "void"] as const

/** Every other coupon takes this off; the rest a tenth of the cart. */
const OFF = { type: "amount" as const, amount: 500, currency: "eur" }
const POINT_VALUE = { eur: 2, usd: 3 }
const TARGETS = {
  goal: { metric: "conversion_rate", target: 0.5 },
  targets: [
    { metric: "orders", target: 40 },
    { metric: "net_revenue", target: 100_000, currency: "eur" },
  ],
  budget: { amount: 50_000, currency: "eur" },
}

type Of = { plan_no: number; run_no: number; pid: number }
type Asked = { plan_no: number; run_no: number | null }

describe("the report of a plan with several runs, beside another plan", () => {
  let world: World
  const sends: (Of & {
    state: (typeof SEND_STATES)[number]
    channel: string
    reason: string | null
    opened: boolean
    clicked: boolean
    at: Date
  })[] = []
  const entries: (Of & { state: (typeof ENTRY_STATES)[number]; by_store: boolean; at: Date })[] = []
  const coupons: (Of & { state: (typeof COUPON_STATES)[number] })[] = []
  const refusals: (Of & { type: "coupon" | "points" | "tags"; done: boolean })[] = []
  const points: (Of & { amount: number })[] = []
  const orders: { oid: number; pid: number; at: Date; cancelled: boolean }[] = []
  /** `back`: points that a refund gave back again. */
  const holds: { oid: number; points: number; back: number; state: (typeof HOLD_STATES)[number] }[] = []
  const answers: { pid: number; channel: string; state: "yes" | "no"; at: Date }[] = []

  const insert = (table: string, rows: object[]) => insertRows(world.database, table, rows)

  beforeAll(async () => {
    world = await createWorld({ start: "2026-03-01T00:00:00Z", options: { point_value: POINT_VALUE } })
    const next = numbers(11)
    const oneOf = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!
    const pids = await addPeople(
      world.database,
      Array.from({ length: 150 }, () => ({})),
    )
    tellStory(pids, next, oneOf)
    await writePlans()
    await writeStory(pids)
  })
  afterAll(() => world.end())

  function tellStory(pids: number[], next: () => number, oneOf: <T>(list: readonly T[]) => T) {
    for (const { plan_no, run_no, begins } of RUNS)
      for (const pid of pids) {
        const of = { plan_no, run_no, pid }
        const held_out = next() < 0.3
        entries.push({
          ...of,
          state: held_out ? "held_out" : oneOf(["inside", "through", "left"] as const),
          by_store: held_out && next() < 0.3,
          at: day(begins + next()),
        })
        const state = next() < 0.5 ? "sent" : oneOf(SEND_STATES)
        const opened = state === "sent" && next() < 0.5
        sends.push({
          ...of,
          state,
          channel: oneOf(["email", "sms"]),
          reason: state === "sent" ? null : oneOf([null, "no_consent", "too_many"]),
          opened,
          clicked: opened && next() < 0.5,
          at: day(begins + next()),
        })
        if (next() < 0.6) coupons.push({ ...of, state: oneOf(COUPON_STATES) })
        if (next() < 0.4)
          refusals.push({ ...of, type: oneOf(["coupon", "points", "tags"] as const), done: next() < 0.3 })
        if (next() < 0.5) points.push({ ...of, amount: 1 + Math.floor(next() * 500) })
      }
    for (const pid of pids) {
      for (let n = Math.floor(next() * 3); n > 0; n--)
        orders.push({ oid: orders.length + 1, pid, at: day(next() * 20), cancelled: next() < 0.15 })
      for (const channel of ["email", "sms"])
        if (next() < 0.4)
          answers.push({ pid, channel, state: next() < 0.7 ? "no" : "yes", at: day(next() * 20) })
    }
    for (const { oid } of orders)
      if (next() < 0.6) {
        const held = 1 + Math.floor(next() * 90)
        const state = next() < 0.6 ? "posted" : oneOf(HOLD_STATES)
        const back = state === "posted" && next() < 0.4 ? 1 + Math.floor(next() * held) : 0
        holds.push({ oid, points: held, back, state })
      }
  }

  async function writePlans() {
    await world.database.run(
      `insert into marketing_plan (id, name, type, canvas, version, state)
       values ('mkplan_1', 'Ours', 'recurring', '{}', 1, 'running'), ('mkplan_2', 'Another', 'recurring', '{}', 1, 'running')`,
    )
    await world.database.run(
      `insert into marketing_plan_version (plan_no, version, settings, canvas, published_at)
       select no, 1, jsonb_build_object('attribution', jsonb_build_object('basis', 'touch', 'window_days', $1::int)) || $2, '{}', now()
         from marketing_plan`,
      [WINDOW_DAYS, TARGETS],
    )
    await insert(
      "marketing_run",
      RUNS.map(({ plan_no, run_no, begins }) => ({
        id: `mkrun_${run_no}`,
        plan_no,
        version: 1,
        slot: `slot ${run_no}`,
        state: "running",
        due_at: day(begins),
      })),
    )
  }

  async function writeStory(pids: number[]) {
    const { database, marketing } = world
    const templates = [await addCouponTemplate(world, { discount: OFF }), await addCouponTemplate(world)]
    const numbered = await database.rows<{ no: number }>(
      "select no from marketing_coupon_template order by array_position($1::text[], id)",
      [templates],
    )
    await insert(
      "marketing_send",
      sends.map(({ opened, clicked, at, ...s }, i) => ({
        ...s,
        ...{
          key: `k${i}`,
          token: `t${i}`,
          node: "n2",
          content_hash: "none",
          topic: "marketing",
        },
        ...{ attempt: 1, fence: 1, again: 0, run_at: at, queued_at: at },
        sent_at: s.state === "sent" ? at : null,
        opened_at: opened ? at : null,
        clicked_at: clicked ? at : null,
      })),
    )
    await insert(
      "marketing_enrollment",
      entries.map(({ by_store, at, ...e }) => ({
        ...e,
        ...{ version: 1, entry_key: `run ${e.run_no}`, entry: "n1", entered_at: at },
        reason: by_store ? "store_hold_out" : null,
      })),
    )
    await insert(
      "marketing_coupon",
      coupons.map((c, i) => ({
        ...c,
        ...{ key: `c${i}`, template_no: numbered[i % 2]!.no, node: "n3", granted_at: day(1) },
        cart_id: c.state === "held" || c.state === "reserved" ? `cart_${i}` : null,
        order_id: c.state === "used" ? `order_of_coupon_${i}` : null,
      })),
    )
    await insert(
      "marketing_effect",
      refusals.map((r, i) => ({ ...r, enrollment_id: i + 1, node: "n3", visit: 1, index: 0, at: day(1) })),
    )
    for (const { plan_no, run_no } of RUNS)
      await database.transaction((tx) =>
        marketing.writePoints(
          tx,
          points
            .filter((p) => p.run_no === run_no)
            .map(({ pid, amount }) => pointsRow(pid, amount, { plan_no, run_no, key: `p${run_no}:${pid}` })),
          day(1),
        ),
      )
    await insert(
      "marketing_order",
      orders.map(({ oid, pid, at, cancelled }) => ({
        ...{
          oid,
          order_id: `order_${oid}`,
          source: "store",
          pid,
          currency: "eur",
          placed_at: at,
          paid_at: at,
        },
        cancelled_at: cancelled ? at : null,
        ...{
          total: 100,
          discount: 0,
          captured: 100,
          refunded: 0,
          quantity: 1,
          promotion_codes: [],
          synced_at: at,
        },
      })),
    )
    const accounts = new Map(
      (
        await database.rows<{ pid: number; id: number }>(
          `with made as (
             insert into marketing_account (pid, role) select pid, 'customer' from unnest($1::int[]) as pid
             on conflict do nothing returning pid, id)
           select pid, id from made union select pid, id from marketing_account where role = 'customer'`,
          [pids],
        )
      ).map(({ pid, id }) => [pid, id]),
    )
    await insert(
      "marketing_hold",
      holds.map(({ oid, points: held, state }) => {
        const { pid, at } = orders[oid - 1]!
        return {
          ...{
            account_id: accounts.get(pid),
            pid,
            cart_id: `cart_of_${oid}`,
            points: held,
            amount: held,
            state,
          },
          ...{ currency: "eur", order_id: `order_${oid}`, created_at: at, expires_at: day(100) },
        }
      }),
    )
    await database.run("insert into marketing_account (role) values ('redeemed') on conflict do nothing")
    const returned = holds.filter(({ back }) => back > 0)
    await database.run(
      `with given as (
         select h.id, h.account_id, h.order_id, g.back from unnest($1::text[], $2::int[]) as g(order_id, back)
           join marketing_hold h using (order_id)),
       txn as (
         insert into marketing_txn (key, kind, order_id, at)
         select 'return:' || id || ':' || back, 'reverse', order_id, now() from given returning id, order_id)
       insert into marketing_entry (txn_id, account_id, amount)
       select txn.id, account_id, back from txn join given using (order_id)
       union all
       select txn.id, (select id from marketing_account where role = 'redeemed'), -back from txn join given using (order_id)`,
      [returned.map(({ oid }) => `order_${oid}`), returned.map(({ back }) => back)],
    )
    await insert(
      "marketing_consent",
      answers.map((a) => ({ ...a, topic: "marketing", proof: {} })),
    )
    await database.transaction((tx) =>
      marketing.recordTouches(
        tx,
        delivered().map(({ plan_no, run_no, pid, at }) => ({
          ...{ plan_no, run_no, pid, at, key: `t${run_no}:${pid}`, node: "n2", enrollment_id: null },
          kind: "delivered" as const,
        })),
      ),
    )
  }

  /** What reached somebody is a touch. */
  const delivered = () => sends.filter(({ state }) => state === "sent")
  const within = (from: Date, at: Date) => at >= from && at.getTime() - from.getTime() < WINDOW_DAYS * DAY
  const isOf =
    (asked: Asked) =>
    (one: Of): boolean =>
      one.plan_no === asked.plan_no && (asked.run_no === null || one.run_no === asked.run_no)

  /** The order belongs to the run that touched its customer last, of this plan. */
  function runOf(order: (typeof orders)[number], plan_no: number): number | null {
    const before = delivered().filter(
      (touch) => touch.plan_no === plan_no && touch.pid === order.pid && within(touch.at, order.at),
    )
    before.sort((a, b) => b.at.getTime() - a.at.getTime())
    return before[0]?.run_no ?? null
  }

  /** Everybody once, by their first entry: held out when any entry was. */
  function groupsOf(asked: Asked) {
    const people = groupBy(entries.filter(isOf(asked)), ({ pid }) => String(pid))
    const groups = {
      treated: { heads: 0, hits: 0 },
      held_out: { heads: 0, hits: 0 },
      store_held_out: { heads: 0, hits: 0 },
    }
    for (const theirs of people.values()) {
      const group = !theirs.some((e) => e.state === "held_out")
        ? groups.treated
        : theirs.some((e) => e.by_store)
          ? groups.store_held_out
          : groups.held_out
      const first = theirs.reduce((least, { at }) => (at < least ? at : least), theirs[0]!.at)
      group.heads++
      if (orders.some((o) => o.pid === theirs[0]!.pid && !o.cancelled && within(first, o.at))) group.hits++
    }
    return groups
  }

  function failuresOf(asked: Asked) {
    const lost = sends.filter(isOf(asked)).filter(({ state }) => LOST.includes(state))
    const kinds = groupBy(lost, (s) => `${s.channel} ${s.state} ${s.reason ?? "no_reason"}`)
    return Object.fromEntries([...kinds].map(([kind, those]) => [kind, those.length]))
  }

  function countedOf(asked: Asked) {
    const mine = {
      sends: sends.filter(isOf(asked)),
      coupons: coupons.filter(isOf(asked)),
      entries: entries.filter(isOf(asked)),
    }
    const heads = (of: (entry: (typeof entries)[number]) => boolean) =>
      new Set(mine.entries.filter(of).map(({ pid }) => pid)).size
    const stateOf = (state: string) => mine.sends.filter((s) => s.state === state).length
    const inState = (...states: string[]) => mine.coupons.filter((c) => states.includes(c.state)).length
    const refused = (type: string) =>
      refusals.filter(isOf(asked)).filter((r) => r.type === type && !r.done).length
    const bought = orders.filter((order) => {
      const run_no = runOf(order, asked.plan_no)
      return !order.cancelled && run_no !== null && (asked.run_no === null || run_no === asked.run_no)
    })
    const saidNo = delivered()
      .filter(isOf(asked))
      .filter((touch) =>
        answers.some((a) => a.pid === touch.pid && a.state === "no" && within(touch.at, a.at)),
      )
    return {
      covered: heads((e) => e.state !== "held_out"),
      entries: mine.entries.filter((e) => e.state !== "held_out").length,
      held_out: heads((e) => e.state === "held_out" && !e.by_store),
      store_held_out: heads((e) => e.by_store),
      inside: heads((e) => e.state === "inside"),
      groups: groupsOf(asked),
      messages: {
        ...Object.fromEntries(["sent", ...LOST].map((state) => [state, stateOf(state)])),
        queued: stateOf("queued") + stateOf("sending"),
        opened: mine.sends.filter((s) => s.opened).length,
        clicked: mine.sends.filter((s) => s.clicked).length,
      },
      coupons: {
        granted: mine.coupons.length,
        refused: refused("coupon"),
        used: inState("used"),
        open: inState("free", "held", "reserved"),
        expired: inState("expired"),
      },
      points: {
        granted: points.filter(isOf(asked)).reduce((sum, p) => sum + p.amount, 0),
        refused: refused("points"),
        used: holds
          .filter((h) => h.state === "posted" && bought.some(({ oid }) => oid === h.oid))
          .reduce((sum, h) => sum + h.points - h.back, 0),
      },
      unsubscribed: new Set(saidNo.map(({ pid }) => pid)).size,
    }
  }

  /** Coupons that still cost something by whether they are of a fixed amount; every other one is. */
  function worthOf(asked: Asked) {
    const costs = (fixed: boolean) =>
      coupons.filter(
        (coupon, i) =>
          isOf(asked)(coupon) &&
          ["free", "held", "reserved", "used"].includes(coupon.state) &&
          (i % 2 === 0) === fixed,
      ).length
    const purse = points.filter(isOf(asked)).reduce((sum, { amount }) => sum + amount, 0)
    return {
      coupons: { eur: costs(true) * OFF.amount },
      points: { eur: purse * POINT_VALUE.eur, usd: purse * POINT_VALUE.usd },
      unvalued: costs(false),
    }
  }

  it.each([
    ["the plan", { plan_no: 1, run_no: null }],
    ["its first run", { plan_no: 1, run_no: 1 }],
    ["its second run", { plan_no: 1, run_no: 2 }],
    ["the other plan", { plan_no: 2, run_no: null }],
  ])("equals a plain count of the same story, figure by figure: %s (R2, R7, G15)", async (_, asked) => {
    const counted = countedOf(asked)
    const { messages, coupons: given, points: purse, unsubscribed } = counted
    // A figure that is nought would be equal by chance.
    for (const n of [
      messages.opened,
      messages.clicked,
      ...Object.values(given),
      ...Object.values(purse),
      unsubscribed,
    ])
      expect(n).toBeGreaterThan(3)
    const report = await world.marketing.planReport({
      plan_id: `mkplan_${asked.plan_no}`,
      ...(asked.run_no === null ? {} : { run_id: `mkrun_${asked.run_no}` }),
    })
    expect(report).toMatchObject(counted)
    expect(
      Object.fromEntries(report.failures.map((f) => [`${f.channel} ${f.state} ${f.reason}`, f.count])),
    ).toEqual(failuresOf(asked))
    expect(Object.keys(report.messages).sort()).toEqual(Object.keys(messages).sort())
    expect(report.worth).toEqual(worthOf(asked))
  })

  it("holds the plan against its goal and its budget, in the list too, and no single run (P1, P21)", async () => {
    const asked = { plan_no: 1, run_no: null }
    const worth = worthOf(asked)
    const given = worth.coupons.eur + worth.points.eur
    const buyers = new Set(
      orders.filter((o) => !o.cancelled && runOf(o, asked.plan_no) !== null).map(({ pid }) => pid),
    ).size
    const reached = buyers / countedOf(asked).covered
    const report = await world.marketing.planReport({ plan_id: "mkplan_1" })
    expect(report.goal).toEqual({ ...TARGETS.goal, reached, share: reached / TARGETS.goal.target })
    // Measured as a goal would be, by the same figures of the report.
    const [paid, revenue] = [
      report.paid.orders,
      report.money.find(({ currency }) => currency === "eur")?.net ?? 0,
    ]
    expect(report.targets).toEqual([
      { ...TARGETS.targets[0], reached: paid, share: paid / 40 },
      { ...TARGETS.targets[1], reached: revenue, share: revenue / 100_000 },
    ])
    expect(report.budget).toEqual({
      ...TARGETS.budget,
      given,
      share: given / TARGETS.budget.amount,
      unvalued: { coupons: worth.unvalued, points: false },
    })
    const { plans } = await world.marketing.listPlans({ offset: 0, limit: 10 })
    const other = await world.marketing.planReport({ plan_id: "mkplan_2" })
    expect(Object.fromEntries(plans.map(({ name, goal }) => [name, goal]))).toEqual({
      Ours: report.goal,
      Another: other.goal,
    })
    expect(Object.fromEntries(plans.map(({ name, targets }) => [name, targets]))).toEqual({
      Ours: report.targets,
      Another: other.targets,
    })
    const one = await world.marketing.planReport({ plan_id: "mkplan_1", run_id: "mkrun_1" })
    expect([one.goal, one.targets, one.budget]).toEqual([null, [], null])
  })
})
