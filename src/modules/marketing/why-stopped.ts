/**
 * SQL: why a plan, or the run of it, has stopped for good; null while it has not. One that was over by itself has not: only an
 * end that somebody asked for stops what is on its way, and the audit tells of it in the same transaction.
 */
export const whyStopped = ({ plan, run }: { plan: string; run: string }): string =>
  `case when ${plan}.deleted_at is not null then 'plan_deleted'
        when ${plan}.state in ('cancelled', 'archived') or ${run}.state = 'cancelled' then 'plan_cancelled'
        when ${plan}.state = 'ended' and exists (
          select 1 from marketing_audit a
           where a.entity = 'plan' and a.entity_id = ${plan}.id and a.action = 'end') then 'plan_ended' end`

/** What was called off for such a reason waits for nobody's decision. */
export const isCalledOff = (reason: string): string =>
  `${reason} in ('plan_deleted', 'plan_cancelled', 'plan_ended')`
