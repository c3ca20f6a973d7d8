import type { Canvas } from "../../src/core/canvas/schema"
import { addCouponTemplate } from "../support/benefits"
import { coreCatalog } from "../support/catalog"
import { draw, settle } from "../support/plans"
import { addPeople, type World } from "../support/world"
import { publishMore } from "./more-plans"

/** What happens behind a half-way state, in the order told. */
export type Act =
  | { pass: { days?: number; hours?: number } }
  | { does: [who: string, event: string] }
  /** Somebody approves what was submitted. */
  | { approves: string }
  /** What waits to be sent is handed over. */
  | { sends: true }

const actor = "user_ada"
const APPROVER = "user_bob"
export const START = "2026-03-02T09:00:00Z"
export const ZONE = "Europe/Berlin"

const PEOPLE = ["Ada", "Bob", "Cyn", "Dan", "Eve", "Fay", "Gus", "Hal"]
/** Enough of them that the plans below hold more than two hundred stays half-way. */
const CROWD = Array.from({ length: 60 }, (_, n) => `P${String(n + 1).padStart(2, "0")}`)
const everyone = { rule: { all: [{ fact: "profile.first_name", op: "known" }] } }
const say = (text: string): [string, object] => ["message:log", { content: { text } }]
const tag = (name: string): [string, object] => ["tags", { add: [name], remove: [] }]
const drawing = (nodes: Record<string, [string, object?]>, edges: string[]): Canvas =>
  draw(nodes as Parameters<typeof draw>[0], edges)

const welcome = drawing(
  {
    who: ["conditions", everyone],
    part: [
      "split-test",
      {
        variants: [
          { id: "a", name: "A", share: 50 },
          { id: "b", name: "B", share: 50 },
        ],
      },
    ],
    hello: say("Hello"),
    rest: ["wait", { amount: 2, unit: "days" }],
    which: [
      "branch",
      {
        ways: [
          {
            id: "vip",
            name: "VIP",
            rule: { all: [{ fact: "profile.tags", op: "has_any", value: ["vip"] }] },
          },
        ],
      },
    ],
    note: ["attributes", { changes: [{ field: "profile.tier", value: "gold" }] }],
    points: ["benefit:points", { amount: 100 }],
    back: ["wait-for-event", { event: "came_by", at_most: { amount: 3, unit: "days" } }],
    mark: tag("came back"),
    meet: ["join"],
    bye: ["exit", { reason: "seen all" }],
    bought: ["goal", { rule: { did: "checkout_started", window: { since: "entered" } } }],
  },
  [
    "who out part",
    "part a hello",
    "hello out rest",
    "rest out which",
    "which vip note",
    "note out meet",
    "which else meet",
    "part b points",
    "points granted back",
    "back happened mark",
    "mark out meet",
    "back timeout meet",
    "meet out bye",
  ],
)

const greeting = drawing(
  {
    comes: ["trigger:did-something", { event: "login", wait: { amount: 2, unit: "hours" } }],
    hello: say("Nice to see you"),
    rest: ["wait", { amount: 1, unit: "days" }],
    mark: tag("greeted"),
  },
  ["comes out hello", "hello out rest", "rest out mark"],
)

const news = (text: string) =>
  drawing(
    {
      who: ["conditions", everyone],
      night: ["wait-until", { until: "window", time: "18:00", to: "20:00" }],
      tell: say(text),
      rest: ["wait", { amount: 5, unit: "days" }],
      ask: say(`Did you like ${text}?`),
    },
    ["who out night", "night out tell", "tell out rest", "rest out ask"],
  )

const LIST = "mkseg_known"
const GUESTS = "mkseg_guests"
const TEMPLATE = "mkcoup_thanks"
/** By the first letter of their names: of the crowd only. */
const crowd = (more: object[] = []) => ({
  rule: { all: [{ fact: "profile.first_name", op: "starts_with", value: "P" }, ...more] },
})

/** Sets, a rate limit at which people wait for their turn, a split whose ways are sticky, what goes outside. */
const sets = drawing(
  {
    all: ["conditions", crowd()],
    known: ["list", { segment_id: LIST }],
    others: ["conditions", crowd()],
    not_these: ["list", { segment_id: LIST }],
    both: ["intersect"],
    rest_of_them: ["exclude"],
    some: ["sample", { percent: 60 }],
    turn: ["rate-limit", { people: 5, per: "hour" }],
    part: [
      "split-test",
      {
        variants: [
          { id: "a", name: "A", share: 40 },
          { id: "b", name: "B", share: 60 },
        ],
      },
    ],
    score: ["lead-score", { amount: 5 }],
    rep: ["assign-rep", { reps: ["lin", "wang"], mode: "overwrite" }],
    tell: ["webhook", { url: "https://crm.example/hook" }],
    nothing: ["do-nothing"],
    late: ["wait", { amount: 3, unit: "days" }],
    given: ["benefit:coupon", { template_id: TEMPLATE }],
    on: ["segment-membership", { segment_id: GUESTS }],
  },
  [
    "all out both",
    "known out both",
    "others out rest_of_them",
    "not_these out rest_of_them without",
    "both out turn",
    "rest_of_them out some",
    "some sample part",
    "turn out part",
    "part a score",
    "score out rep",
    "rep out tell",
    "tell out late",
    "part b nothing",
    "nothing out late",
    "late out given",
    "given granted on",
  ],
)

