import type { Canvas } from "../../src/core/canvas/schema"
import { draw, settle } from "../support/plans"
import { addPeople, type World } from "../support/world"

/** What happens behind a half-way state, in the order told. */
export type Act = { pass: { days?: number; hours?: number } } | { does: [who: string, event: string] }

const actor = "user_ada"
export const START = "2026-03-02T09:00:00Z"
export const ZONE = "Europe/Berlin"

const PEOPLE = ["Ada", "Bob", "Cyn", "Dan", "Eve", "Fay", "Gus", "Hal"]
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

/** People and plans of every sort, some hours and days into them: what a store looks like when it is updated. */
export async function goHalfWay({ marketing, database, clock }: World): Promise<void> {
  await addPeople(
    database,
    PEOPLE.map((first_name, index) => ({
      first_name,
      customer_id: `cus_${first_name}`,
      tags: index % 3 ? [] : ["vip"],
    })),
  )
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
  const weekly = { schedule: { every: "week", on: ["mon"], time: "11:00" }, holdout_percent: 20 }
  const id = await publish("News", { type: "recurring", canvas: news("spring"), settings: weekly })
  await act({ does: ["Ada", "login"] })
  await act({ pass: { hours: 4 } })
  // Evening in the store: the news go out.
  await act({ pass: { hours: 5 } })
  await act({ pass: { hours: 15 } })
  await marketing.savePlan({ plan_id: id, plan: { canvas: news("summer") }, actor })
  await marketing.publishPlan({ plan_id: id, actor, note: "the season is over" })
  await act({ does: ["Dan", "came_by"] })
  await act({ does: ["Bob", "login"] })
  await act({ pass: { hours: 1 } })
}

/** What is left to happen to them. */
export const THEN: Act[] = [
  { does: ["Cyn", "checkout_started"] },
  { does: ["Bob", "login"] },
  { pass: { hours: 3 } },
  { does: ["Eve", "came_by"] },
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
     select first_name || ' was told "' || (k.content ->> 'text') || '" ' || count(*) || ' times'
       from marketing_send s join marketing_content k on k.hash = s.content_hash join marketing_profile c on c.pid = s.pid
      group by first_name, k.content ->> 'text'
      union all
     select first_name || ' has ' || array_to_string(tags, ', ') || ' ' || coalesce(tier, '')
            || ' ' || (select count(*) from marketing_effect f where f.pid = c.pid and f.done) || ' effects' from marketing_profile c
      union all
     select p.name || ' ' || r.slot || ' v' || r.version || ' ' || r.state from marketing_run r join marketing_plan p on p.no = r.plan_no`,
  )
  return rows.map(({ line }) => line.trim()).sort()
}
