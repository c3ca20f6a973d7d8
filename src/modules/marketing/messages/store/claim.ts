import type { ChannelDefinition } from "../../../../extension/channel"
import type { Sql } from "../../database"
import { whyStopped } from "../../why-stopped"

/** Key of the advisory lock on the switch for all sending. Fair, unlike a row's: who wants to stop waits for nobody new. */
const SENDING_LOCK = 0x6d6b7377

/** Until the transaction ends nobody stops sending: a stop is either seen by the next statement or waits for us (G11). */
export const shareSending = (tx: Sql) => tx.run("select pg_advisory_xact_lock_shared($1)", [SENDING_LOCK])

export const ownSending = (tx: Sql) => tx.run("select pg_advisory_xact_lock($1)", [SENDING_LOCK])

/**
 * The plans that have messages due in this channel. The recursion hops from plan to plan through the index and never walks over one
 * plan's thousands of rows. A plan whose messages are all held has no turn.
 */
export const waitingPlans = async (sql: Sql, channel: string, now: Date): Promise<number[]> =>
  (
    await sql.rows<{ no: number }>(
      `with recursive waiting (plan_no) as (
         select min(plan_no) from marketing_send where state = 'queued' and channel = $1
         union all
         select (select min(s.plan_no) from marketing_send s
                  where s.state = 'queued' and s.channel = $1 and s.plan_no > w.plan_no)
           from waiting w where w.plan_no is not null)
       select plan_no as no from waiting
        where plan_no is not null
          and exists (select 1 from marketing_send s
                       where s.state = 'queued' and s.channel = $1 and s.plan_no = waiting.plan_no and s.run_at <= $2)
        order by plan_no`,
      [channel, now],
    )
  ).map(({ no }) => no)

/** Locks due messages, at most `each` of every plan, so that a large plan never keeps a small one waiting. */
export const lockDueSends = (tx: Sql, channel: string, planNos: number[], now: Date, each: number) =>
  tx.rows<{ id: number; pid: number }>(
    `select due.id, due.pid from unnest($2::int[]) as plan(no)
      cross join lateral (
        select id, pid from marketing_send
         where channel = $1 and state = 'queued' and plan_no = plan.no and run_at <= $3
         order by run_at, id limit $4 for update skip locked) due`,
    [channel, planNos, now, each],
  )

/** Everything that decides whether one message may go, and where to. */
export type SendFacts = {
  id: number
  key: string
  token: string
  pid: number
  plan_no: number
  run_no: number
  node: string
  enrollment_id: number
  topic: string
  expired: boolean
  stopped: string | null
  known: boolean
  deleted: boolean
  customer_id: string
  address: string | null
  suppressed: boolean
  content_hash: string
  content: Record<string, unknown>
  /** How often somebody decided to send it again. */
  again: number
  /** Since when it has its place among what the person got: it was on its way before, and may have arrived. */
  placed_at: Date | null
  expires_at: Date | null
  plan_id: string
  category: string
  /** The zone of the person's own clock, where it is known. */
  zone: string | null
  /** As the version that is published now has it. */
  do_not_disturb: unknown
}

export const ADDRESS_HASH = (column: string): string =>
  `encode(sha256(convert_to(lower(btrim(${column})), 'UTF8')), 'hex')`

/**
 * A message of unknown outcome may be sent again after its plan was over by itself; only an end that somebody asked for,
 * which the audit tells in the same transaction, calls messages off.
 */
export const readSendFacts = (
  tx: Sql,
  input: { ids: number[]; channel: string; address: ChannelDefinition["address"]; now: Date },
) => {
  // One of four words of ours, never input.
  const address = {
    email: "p.email",
    phone: "p.phone",
    account: "case when p.has_account then p.customer_id end",
    none: "p.customer_id",
  }[input.address]
  return tx.rows<SendFacts>(
    `select s.id, s.key, s.token, s.pid, s.plan_no, s.run_no, s.node, s.enrollment_id, s.topic,
            coalesce(s.expires_at <= $3, false) as expired,
            ${whyStopped({ plan: "plan", run: "run" })} as stopped,
            p.pid is not null as known, p.deleted_at is not null as deleted,
            p.customer_id, ${address} as address,
            exists (select 1 from marketing_suppression x
                     where x.channel = $2 and x.address_hash = ${ADDRESS_HASH(address)}) as suppressed,
            s.content_hash, c.content, s.again, s.placed_at, s.expires_at,
            plan.id as plan_id, plan.category, p.zone, v.settings -> 'do_not_disturb' as do_not_disturb
       from marketing_send s
       join marketing_plan plan on plan.no = s.plan_no
       left join marketing_plan_version v on v.plan_no = plan.no and v.version = plan.version
       join marketing_content c on c.hash = s.content_hash
       left join marketing_run run on run.no = s.run_no
       left join marketing_profile p on p.pid = s.pid
      where s.id = any($1) order by s.id`,
    [input.ids, input.channel, input.now],
  )
}

export type Answer = { state: "yes" | "no" | "pending"; at: Date }

/** Answers by person, locked: a withdrawal that is under way is waited for, a later one waits for us (S25). */
export async function lockConsents(tx: Sql, channel: string, pids: number[]): Promise<Map<number, Answer>> {
  const rows = await tx.rows<Answer & { pid: number }>(
    `select pid, state, at from marketing_consent
      where channel = $1 and topic = 'marketing' and pid = any($2) order by pid for share`,
    [channel, pids],
  )
  return new Map(rows.map((row) => [row.pid, row]))
}

export type Verdict = {
  id: number
  /** queued: held until `run_at`. */
  state: "sending" | "blocked" | "cancelled" | "queued"
  reason: string | null
  address: string | null
  placed_at: Date | null
  run_at: Date | null
}

/** Commits the intents. From here on a message of state `sending` may be with the provider. */
export const writeVerdicts = (tx: Sql, verdicts: Verdict[], leaseUntil: Date) =>
  tx.rows<{ id: number; fence: number; attempt: number }>(
    `update marketing_send s
        set state = v.state, reason = v.reason, address = coalesce(v.address, s.address), placed_at = v.placed_at,
            run_at = coalesce(v.run_at, s.run_at), attempt = s.attempt + (v.state = 'sending')::int, fence = s.fence + 1,
            lease_until = case when v.state = 'sending' then $2::timestamptz end
       from jsonb_to_recordset($1) as v(id bigint, state text, reason text, address text, placed_at timestamptz, run_at timestamptz)
      where s.id = v.id
     returning s.id, s.fence, s.attempt`,
    [JSON.stringify(verdicts), leaseUntil],
  )
