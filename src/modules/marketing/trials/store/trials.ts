import type { PlanSettings } from "../../../../core/canvas/plan-settings"
import type { Canvas } from "../../../../core/canvas/schema"
import type { TrialPerson, TrialSettings, TrialState } from "../../../../core/trial/trial"
import type { Sql } from "../../database"
import { addressGone } from "./testers"

/** So many are kept of each plan. */
const KEPT = 10

export type Drawn = { settings: PlanSettings; canvas: Canvas }

/** Where the person stands, as it is kept between two looks. Times are the test's own. */
export type KeptStanding = {
  node: string
  visit: number
  hop: number
  arrived_at: string
  state: Record<string, unknown>
  visits: Record<string, number>
  clock: string
  /** By which input of the card. */
  input: string
  /** What became of the message that was asked for here; null: none was. */
  send: { state: string; reason: string | null; settled: boolean } | null
  happened: boolean
  /** The way that the tester chose here. */
  way: string | null
  /** How often the card let the person wait here. */
  waits: number
}

export type NewTrial = {
  plan_no: number
  pid: number
  revision: number
  /** When the person came in; the beginning of the test's own clock. */
  at: Date
  due_at: Date
  by: string
  settings: TrialSettings
  drawing: Drawn
  standing: KeptStanding
}

export type TrialRow = Omit<NewTrial, "due_at"> & {
  no: number
  state: TrialState
  reason: string | null
  person: TrialPerson
}

export type ClaimedTrial = Omit<NewTrial, "due_at"> & {
  no: number
  fence: number
  /** How often it was taken up here without coming on. */
  claims: number
  customer_id: string
  plan: { id: string; name: string; category: string }
  /** The customer was deleted since. */
  gone: boolean
}

export const insertTrial = async (tx: Sql, trial: NewTrial): Promise<number> =>
  (await tx.one<{ no: number }>(
    `insert into marketing_trial (plan_no, pid, revision, at, by, settings, drawing, state, standing, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'going', $8, $9) returning no`,
    [
      trial.plan_no,
      trial.pid,
      trial.revision,
      trial.at,
      trial.by,
      JSON.stringify(trial.settings),
      JSON.stringify(trial.drawing),
      JSON.stringify(trial.standing),
      trial.due_at,
    ],
  ))!.no

/** Forgets the oldest that are over, beyond those that are kept. */
export const forgetTrials = (tx: Sql, plan_no: number): Promise<number> =>
  tx.run(
    `delete from marketing_trial where plan_no = $1 and state not in ('going', 'asking')
        and no <= (select no from marketing_trial where plan_no = $1 order by no desc offset $2 limit 1)`,
    [plan_no, KEPT],
  )

/** Those of people deleted before `before`, or that wrote to an address of theirs. Answers how many. */
export const eraseTrials = (tx: Sql, before: Date, limit: number): Promise<number> =>
  tx.run(
    `delete from marketing_trial where no in (
       select t.no from marketing_trial t
        where t.state <> 'going' and (
          exists (select 1 from marketing_profile p where p.pid = t.pid and p.deleted_at <= $1)
          or exists (select 1 from jsonb_array_elements_text(t.settings -> 'to') as sent(address)
                      where ${addressGone("sent.address", "$1")}))
        order by t.no limit $2 for update skip locked)`,
    [before, limit],
  )

/** Only one transaction at a time starts a test of a plan; answers how many are not over. */
export const countOpenTrials = async (tx: Sql, plan_no: number): Promise<number> => {
  await tx.rows("select pg_advisory_xact_lock(hashtextextended('marketing_trial', $1))", [plan_no])
  return (await tx.one<{ n: number }>(
    "select count(*)::int as n from marketing_trial where plan_no = $1 and state in ('going', 'asking')",
    [plan_no],
  ))!.n
}

const PERSON = `jsonb_build_object('id', p.customer_id, 'email', p.email,
  'name', nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''),
  'is_test', exists (select 1 from marketing_test_customer c where c.pid = p.pid)) as person`

