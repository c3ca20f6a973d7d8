import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Limits of sending: counted from the send ledger itself, under one lock a person; breakers that tell everybody. */
export class Migration20261101000015 extends Migration {
  override async up(): Promise<void> {
    // Whoever decides whether somebody gets a message holds their row until the intent is committed.
    this.addSql(`create table marketing_recipient (pid integer primary key, asked_at timestamptz not null)`)
    // Since when the message has its place among what the person got; null again when it surely reached nobody.
    this.addSql(`alter table marketing_send add column placed_at timestamptz`)
    this.addSql(`
      update marketing_send set placed_at = coalesce(sent_at, run_at)
       where cap_day is not null and cap_day > current_date - 9`)
    this.addSql(
      `create index marketing_send_placed on marketing_send (pid, placed_at) where placed_at is not null`,
    )
    this.addSql(`alter table marketing_send drop column cap_day`)
    this.addSql(`drop table marketing_cap`)
    // What is left alone for a while because it failed again and again: a channel's provider, a kind of node.
    this.addSql(`
      create table marketing_breaker (
        name text primary key, opened_at timestamptz not null, open_until timestamptz not null, reason text not null
      )`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists marketing_breaker, marketing_recipient cascade`)
    this.addSql(`drop index if exists marketing_send_placed`)
    this.addSql(`alter table marketing_send drop column if exists placed_at, add column cap_day date`)
    this.addSql(`
      create table marketing_cap (
        pid integer not null, channel text not null, day date not null, n integer not null,
        primary key (pid, channel, day)
      )`)
  }
}