/** Round and round, each time by their own clocks, until they buy; blocked people get nothing. */
const rounds = drawing(
  {
    who: ["conditions", crowd()],
    block: ["benefit-block", { action: "block" }],
    morning: ["wait-until", { until: "weekday", days: [], time: "10:00", zone: "customer" }],
    twice: ["filter", { rule: { fact: "profile.tags", op: "has_any", value: ["once"] } }],
    mark: tag("once"),
    points: ["benefit:points", { amount: 10 }],
    free: ["benefit-block", { action: "unblock" }],
    more: ["benefit:points", { amount: 20 }],
    back: ["take-back", { what: "points-of-plan" }],
    bye: ["exit"],
  },
  [
    "who out block",
    "block out morning",
    "morning out twice",
    "twice no mark",
    "mark out points",
    "points refused morning",
    "twice yes free",
    "free out more",
    "more granted back",
    "back taken bye",
  ],
)

const joined = drawing(
  {
    comes: ["trigger:segment-entered", { segment_id: GUESTS }],
    rest: ["wait", { amount: 1, unit: "days" }],
    hello: say("Welcome, guest"),
  },
  ["comes out rest", "rest out hello"],
)

const birthday = drawing(
  {
    day: ["trigger:birthday", { days_before: 1, time: "09:00", zone: "customer" }],
    rest: ["wait", { amount: 12, unit: "hours" }],
    hello: say("Happy birthday"),
  },
  ["day out rest", "rest out hello"],
)

const cheaper = drawing(
  {
    news: ["trigger:price-drop", { percent: 10, people: [], segment_id: LIST }],
    hello: say("{{ event.title }} for {{ event.new_price }}"),
    rest: ["wait", { amount: 1, unit: "days" }],
    mark: tag("told of a price"),
  },
  ["news out hello", "hello out rest", "rest out mark"],
)

const reviewed = drawing({ who: ["conditions", crowd()], mark: tag("approved") }, ["who out mark"])

/** What the plans of the crowd speak of. */
async function settleCrowd({ marketing, database }: World): Promise<void> {
  const zones = ["Asia/Shanghai", "America/New_York", null]
  await addPeople(
    database,
    CROWD.map((first_name, n) => ({
      first_name,
      customer_id: `cus_${first_name}`,
      zone: zones[n % zones.length],
      birthday: `1990-03-${String((n % 9) + 3).padStart(2, "0")}`,
    })),
  )
  for (const id of [LIST, GUESTS])
    await database.run("insert into marketing_segment (id, name, type) values ($1, $1, 'static')", [id])
  const customer_ids = CROWD.filter((_, n) => n % 2 === 0).map((name) => `cus_${name}`)
  await marketing.addToSegment({ segment_id: LIST, customer_ids })
  await addCouponTemplate({ database }, { id: TEMPLATE })
}

