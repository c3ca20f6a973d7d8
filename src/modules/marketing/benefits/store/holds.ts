import type { Sql } from "../../database"

/** Points put on a cart: set aside in the purse until the order is there or the time is over. */
export type Hold = {
  id: number
  account_id: number
  pid: number
  cart_id: string
  credit_line_id: string | null
  points: number
  /** What they pay, in minor units of `currency`. */
  amount: number
  currency: string
  state: "pending" | "posted" | "void"
  order_id: string | null
  txn_id: number | null
  expires_at: Date
}

const COLUMNS =
  "id, account_id, pid, cart_id, credit_line_id, points, amount, currency, state, order_id, txn_id, expires_at"

export const pendingHold = (sql: Sql, cart_id: string): Promise<Hold | undefined> =>
  sql.one(`select ${COLUMNS} from marketing_hold where cart_id = $1 and state = 'pending'`, [cart_id])

export const readHolds = (sql: Sql, ids: number[]): Promise<Hold[]> =>
  sql.rows(`select ${COLUMNS} from marketing_hold where id = any($1::bigint[]) order by id`, [ids])

export const expiredHolds = (sql: Sql, now: Date, limit: number): Promise<Hold[]> =>
  sql.rows(
    `select ${COLUMNS} from marketing_hold where state = 'pending' and expires_at <= $1 order by expires_at limit $2`,
    [now, limit],
  )

/** Sets points aside. The caller holds the purse's lock and knows that they are there. */
export const insertHold = async (
  tx: Sql,
  hold: Omit<Hold, "id" | "state" | "order_id" | "txn_id" | "credit_line_id"> & {
    credit_line_id?: string | null
  },
  now: Date,
): Promise<number> => {
  const made = await tx.one<{ id: number }>(
    `with held as (update marketing_account set held = held + $5 where id = $1)
     insert into marketing_hold (account_id, pid, cart_id, credit_line_id, points, amount, currency, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      hold.account_id,
      hold.pid,
      hold.cart_id,
      hold.credit_line_id ?? null,
      hold.points,
      hold.amount,
      hold.currency,
      now,
      hold.expires_at,
    ],
  )
  return made!.id
}

/** Gives set-aside points free again; a hold that is no longer pending stays as it is. Answers how many were freed. */
export const voidHolds = async (tx: Sql, ids: number[], now: Date): Promise<number> => {
  const freed = await tx.rows(
    `with gone as (
       update marketing_hold set state = 'void', settled_at = $2
       where id = any($1::bigint[]) and state = 'pending' returning account_id, points
     ), freed as (
       update marketing_account a set held = a.held - g.points
       from (select account_id, sum(points)::bigint as points from gone group by account_id) g where a.id = g.account_id
     )
     select 1 from gone`,
    [ids, now],
  )
  return freed.length
}

/** Keeps a pending hold alive until then: its cart is being completed. */
export const prolongHold = (tx: Sql, id: number, until: Date): Promise<number> =>
  tx.run("update marketing_hold set expires_at = $2 where id = $1 and state = 'pending'", [id, until])

/** Sets the points of a void hold aside once more. The caller holds the purse's lock and knows that they are there. */
export const reviveHold = (tx: Sql, id: number, until: Date): Promise<number> =>
  tx.run(
    `with revived as (
       update marketing_hold set state = 'pending', settled_at = null, expires_at = $2
       where id = $1 and state = 'void' returning account_id, points
     )
     update marketing_account a set held = a.held + r.points from revived r where a.id = r.account_id`,
    [id, until],
  )
