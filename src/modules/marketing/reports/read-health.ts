import type { Clock } from "../clock"
import type { Database } from "../database"
import type { ListStoppedSyncs, StoppedSync } from "../sync/stopped-syncs"
import { isCalledOff } from "../why-stopped"
import type { OpenBreaker, ReadBreakers } from "./breakers"

export type Health = {
  as_of: Date
  /** People of running plans who could move on now; `oldest` since when the first of them waits. */
  steps: { due: number; oldest: Date | null; parked: number }
  /** What plans listen for has happened, and could be dealt with now; `parked` failed too often. */
  occasions: { due: number; oldest: Date | null; parked: number }
  /** `due` could be handed over now; `unknown`: nobody knows whether the receiver got them. */
  sends: { due: number; oldest: Date | null; unknown: number }
  /** Changes in the store that are not in the read model yet; `parked` failed too often. */
  inbox: { open: number; oldest: Date | null; parked: number }
  /** What cards tell other systems; `stuck` failed too often. */
  calls: { due: number; oldest: Date | null; stuck: number }
  /** Segments that are not carried on to a customer group or to another system. */
  stopped_syncs: StoppedSync[]
  /** What is left alone for a while because it failed again and again: a channel's provider, a node of a plan. */
  breakers: OpenBreaker[]
  /** When changes that the event bus lost were looked for last. */
  reconciled_at: Date | null
}

type Parts = {
  database: Database
  clock: Clock
  readBreakers: ReadBreakers
  listStoppedSyncs: ListStoppedSyncs
}

/** What an operator looks at first: how far the background work is behind and what waits for a decision (G15). */
export const readHealth =
  ({ database, clock, readBreakers, listStoppedSyncs }: Parts) =>
  async (): Promise<Health> => {
    const now = await clock.now()
    const row = (await database.one<{
      steps_due: number
      steps_oldest: Date | null
      steps_parked: number
      occasions_due: number
      occasions_oldest: Date | null
      occasions_parked: number
      sends_due: number
      sends_oldest: Date | null
      sends_unknown: number
      inbox_open: number
      inbox_oldest: Date | null
      inbox_parked: number
      calls_due: number
      calls_oldest: Date | null
      calls_stuck: number
      reconciled_at: Date | null
    }>(
      `with plan as (select no from marketing_plan where state = 'running' and deleted_at is null),
       steps as (
         select coalesce(sum(s.due), 0)::bigint as due, min(s.oldest) as oldest
           from plan cross join lateral (
             select count(*) as due, min(run_at) as oldest from marketing_step
              where plan_no = plan.no and state = 'ready' and run_at <= $1) s),
       occasions as (
         select count(*) filter (where state = 'ready' and due_at <= $1) as due, count(*) filter (where state = 'parked') as parked,
                min(due_at) filter (where state = 'ready' and due_at <= $1) as oldest
           from marketing_occasion),
       sends as (
         select count(*) as due, min(run_at) as oldest from marketing_send
          where state = 'queued' and run_at <= $1 and (plan_no is null or plan_no in (select no from plan))),
       inbox as (
         select count(*) filter (where run_at < 'infinity') as open, count(*) filter (where run_at = 'infinity') as parked,
                min(received_at) filter (where run_at < 'infinity') as oldest
           from marketing_inbox where done_at is null),
       calls as (
         select count(*) as due, min(c.due_at) as oldest from marketing_webhook_call c
          where c.due_at <= $1 and not exists (select 1 from marketing_plan g where g.no = c.plan_no and g.state = 'paused'))
       select steps.due as steps_due, steps.oldest as steps_oldest,
              (select count(*) from marketing_step where state = 'parked') as steps_parked,
              occasions.due as occasions_due, occasions.oldest as occasions_oldest, occasions.parked as occasions_parked,
              sends.due as sends_due, sends.oldest as sends_oldest,
              (select count(*) from marketing_send where state = 'unknown' and topic <> 'test') as sends_unknown,
              inbox.open as inbox_open, inbox.oldest as inbox_oldest, inbox.parked as inbox_parked,
              calls.due as calls_due, calls.oldest as calls_oldest,
              (select count(*) from marketing_webhook_call
                where due_at is null and sent_at is null and not ${isCalledOff("error")}) as calls_stuck,
              (select updated_at from marketing_cursor where name = 'reconcile') as reconciled_at
         from steps, occasions, sends, inbox, calls`,
      [now],
    ))!
    return {
      as_of: now,
      steps: { due: row.steps_due, oldest: row.steps_oldest, parked: row.steps_parked },
      occasions: { due: row.occasions_due, oldest: row.occasions_oldest, parked: row.occasions_parked },
      sends: { due: row.sends_due, oldest: row.sends_oldest, unknown: row.sends_unknown },
      inbox: { open: row.inbox_open, oldest: row.inbox_oldest, parked: row.inbox_parked },
      calls: { due: row.calls_due, oldest: row.calls_oldest, stuck: row.calls_stuck },
      stopped_syncs: await listStoppedSyncs(),
      breakers: await readBreakers(),
      reconciled_at: row.reconciled_at,
    }
  }
