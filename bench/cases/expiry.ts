import type { Case, Ground } from "../bench"
import { NOW } from "../store"

/** The points of everybody end on one day: a lot each, of which nothing was used. */
export const expiryCases = ({ database, marketing, customers }: Ground): Case[] => {
  const fill = () =>
    database.connection(async (client) => {
      await client.query("set statement_timeout = 0; set synchronous_commit = off")
      await client.query(
        `truncate marketing_lot_use, marketing_lot, marketing_entry, marketing_txn, marketing_account restart identity;
         insert into marketing_account (role) values ('issued'), ('redeemed'), ('expired'), ('adjusted');
         insert into marketing_account (pid, role, balance, earned)
         select pid, 'customer', 100, 100 from marketing_profile where deleted_at is null order by pid;
         insert into marketing_txn (key, kind, at) select 'bench:' || id, 'grant', timestamptz '2025-01-01' from marketing_account
          where pid is not null order by id;
         insert into marketing_entry (txn_id, account_id, amount)
         select t.id, t.id + 4, 100 from marketing_txn t union all select t.id, 1, -100 from marketing_txn t;
         insert into marketing_lot (account_id, txn_id, amount, remaining, expires_at, created_at)
         select t.id + 4, t.id, 100, 100, timestamptz '2025-12-31', timestamptz '2025-01-01' from marketing_txn t order by t.id`,
      )
      await client.query("vacuum analyze marketing_lot, marketing_entry, marketing_txn, marketing_account")
      await client.query("reset statement_timeout; reset synchronous_commit")
    })
  const left = async () =>
    JSON.stringify(
      await database.one(
        `select (select sum(balance) from marketing_account) as balance, (select sum(remaining) from marketing_lot) as remaining,
                (select sum(amount) from marketing_lot_use) as used, (select count(*) from marketing_entry) as entries`,
      ),
    )
  return [
    {
      name: `expiry of ${customers} lots of points`,
      before: fill,
      ours: async () => {
        while (await marketing.expirePoints());
        return left()
      },
      limit: async () => {
        await database.transaction(async (tx) => {
          await tx.run("set local statement_timeout = 0")
          await tx.run(BY_HAND, [NOW])
        })
        return left()
      },
      same: true,
      rounds: 3,
      per_second: customers,
      goal_ratio: 2,
      goal_ms: 60_000 * (customers / 1_000_000),
    },
  ]
}

/** One statement for everybody; no purse is kept from its shopper for longer than she waits, because nobody shops. */
const BY_HAND = `
  with over as (
    update marketing_lot set remaining = 0 where remaining > 0 and expires_at <= $1 returning id, account_id, amount),
  txn as (
    insert into marketing_txn (key, kind, at) select 'expire:' || id, 'expire', $1 from over returning id, key),
  pair as materialized (
    select txn.id as txn_id, over.id as lot_id, over.account_id, over.amount from txn join over on txn.key = 'expire:' || over.id),
  entries as (
    insert into marketing_entry (txn_id, account_id, amount)
    select txn_id, account_id, -amount from pair
    union all select txn_id, (select id from marketing_account where pid is null and role = 'expired'), amount from pair),
  used as (insert into marketing_lot_use (txn_id, lot_id, amount) select txn_id, lot_id, amount from pair)
  update marketing_account a set balance = a.balance - pair.amount from pair where a.id = pair.account_id`
