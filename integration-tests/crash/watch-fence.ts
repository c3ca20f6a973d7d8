import type { Database } from "../../src/modules/marketing/database"
import { whenTaking } from "./taking"

/**
 * Whoever takes people out of the queue says in the same transaction which claims it holds; the database writes down each step
 * that was taken with another claim than its last one. Two sleepers rarely do visible harm, but one day they would (F3, F4).
 */
export async function watchFence(outside: Database): Promise<void> {
  await outside.run("create table if not exists crash_overtaken (enrollment_id bigint, node text, visit int)")
  await outside.run(
    `create or replace function crash_compare_fences() returns trigger language plpgsql as $$ begin
       insert into crash_overtaken
         select g.enrollment_id, g.node, g.visit
           from gone g
           join jsonb_to_recordset(nullif(current_setting('crash.claims', true), '')::jsonb)
                  as c(enrollment_id bigint, node text, visit int, fence int) using (enrollment_id, node, visit)
          where c.fence <> g.fence;
       return null;
     end $$`,
  )
  await outside.run(
    `create or replace trigger crash_watch_fence after delete on marketing_step
       referencing old table as gone for each statement execute function crash_compare_fences()`,
  )
}

/** A worker's database that says what it holds before it takes it. */
export const tellingClaims = (database: Database): Database =>
  whenTaking(database, async ({ tx, text, values }) => {
    await tx.run(
      `select set_config('crash.claims', jsonb_agg(c)::text, true)
         from unnest($1::tid[], $2::bigint[], $3::text[], $4::int[], $5::int[]) as c(place, enrollment_id, node, visit, fence)`,
      values,
    )
    return tx.one(text, values)
  })

/** Steps that were taken by somebody whose claim was over. */
export const overtaken = (outside: Database): Promise<{ enrollment_id: number; node: string }[]> =>
  outside.rows("delete from crash_overtaken returning enrollment_id, node")
