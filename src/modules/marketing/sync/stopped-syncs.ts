import type { Database } from "../database"

/** A segment that is no longer carried to a customer group or to another system, until somebody does something about it. */
export type StoppedSync = {
  segment: { id: string; name: string }
  to: "group" | "webhook"
  error: string | null
  error_detail: string | null
}

/** More than anybody looks at in one go. */
const MOST = 50

export const listStoppedSyncs =
  ({ database }: { database: Database }) =>
  (): Promise<StoppedSync[]> =>
    database.rows<StoppedSync>(
      `with stopped as (
         select segment_no, 'group' as "to", error, error_detail from marketing_group_sync where due_at is null
         union all
         select segment_no, 'webhook', error, error_detail from marketing_webhook where due_at is null and not paused)
       select jsonb_build_object('id', s.id, 'name', s.name) as segment, stopped."to", stopped.error, stopped.error_detail
         from stopped join marketing_segment s on s.no = stopped.segment_no
        where s.deleted_at is null order by s.name, stopped."to" limit ${MOST}`,
    )

export type ListStoppedSyncs = ReturnType<typeof listStoppedSyncs>
