import type { Database } from "../database"

/** What became of the messages of one node. */
export type SendCount = {
  node: string
  /** On their way: waiting, or being handed over just now. */
  queued: number
  sent: number
  /** Not sent on purpose: no consent, no address, a cap, the plan's end. */
  blocked: number
  /** Handed over without success, those of unknown outcome among them. */
  failed: number
}

/** What became of one run's messages, node by node; nodes that sent nothing are absent. */
export const countSends =
  ({ database }: { database: Database }) =>
  ({ plan_no, run_no }: { plan_no: number; run_no: number }): Promise<SendCount[]> =>
    database.rows<SendCount>(
      `select node, count(*) filter (where state in ('queued', 'sending')) as queued,
              count(*) filter (where state = 'sent') as sent,
              count(*) filter (where state in ('blocked', 'cancelled')) as blocked,
              count(*) filter (where state in ('failed', 'unknown')) as failed
         from marketing_send where plan_no = $1 and run_no = $2 and node is not null group by node`,
      [plan_no, run_no],
    )

export type CountSends = ReturnType<typeof countSends>
