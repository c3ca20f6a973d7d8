import type { Sql } from "../../database"

/** A draft that was handed in for approval, and what became of it. */
export type Review = {
  state: "waiting" | "approved" | "rejected" | "withdrawn"
  /** The draft as it was handed in; it stays so while it waits. */
  revision: number
  /** In the words of whoever submitted it. */
  note: string | null
  submitted_by: string
  submitted_at: Date
  decided_by: string | null
  decided_at: Date | null
  reason: string | null
}

const COLUMNS = "state, revision, note, submitted_by, submitted_at, decided_by, decided_at, reason"

export const insertReview = (
  tx: Sql,
  of: { plan_no: number; revision: number; note: string | null; actor: string; now: Date },
): Promise<number> =>
  tx.run(
    `insert into marketing_review (plan_no, revision, note, submitted_by, submitted_at) values ($1, $2, $3, $4, $5)`,
    [of.plan_no, of.revision, of.note, of.actor, of.now],
  )

export const waitingReview = (sql: Sql, plan_no: number): Promise<Review | undefined> =>
  sql.one<Review>(`select ${COLUMNS} from marketing_review where plan_no = $1 and state = 'waiting'`, [
    plan_no,
  ])

export const latestReview = (sql: Sql, plan_no: number): Promise<Review | undefined> =>
  sql.one<Review>(`select ${COLUMNS} from marketing_review where plan_no = $1 order by no desc limit 1`, [
    plan_no,
  ])

export type Decision = {
  state: Exclude<Review["state"], "waiting">
  actor: string
  reason: string | null
  now: Date
}

/** Ends what waits; answers how many did. */
export const decideReview = (
  tx: Sql,
  plan_no: number,
  { state, actor, reason, now }: Decision,
): Promise<number> =>
  tx.run(
    `update marketing_review set state = $2, decided_by = $3, reason = $4, decided_at = $5
      where plan_no = $1 and state = 'waiting'`,
    [plan_no, state, actor, reason, now],
  )

/** Gives everything back that waits; answers the ids of the plans. */
export const giveAllBack = (
  tx: Sql,
  { actor, reason, now }: Omit<Decision, "state">,
): Promise<{ plan_id: string }[]> =>
  tx.rows(
    `update marketing_review r set state = 'withdrawn', decided_by = $1, reason = $2, decided_at = $3
       from marketing_plan p where r.state = 'waiting' and p.no = r.plan_no returning p.id as plan_id`,
    [actor, reason, now],
  )
