import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Benefits: coupons backed by Medusa promotions, and points in a double-entry ledger with lots and holds. */
export class Migration20261101000005 extends Migration {
  override async up(): Promise<void> {
    // code: the promotion's code the shopper's cart carries; the promotion's rule asks for this template.
    this.addSql(`
      create table marketing_coupon_template (
        no integer generated always as identity primary key,
        id text not null unique,
        name text not null,
        promotion_id text not null, code text not null unique,
        valid_days integer, valid_until timestamptz,
        value jsonb not null,
        grant_limit integer, granted integer not null default 0 check (grant_limit is null or granted <= grant_limit),
        state text not null default 'active' check (state in ('active', 'ended')),
        created_by text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz
      )`)
    // free -> held (a cart of this customer) -> reserved (completing) -> used; free/held -> revoked, expired.
    this.addSql(`
      create table marketing_coupon (
        id bigint generated always as identity primary key,
        key text not null unique,
        template_no integer not null, pid integer not null,
        state text not null default 'free' check (state in ('free', 'held', 'reserved', 'used', 'revoked', 'expired')),
        cart_id text, order_id text,
        plan_no integer, run_no integer, node text,
        granted_at timestamptz not null, expires_at timestamptz,
        held_at timestamptz, reserved_at timestamptz, used_at timestamptz,
        granted_by text, reason text,
        check ((state in ('held', 'reserved')) = (cart_id is not null and order_id is null))
      )`)
    this.addSql(`create index marketing_coupon_person on marketing_coupon (pid, state)`)
    this.addSql(
      `create index marketing_coupon_cart on marketing_coupon (cart_id) where state in ('held', 'reserved')`,
    )
    this.addSql(
      `create index marketing_coupon_order on marketing_coupon (order_id) where order_id is not null`,
    )
    this.addSql(`create index marketing_coupon_template_state on marketing_coupon (template_no, state)`)
    this.addSql(
      `create index marketing_coupon_reserved on marketing_coupon (reserved_at) where state = 'reserved'`,
    )
    this.addSql(
      `create index marketing_coupon_run on marketing_coupon (plan_no, run_no) where plan_no is not null`,
    )
    this.addSql(
      `create index marketing_coupon_expiry on marketing_coupon (expires_at) where state in ('free', 'held') and expires_at is not null`,
    )

    // A customer's purse in one points system. balance = sum of open lots = sum of this account's entries; held is part of it.
    // Room on each page, so that a balance changes in place without touching the indexes.
    // The store's own sides keep no balance: that one row would make every grant wait for every other.
    this.addSql(`
      create table marketing_account (
        id integer generated always as identity primary key,
        system text not null default 'points',
        pid integer,
        role text not null check (role in ('customer', 'issued', 'redeemed', 'expired', 'adjusted')),
        balance bigint not null default 0,
        held bigint not null default 0,
        check (role <> 'customer' or (balance >= 0 and held >= 0 and held <= balance)),
        check ((role = 'customer') = (pid is not null))
      ) with (fillfactor = 70)`)
    this.addSql(
      `create unique index marketing_account_customer on marketing_account (pid, system) where pid is not null`,
    )
    this.addSql(
      `create unique index marketing_account_role on marketing_account (system, role) where pid is null`,
    )
    this.addSql(`
      create table marketing_txn (
        id bigint generated always as identity primary key,
        key text not null unique,
        kind text not null check (kind in ('grant', 'redeem', 'reverse', 'expire', 'adjust')),
        plan_no integer, run_no integer, node text, order_id text,
        note text, actor text,
        at timestamptz not null
      )`)
    this.addSql(`create index marketing_txn_run on marketing_txn (plan_no, run_no) where plan_no is not null`)
    this.addSql(`create index marketing_txn_order on marketing_txn (order_id) where order_id is not null`)
    this.addSql(`
      create table marketing_entry (
        txn_id bigint not null, account_id integer not null, amount bigint not null check (amount <> 0),
        primary key (txn_id, account_id)
      )`)
    this.addSql(`create index marketing_entry_account on marketing_entry (account_id, txn_id)`)
    // Stricter than a check at commit, and once a statement instead of once a row: what one statement
    // writes for a transaction sums to zero, so the transaction always does. Entries are never changed.
    this.addSql(`
      create function marketing_entry_balanced() returns trigger language plpgsql as $$
      declare wrong bigint;
      begin
        select txn_id into wrong from fresh group by txn_id having sum(amount) <> 0 limit 1;
        if found then raise exception 'points transaction % does not sum to zero', wrong using errcode = '23514'; end if;
        return null;
      end $$`)
    this.addSql(`
      create trigger marketing_entry_balanced after insert on marketing_entry
      referencing new table as fresh for each statement execute function marketing_entry_balanced()`)
    this.addSql(`
      create function marketing_entry_fixed() returns trigger language plpgsql as $$
      begin raise exception 'points entries are never changed; write a reversal' using errcode = '23514'; end $$`)
    this.addSql(`
      create trigger marketing_entry_fixed before update or delete on marketing_entry
      for each statement execute function marketing_entry_fixed()`)
    this.addSql(`
      create table marketing_lot (
        id bigint generated always as identity primary key,
        account_id integer not null, txn_id bigint not null,
        amount bigint not null check (amount > 0),
        remaining bigint not null check (remaining >= 0 and remaining <= amount),
        expires_at timestamptz,
        created_at timestamptz not null
      )`)
    this.addSql(
      `create index marketing_lot_open on marketing_lot (account_id, expires_at) where remaining > 0`,
    )
    this.addSql(
      `create index marketing_lot_expiry on marketing_lot (expires_at) where remaining > 0 and expires_at is not null`,
    )
    // What each spending or expiry took from which lot: a return gives points back with the life they had.
    this.addSql(`
      create table marketing_lot_use (
        txn_id bigint not null, lot_id bigint not null, amount bigint not null check (amount > 0),
        primary key (txn_id, lot_id)
      )`)
    // pending (on a cart) -> reserved (completing) -> posted; pending/reserved -> void.
    this.addSql(`
      create table marketing_hold (
        id bigint generated always as identity primary key,
        account_id integer not null, pid integer not null,
        cart_id text not null, credit_line_id text,
        points bigint not null check (points > 0),
        amount bigint not null, currency text not null,
        state text not null default 'pending' check (state in ('pending', 'reserved', 'posted', 'void')),
        order_id text, txn_id bigint,
        created_at timestamptz not null, expires_at timestamptz not null, settled_at timestamptz
      )`)
    this.addSql(
      `create unique index marketing_hold_cart on marketing_hold (cart_id) where state in ('pending', 'reserved')`,
    )
    this.addSql(
      `create index marketing_hold_expiry on marketing_hold (expires_at) where state in ('pending', 'reserved')`,
    )
    this.addSql(`create index marketing_hold_order on marketing_hold (order_id) where order_id is not null`)
  }

  override async down(): Promise<void> {
    for (const table of ["hold", "lot_use", "lot", "entry", "txn", "account", "coupon", "coupon_template"])
      this.addSql(`drop table if exists marketing_${table} cascade`)
    this.addSql(`drop function if exists marketing_entry_balanced, marketing_entry_fixed`)
  }
}
