import type { Sql } from "../../database"

/**
 * Points put on a cart: set aside in the purse until the order is there or the time is over. `reserved`: the cart is being
 * completed, and nobody may touch them before that has ended.
 */
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
  state: "pending" | "reserved" | "posted" | "void"
  order_id: string | null
  txn_id: number | null
  expires_at: Date
}

const COLUMNS =
  "id, account_id, pid, cart_id, credit_line_id, points, amount, currency, state, order_id, txn_id, expires_at"

/** Points are set aside in these states. */
const LIVE = "state in ('pending', 'reserved')"

export const isLive = (hold: Hold): boolean => hold.state === "pending" || hold.state === "reserved"

export const liveHold = (sql: Sql, cart_id: string): Promise<Hold | undefined> =>
  sql.one(`select ${COLUMNS} from marketing_hold where cart_id = $1 and ${LIVE}`, [cart_id])

/** The same, and until the transaction ends nobody binds a credit line of the cart to it: `credit_line_id` is the last word. */
export const lockLiveHold = (tx: Sql, cart_id: string): Promise<Hold | undefined> =>
  tx.one(`select ${COLUMNS} from marketing_hold where cart_id = $1 and ${LIVE} for update`, [cart_id])

export const lockHold = (tx: Sql, id: number): Promise<Hold | undefined> =>
  tx.one(`select ${COLUMNS} from marketing_hold where id = $1 for update`, [id])

export const readHolds = (sql: Sql, ids: number[]): Promise<Hold[]> =>
  sql.rows(`select ${COLUMNS} from marketing_hold where id = any($1::bigint[]) order by id`, [ids])

/** The holds that were spent on these orders. */
export const holdsOfOrders = async (
  sql: Sql,
  order_ids: string[],
): Promise<{ id: number; order_id: string }[]> =>
  order_ids.length === 0
    ? []
    : sql.rows("select id, order_id from marketing_hold where order_id = any($1) and state = 'posted'", [
        order_ids,
      ])

export const expiredHolds = (sql: Sql, now: Date, limit: number): Promise<Hold[]> =>
  sql.rows(
    `select ${COLUMNS} from marketing_hold where ${LIVE} and expires_at <= $1 order by expires_at limit $2`,
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

/**
 * Gives set-aside points free again; a hold that is posted or void stays as it is. The caller holds the purse's lock and knows
 * that no completion counts on them. Answers how many were freed.
 */
export const voidHolds = async (tx: Sql, ids: number[], now: Date): Promise<number> => {
  const freed = await tx.rows(
    `with gone as (
       update marketing_hold set state = 'void', settled_at = $2
       where id = any($1::bigint[]) and ${LIVE} returning account_id, points
     ), freed as (
       update marketing_account a set held = a.held - g.points
       from (select account_id, sum(points)::bigint as points from gone group by account_id) g where a.id = g.account_id
     )
     select 1 from gone`,
    [ids, now],
  )
  return freed.length
}

/** The cart is being completed: its points stay until then, whatever the shopper does elsewhere. */
export const reserveHold = (tx: Sql, id: number, until: Date): Promise<number> =>
  tx.run(`update marketing_hold set state = 'reserved', expires_at = $2 where id = $1 and ${LIVE}`, [
    id,
    until,
  ])

/** The completion has failed: the points lie on the cart as before. */
export const unreserveHolds = (sql: Sql, ids: number[], until: Date): Promise<number> =>
  sql.run(
    "update marketing_hold set state = 'pending', expires_at = $2 where id = any($1::bigint[]) and state = 'reserved'",
    [ids, until],
  )

/** Sets the points of a void hold aside once more, for the cart that is being completed. The caller holds the purse's lock and knows that they are there. */
export const reviveHold = (tx: Sql, id: number, until: Date): Promise<number> =>
  tx.run(
    `with revived as (
       update marketing_hold set state = 'reserved', settled_at = null, expires_at = $2
       where id = $1 and state = 'void' returning account_id, points
     )
     update marketing_account a set held = a.held + r.points from revived r where a.id = r.account_id`,
    [id, until],
  )