/** Newest first, without their drawings. */
export const listedTrials = (sql: Sql, plan_no: number): Promise<Omit<TrialRow, "drawing" | "standing">[]> =>
  sql.rows(
    `select t.no, t.plan_no, t.pid, t.revision, t.at, t.by, t.settings, t.state, t.reason, ${PERSON}
       from marketing_trial t join marketing_profile p using (pid)
      where t.plan_no = $1 order by t.no desc`,
    [plan_no],
  )

export const findTrial = (sql: Sql, plan_no: number, no: number): Promise<TrialRow | undefined> =>
  sql.one(
    `select t.no, t.plan_no, t.pid, t.revision, t.at, t.by, t.settings, t.drawing, t.standing, t.state, t.reason, ${PERSON}
       from marketing_trial t join marketing_profile p using (pid)
      where t.plan_no = $1 and t.no = $2`,
    [plan_no, no],
  )

/** Of a plan that is there. */
const GOING = `t.state = 'going' and exists (select 1 from marketing_plan n where n.no = t.plan_no and n.deleted_at is null)`

/** The one that is due for the longest, kept from other workers for a while. */
export const claimTrial = (sql: Sql, now: Date, lease_until: Date): Promise<ClaimedTrial | undefined> =>
  sql.one(
    `with due as (
       select t.no from marketing_trial t
        where ${GOING} and t.due_at <= $1 and (t.lease_until is null or t.lease_until <= $1)
        order by t.due_at, t.no limit 1 for update skip locked)
     update marketing_trial t set lease_until = $2, fence = t.fence + 1, claims = t.claims + 1
       from due, marketing_plan n, marketing_profile p
      where t.no = due.no and n.no = t.plan_no and p.pid = t.pid
     returning t.no, t.plan_no, t.pid, t.revision, t.at, t.by, t.settings, t.drawing, t.standing, t.fence, t.claims,
               p.customer_id, jsonb_build_object('id', n.id, 'name', n.name, 'category', n.category) as plan,
               p.deleted_at is not null as gone`,
    [now, lease_until],
  )

export const nextTrialDue = async (sql: Sql): Promise<Date | null> =>
  (await sql.one<{ at: Date | null }>(
    `select min(greatest(t.due_at, coalesce(t.lease_until, t.due_at))) as at from marketing_trial t where ${GOING}`,
  ))!.at

/** Where it goes on and when; answers false when it was ended, or taken over by another worker, meanwhile. */
export const moveTrial = async (
  tx: Sql,
  { no, fence }: { no: number; fence: number },
  to: { state: TrialState; reason: string | null; standing: KeptStanding; due_at: Date },
): Promise<boolean> =>
  (await tx.run(
    `update marketing_trial set state = $3, reason = $4, standing = $5, due_at = $6, lease_until = null, claims = 0
      where no = $1 and fence = $2 and state = 'going'`,
    [no, fence, to.state, to.reason, JSON.stringify(to.standing), to.due_at],
  )) > 0

/** Whether it was neither ended nor taken over by another worker meanwhile. */
export const isStillOurs = async (sql: Sql, { no, fence }: { no: number; fence: number }): Promise<boolean> =>
  (await sql.one(
    "select 1 as is_ours from marketing_trial where no = $1 and fence = $2 and state = 'going'",
    [no, fence],
  )) !== undefined

export const letTrialGoOn = async (
  sql: Sql,
  { no, standing, now }: { no: number; standing: KeptStanding; now: Date },
): Promise<boolean> =>
  (await sql.run(
    `update marketing_trial set state = 'going', standing = $2, due_at = $3, lease_until = null
      where no = $1 and state = 'asking'`,
    [no, JSON.stringify(standing), now],
  )) > 0

export const endTrialNow = async (sql: Sql, no: number): Promise<boolean> =>
  (await sql.run(
    "update marketing_trial set state = 'ended', lease_until = null where no = $1 and state in ('going', 'asking')",
    [no],
  )) > 0

export const endTrialsNow = (tx: Sql, plan_no: number): Promise<number> =>
  tx.run(
    "update marketing_trial set state = 'ended', lease_until = null where plan_no = $1 and state in ('going', 'asking')",
    [plan_no],
  )

export const findPlanNo = async (sql: Sql, plan_id: string): Promise<number | undefined> =>
  (
    await sql.one<{ no: number }>("select no from marketing_plan where id = $1 and deleted_at is null", [
      plan_id,
    ])
  )?.no
