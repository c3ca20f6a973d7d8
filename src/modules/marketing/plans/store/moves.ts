import { generateEntityId } from "@medusajs/framework/utils"
import type { NodeMap } from "../../../../core/canvas/moving"
import type { PlanState } from "../../../../core/plan-state"
import type { Sql } from "../../database"

/** A wish to move everybody of one version to another, and how far it has come. */
export type Move = {
  id: string
  from_version: number
  to_version: number
  nodes: NodeMap
  /** stopped: the plan ended, or another version was published, before everybody was moved. */
  state: "going" | "done" | "stopped"
  moved: number
  left_plan: number
  created_by: string | null
  created_at: Date
  ended_at: Date | null
}
export type MoveRow = Move & { no: number; plan_no: number; plan_state: PlanState; plan_version: number }

const COLUMNS =
  "m.id, m.from_version, m.to_version, m.nodes, m.state, m.moved, m.left_plan, m.created_by, m.created_at, m.ended_at"

/** Undefined where people of that version are being moved already. */
export const insertMove = (
  tx: Sql,
  of: { plan_no: number; from: number; to: number; nodes: NodeMap; actor: string; now: Date },
): Promise<Move | undefined> =>
  tx.one<Move>(
    `insert into marketing_move as m (id, plan_no, from_version, to_version, nodes, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (plan_no, from_version) where state = 'going' do nothing returning ${COLUMNS}`,
    [
      generateEntityId(undefined, "mkmove"),
      of.plan_no,
      of.from,
      of.to,
      JSON.stringify(of.nodes),
      of.actor,
      of.now,
    ],
  )

/** The moves that go on, the oldest first: all, or the one named. */
export const goingMoves = (sql: Sql, no: number | null = null): Promise<MoveRow[]> =>
  sql.rows<MoveRow>(
    `select m.no, m.plan_no, p.state as plan_state, p.version as plan_version, ${COLUMNS}
       from marketing_move m join marketing_plan p on p.no = m.plan_no
      where m.state = 'going' and ($1::int is null or m.no = $1) order by m.no`,
    [no],
  )

/** Adds what one transaction moved, in that transaction. */
export const countMoved = (
  tx: Sql,
  no: number,
  { moved, left }: { moved: number; left: number },
): Promise<number> =>
  tx.run("update marketing_move set moved = moved + $2, left_plan = left_plan + $3 where no = $1", [
    no,
    moved,
    left,
  ])

export const endMove = (tx: Sql, no: number, state: "done" | "stopped", now: Date): Promise<number> =>
  tx.run("update marketing_move set state = $2, ended_at = $3 where no = $1 and state = 'going'", [
    no,
    state,
    now,
  ])

export const movesOf = (sql: Sql, plan_no: number): Promise<Move[]> =>
  sql.rows<Move>(`select ${COLUMNS} from marketing_move m where m.plan_no = $1 order by m.no desc`, [plan_no])
