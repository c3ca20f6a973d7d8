import type { Told } from "../../../../core/rules/timing"
import type { Sql } from "../../database"
import { list } from "../../row-table"
import { KEPT_UP } from "./segments"

/** With more people than this, asking everybody is cheaper than asking them (the triggers say the same number). */
export const MOST_FOLLOWED = 20_000

export type Change = { about: Told; pids: number[] | null }

/** Notes of whom something changed; `null`: of anybody. */
export const appendChange = (tx: Sql, { about, pids }: Change) =>
  tx.run("insert into marketing_change (about, pids) values ($1, $2::int[])", [about, pids && list(pids)])

/** Takes so many notes out, the oldest first. Nobody else takes them; they come back when the transaction fails. */
export const takeChanges = (tx: Sql, most: number): Promise<Change[]> =>
  tx.rows(
    `delete from marketing_change
      where id in (select id from marketing_change order by id limit $1 for update skip locked) returning about, pids`,
    [most],
  )

/**
 * Hands people on to every segment that is kept up person by person and looks at what changed, and to lists those whom the
 * store deleted, or has again. Who is a customer concerns every rule; one that looks at facts hears of them anyway.
 */
export async function putDue(tx: Sql, { about, pids }: Change): Promise<void> {
  await tx.run(
    `insert into marketing_segment_due (segment_no, pids)
     select s.no, $2::int[] from marketing_segment s
      where s.type = 'dynamic' and not s.restless and s.deleted_at is null and ${KEPT_UP}
        and (s.looks_at is null or $1 = any(s.looks_at)
          or $1 = 'people' and not 'facts' = any(s.looks_at) or starts_with($1, 'plan:') and 'plans' = any(s.looks_at))`,
    [about, pids && list(pids)],
  )
  if (about !== "facts") return
  // Members or not: a file that is being read may make them members yet.
  await tx.run(
    `insert into marketing_segment_due (segment_no, pids)
     select s.no, gone.pids from marketing_segment s,
            (select array_agg(pid) as pids from marketing_profile
              where deleted_at is not null and ($1::int[] is null or pid = any($1::int[]))) gone
      where s.type <> 'dynamic' and s.deleted_at is null and gone.pids is not null
     union all
     select l.segment_no, array_agg(l.pid) from marketing_segment_left l
       join marketing_profile p on p.pid = l.pid and p.deleted_at is null
      where l.gone and ($1::int[] is null or l.pid = any($1::int[])) group by l.segment_no`,
    [pids && list(pids)],
  )
}

export const takeDue = (tx: Sql, segment: number): Promise<{ pids: number[] | null }[]> =>
  tx.rows("delete from marketing_segment_due where segment_no = $1 returning pids", [segment])

export const dropDue = (tx: Sql, segment: number): Promise<number> =>
  tx.run("delete from marketing_segment_due where segment_no = $1", [segment])
