import type { Told } from "../../../../core/rules/timing"
import type { Sql } from "../../database"
import { list } from "../../row-table"

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

/** Hands people on to every segment that is kept up person by person and looks at what changed. */
export const putDue = (tx: Sql, { about, pids }: Change) =>
  tx.run(
    `insert into marketing_segment_due (segment_no, pids)
     select no, $2::int[] from marketing_segment
      where type = 'dynamic' and not restless and deleted_at is null and state <> 'archived'
        and (looks_at is null or $1 = any(looks_at))`,
    [about, pids && list(pids)],
  )

export const takeDue = (tx: Sql, segment: number): Promise<{ pids: number[] | null }[]> =>
  tx.rows("delete from marketing_segment_due where segment_no = $1 returning pids", [segment])

export const dropDue = (tx: Sql, segment: number): Promise<number> =>
  tx.run("delete from marketing_segment_due where segment_no = $1", [segment])
