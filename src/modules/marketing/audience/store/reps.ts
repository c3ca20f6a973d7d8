import type { Sql } from "../../database"
import { rowTable } from "../../row-table"

type Card = { plan_no: number; node: string }

/** So many turns of a card, one after the other; answers the first. Who takes turns there meanwhile waits. */
export const takeTurns = async (
  tx: Sql,
  { plan_no, node, turns }: Card & { turns: number },
): Promise<number> =>
  (await tx.one<{ first: number }>(
    `insert into marketing_rep_turn as t (plan_no, node, given) values ($1, $2, $3)
     on conflict (plan_no, node) do update set given = t.given + excluded.given
     returning given - $3 as first`,
    [plan_no, node, turns],
  ))!.first

/** Whom a card gave these people before. */
export const readGiven = (
  sql: Sql,
  { plan_no, node, pids }: Card & { pids: number[] },
): Promise<{ pid: number; rep: string }[]> =>
  sql.rows(
    "select pid, rep from marketing_rep_given where plan_no = $1 and node = $2 and pid = any($3::int[])",
    [plan_no, node, pids],
  )

export const keepGiven = (
  tx: Sql,
  { plan_no, node, given }: Card & { given: { pid: number; rep: string }[] },
): Promise<number> => {
  const asked = rowTable(given, { pid: "int", rep: "text" }, { first: 3 })
  return tx.run(
    `insert into marketing_rep_given (plan_no, node, pid, rep) select $1, $2, pid, rep from ${asked.from}
     on conflict (plan_no, node, pid) do update set rep = excluded.rep`,
    [plan_no, node, ...asked.values],
  )
}
