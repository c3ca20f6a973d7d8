import type { Sql } from "../../database"

/** The store's own sides of the ledger: where points come from and where they go. */
export type CounterRole = "issued" | "redeemed" | "expired" | "adjusted"

export type Purse = { account_id: number; pid: number; system: string; balance: number; held: number }

/**
 * The purses of these people, made when missing and locked until the caller commits. Always locked in the order of their
 * ids, so that two batches which meet on the same people wait for each other instead of dead-locking.
 */
export async function lockPurses(tx: Sql, pids: number[], system: string): Promise<Map<number, Purse>> {
  const distinct = [...new Set(pids)]
  const purses = await tx.rows<Purse>(
    `with known as materialized (${LOCKED}),
     made as (
       insert into marketing_account (system, pid, role)
       select $2, person.pid, 'customer' from unnest($1::integer[]) as person(pid)
        where not exists (select 1 from known where known.pid = person.pid)
        order by person.pid on conflict (pid, system) where pid is not null do nothing
       returning id, pid, system, balance, held)
     select * from known union all select * from made`,
    [distinct, system],
  )
  // Somebody else made one of them at the same moment.
  const all = purses.length < distinct.length ? await tx.rows<Purse>(LOCKED, [distinct, system]) : purses
  return new Map(all.map((purse) => [purse.pid, purse]))
}

// Asked for by list: a join would read every purse of the store for each batch.
const LOCKED = `select id as account_id, pid, system, balance, held from marketing_account
  where pid = any($1::integer[]) and system = $2 order by id for update`

/** Ids of the store's sides in one points system. */
export async function counterAccounts(tx: Sql, system: string): Promise<Record<CounterRole, number>> {
  const read = () =>
    tx.rows<{ role: CounterRole; id: number }>(
      "select role, id from marketing_account where pid is null and system = $1",
      [system],
    )
  let rows = await read()
  if (rows.length < 4) {
    await tx.run(
      `insert into marketing_account (system, role)
       select $1, role from unnest(array['issued', 'redeemed', 'expired', 'adjusted']) as role
       on conflict (system, role) where pid is null do nothing`,
      [system],
    )
    rows = await read()
  }
  return Object.fromEntries(rows.map((row) => [row.role, row.id])) as Record<CounterRole, number>
}
