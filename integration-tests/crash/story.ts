import { SENDING_LIMITS } from "../../src/core/message/sending-limits"
import type { Database } from "../../src/modules/marketing/database"
import { addPlan, type Drawn, draw } from "../support/plans"
import { addPeople } from "../support/world"
import { CHANNEL } from "./provider"

export const LUCKY = "lucky"
export const POINTS_A = 30
export const POINTS_B = 70
/** Taken back again from those who got both. */
export const POINTS_BACK = 20
/** Who comes from the pause goes on in turn: so many in any minute. */
export const PACE = { people: 8, per: "minute" } as const
/** A list that people are put on, whichever plan it is. */
const LIST = "mkseg_crash"
/** People set out in waves, so that some are at the end while others begin. */
const WAVE = { size: 20, every_minutes: 7 }

/** Messages of all plans together that anybody may get in one day. */
export const PER_DAY = 1

/** People half of whom carry a tag; they go through one plan after the other, and get no more a day than they may. */
export async function settlePeople(database: Database, count: number): Promise<void> {
  await database.run("insert into marketing_segment (id, name, type) values ($1, $1, 'static')", [LIST])
  await addPeople(
    database,
    Array.from({ length: count }, (_, i) => ({ tags: i % 2 === 0 ? [LUCKY] : [] })),
  )
  await database.run("insert into marketing_setting (key, value) values ('sending_limits', $1)", [
    JSON.stringify({ caps: { ...SENDING_LIMITS.caps, per_day: PER_DAY } }),
  ])
}

export type Story = Drawn & { coupons: number }

/**
 * One plan over everybody: a split, waits, a filter, a rate limit, coupons that do not suffice for all, points given twice and taken back, tags,
 * a list, lead scores, sales reps in turn, a webhook, messages.
 * Each plan has its own coupon template, limited to `coupons`.
 */
export async function tellStory(
  database: Database,
  given: { coupons: number; due_at: Date },
): Promise<Story> {
  const template = (await database.one<{ id: string }>(
    `insert into marketing_coupon_template (id, name, promotion_id, code, value, grant_limit)
     values ('mkcoup_' || gen_random_uuid(), 'Ten', 'promo_' || gen_random_uuid(), 'C' || gen_random_uuid(), $1, $2) returning id`,
    [
      JSON.stringify({ discount: { type: "percent", percent: 10 }, scope: { type: "order" }, minimum: null }),
      given.coupons,
    ],
  ))!
  const message = (text: string, more = {}): [string, Record<string, unknown>] => [
    `message:${CHANNEL}`,
    { content: { text }, ...more },
  ]
  const canvas = draw(
    {
      who: ["conditions", { rule: { all: [] } }],
      split: [
        "split-test",
        {
          variants: [
            { id: "a", name: "A", share: 50 },
            { id: "b", name: "B", share: 50 },
          ],
        },
      ],
      rest: ["wait", { amount: 10, unit: "minutes" }],
      coupon: ["benefit:coupon", { template_id: template.id }],
      coupon_note: message("A coupon"),
      sorry: ["tags", { add: ["sorry"] }],
      points: ["benefit:points", { amount: POINTS_A }],
      lucky: ["filter", { rule: { fact: "profile.tags", op: "has_any", value: [LUCKY] } }],
      gold: ["tags", { add: ["gold"] }],
      // They stay here until it is known what became of it.
      gold_note: message("Gold", { when_not_sent: "other-way" }),
      pause: ["wait", { amount: 20, unit: "minutes" }],
      turn: ["rate-limit", PACE],
      more_points: ["benefit:points", { amount: POINTS_B }],
      back: ["take-back", { what: "points", amount: POINTS_BACK }],
      warm: ["lead-score", { amount: 1 }],
      rep: ["assign-rep", { reps: ["lin", "wang", "zhao"], mode: "overwrite" }],
      list: ["segment-membership", { segment_id: LIST }],
      tell: ["webhook", { url: "https://crm.example/hook" }],
      bye: ["exit"],
    },
    [
      "who out split",
      "split a rest",
      "rest out coupon",
      "coupon granted coupon_note",
      "coupon refused sorry",
      "split b points",
      "points granted lucky",
      "lucky yes gold",
      "gold out gold_note",
      "lucky no pause",
      "pause out turn",
      "turn out more_points",
      "more_points granted back",
      "back taken warm",
      "warm out rep",
      "rep out list",
      "list out tell",
      "tell out bye",
    ],
  )
  return {
    ...(await addPlan(database, { canvas, settings: { batch: WAVE }, due_at: given.due_at })),
    coupons: given.coupons,
  }
}

/** Whether everybody came to the end and every message was dealt with. Parked people are told to try again. */
export async function isThrough(database: Database, { plan_no, plan_id }: Story): Promise<boolean> {
  const open = await database.one<{ people: boolean; sends: number; parked: number }>(
    `select (select state from marketing_plan where no = $1) <> 'ended' as people,
            (select count(*) from marketing_send where plan_no = $1 and state in ('queued', 'sending')) as sends,
            (select count(*) from marketing_step where plan_no = $1 and state = 'parked') as parked`,
    [plan_no],
  )
  // Whose worker died again and again is parked, as it should be; somebody looks and says: try again.
  if (open!.parked > 0)
    await database.run(
      `update marketing_step set state = 'ready', attempts = 0, lease_until = null
        where plan_no = (select no from marketing_plan where id = $1) and state = 'parked'`,
      [plan_id],
    )
  return !open!.people && open!.sends === 0
}

/** The clock goes to the next moment at which something is due in this plan, or in any of others beside it, at least a second on. */
export async function nextMoment(
  database: Database,
  { plan_no }: Story,
  now: Date,
  beside: number[] = [],
): Promise<Date> {
  const next = await database.one<{ at: Date | null }>(
    `select min(at) as at from (
       select greatest(run_at, coalesce(lease_until, run_at)) from marketing_step
        where plan_no = any($1::int[]) and state = 'ready' and run_at < timestamptz '9999-12-31'
       union all
       -- Who waits for a turn may have it when the first of those who passed did so a minute ago.
       select coalesce((select min(at) + interval '1 minute' from marketing_turn where plan_no = any($1::int[]) and at > $2::timestamptz - interval '1 minute'), $2)
        where exists (select 1 from marketing_step where plan_no = any($1::int[]) and run_at = timestamptz '9999-12-31 00:00:00+00')
       union all
       select greatest(due_at, lease_until) from marketing_occasion where plan_no = any($1::int[]) and state = 'ready'
       union all
       select coalesce(lease_until, run_at) from marketing_send where plan_no = any($1::int[]) and state in ('queued', 'sending')) due(at)`,
    [[plan_no, ...beside], now],
  )
  return new Date(Math.max(now.getTime(), next?.at?.getTime() ?? 0) + 1000)
}