/** People and plans of every sort, some hours and days into them: what a store looks like when it is updated. */
export async function goHalfWay(world: World): Promise<void> {
  const { marketing, database, clock } = world
  await addPeople(
    database,
    PEOPLE.map((first_name, index) => ({
      first_name,
      customer_id: `cus_${first_name}`,
      tags: index % 3 ? [] : ["vip"],
    })),
  )
  await settleCrowd(world)
  const shop = coreCatalog(database)
  const lamp = await shop.sells("Lamp", { eur: "100" })
  await marketing.syncProducts([lamp.product_id])
  await marketing.lookAtCatalog({ whole: true })
  const publish = async (name: string, plan: object) => {
    const { id } = await marketing.savePlan({ plan: { name, ...plan }, actor })
    await marketing.publishPlan({ plan_id: id, actor })
    return id
  }
  const act = (one: Act) => play({ marketing, database, clock }, one)
  await publish("Welcome", { canvas: welcome })
  await publish("Greeting", {
    type: "triggered",
    canvas: greeting,
    settings: { entry: { limit: { times: 1, per: "week" } } },
  })
  await publish("Sets", { canvas: sets })
  await publish("Rounds", { canvas: rounds })
  await publish("Guests", { type: "triggered", canvas: joined })
  await publish("Birthdays", { type: "triggered", canvas: birthday })
  await publish("Cheaper", { type: "triggered", canvas: cheaper })
  const more = await publishMore(world, publish, shop)
  const weekly = { schedule: { every: "week", on: ["mon"], time: "11:00" }, holdout_percent: 20 }
  const id = await publish("News", { type: "recurring", canvas: news("spring"), settings: weekly })
  await act({ does: ["Ada", "login"] })
  await act({ pass: { hours: 4 } })
  // Evening in the store: the news go out.
  await act({ pass: { hours: 5 } })
  await act({ pass: { hours: 15 } })
  await marketing.savePlan({ plan_id: id, plan: { canvas: news("summer") }, actor })
  await marketing.publishPlan({ plan_id: id, actor, note: "the season is over" })
  await more.leave("Q2")
  await act({ does: ["Dan", "came_by"] })
  await act({ does: ["Bob", "login"] })
  await act({ pass: { hours: 1 } })
  // Asked for, and not decided yet.
  const { id: waiting } = await marketing.savePlan({ plan: { name: "Reviewed", canvas: reviewed }, actor })
  await database.run(
    `insert into "user" (id, email) select id, id || '@example.test' from unnest($1::text[]) as id`,
    [[actor, APPROVER]],
  )
  await marketing.saveApproval({ approval: { on: true, approvers: [APPROVER] }, actor })
  await marketing.submitPlan({ plan_id: waiting, actor, note: "for the spring" })
  // Heard, and not dealt with yet.
  await more.leave("Q3")
  await more.news()
  await shop.costs(lamp.variant_id, "eur", "80")
  clock.pass({ minutes: 5 })
  await marketing.lookAtCatalog({ whole: true })
}

/** What is left to happen to them. */
export const THEN: Act[] = [
  { does: ["Cyn", "checkout_started"] },
  { approves: "Reviewed" },
  { does: ["Bob", "login"] },
  { pass: { hours: 3 } },
  { does: ["Eve", "came_by"] },
  { sends: true },
  { pass: { days: 1 } },
  { pass: { days: 3 } },
  { pass: { days: 2, hours: 5 } },
  { does: ["Ada", "login"] },
  { pass: { hours: 3 } },
  { pass: { days: 2 } },
  { pass: { days: 5 } },
]

export async function play(
  { marketing, database, clock }: Pick<World, "marketing" | "database" | "clock">,
  act: Act,
): Promise<void> {
  if ("pass" in act) {
    clock.pass(act.pass)
    await settle(marketing)
    // Who waits for a turn has it when the hour is over.
    while (await marketing.giveTurns());
    return settle(marketing)
  }
  if ("sends" in act) {
    while (await marketing.performSends());
    return settle(marketing)
  }
  if ("approves" in act) {
    const plan = await database.one<{ id: string; revision: number }>(
      "select id, revision from marketing_plan where name = $1",
      [act.approves],
    )
    await marketing.publishPlan({
      plan_id: plan!.id,
      revision: plan!.revision,
      approve: true,
      actor: APPROVER,
    })
    return settle(marketing)
  }
  const [first_name, name] = act.does
  const at = await clock.now()
  const person = await database.one<{ pid: number }>(
    "select pid from marketing_profile where first_name = $1",
    [first_name],
  )
  await database.transaction((tx) =>
    marketing.recordEvents(tx, [
      { at, key: `${name}:${first_name}:${at.getTime()}`, name, pid: person!.pid, trusted: true },
    ]),
  )
  await settle(marketing)
}

/** Everybody's ways, what they were told and what they have, line by line. */
export async function outcomeOf({ database }: Pick<World, "database">): Promise<string[]> {
  const rows = await database.rows<{ line: string }>(
    `select first_name || ' · ' || p.name || ' v' || e.version || ' · ' || e.state || coalesce(' (' || e.reason || ')', '') || ': '
            || coalesce((select string_agg(l.node || '.' || coalesce(l.port, l.reason, ''), ' > ' order by l.hop)
                           from marketing_step_log l where l.enrollment_id = e.id), '') as line
       from marketing_enrollment e join marketing_plan p on p.no = e.plan_no join marketing_profile c on c.pid = e.pid
      union all
     select first_name || ' was told "' || coalesce(k.content ->> 'text', k.content ->> 'subject', k.content ->> 'title') || '" ' || count(*) || ' times'
       from marketing_send s join marketing_content k on k.hash = s.content_hash join marketing_profile c on c.pid = s.pid
      group by first_name, coalesce(k.content ->> 'text', k.content ->> 'subject', k.content ->> 'title')
      union all
     select first_name || ' has ' || array_to_string(tags, ', ') || ' ' || coalesce(tier, '')
            || ' ' || (select count(*) from marketing_effect f where f.pid = c.pid and f.done) || ' effects' from marketing_profile c
      union all
     select p.name || ' ' || r.slot || ' v' || r.version || ' ' || r.state from marketing_run r join marketing_plan p on p.no = r.plan_no`,
  )
  return rows.map(({ line }) => line.trim()).sort()
}
