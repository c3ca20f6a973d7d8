import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Sync: which segments are mirrored into a customer group or told to another system, and how far that came. */
export class Migration20261101000009 extends Migration {
  override async up(): Promise<void> {
    // due_at: when differences are looked for next; null: it stopped, until somebody does something about it.
    // ending: it takes out whom it put in, and goes.
    // added, removed: of the last run that changed something. waiting: differences that are not carried out yet.
    this.addSql(`
      create table marketing_group_sync (
        segment_no integer primary key,
        group_id text not null,
        ending boolean not null default false,
        due_at timestamptz,
        attempts integer not null default 0,
        error text check (error in ('group-gone', 'own-group', 'refused')),
        error_detail text,
        waiting integer not null default 0,
        added integer not null default 0,
        removed integer not null default 0,
        compared_at timestamptz,
        created_by text,
        created_at timestamptz not null default now()
      )`)
    // Two segments would take out each other's people.
    this.addSql(`create unique index marketing_group_sync_group on marketing_group_sync (group_id)`)
    this.addSql(
      `create index marketing_group_sync_due on marketing_group_sync (due_at) where due_at is not null`,
    )
    // Whom we put into the group, noted before it is done: nobody else is ever taken out.
    this.addSql(`
      create table marketing_group_member (
        segment_no integer not null, pid integer not null, primary key (segment_no, pid)
      )`)

    this.addSql(`
      create table marketing_webhook (
        segment_no integer primary key,
        url text not null,
        sealed_secret text not null,
        with_email boolean not null default false,
        paused boolean not null default false,
        due_at timestamptz,
        attempts integer not null default 0,
        error text check (error in ('not-allowed', 'not-found', 'unreachable', 'too-slow', 'redirect', 'status', 'secret-lost')),
        error_detail text,
        waiting integer not null default 0,
        entered_sent integer not null default 0,
        left_sent integer not null default 0,
        sent_at timestamptz,
        created_by text,
        created_at timestamptz not null default now()
      )`)
    this.addSql(`create index marketing_webhook_due on marketing_webhook (due_at) where due_at is not null`)
    // Who stands in a batch as entered and in none as left since: the members as the receiver knows them, or soon will.
    this.addSql(`
      create table marketing_webhook_member (
        segment_no integer not null, pid integer not null, primary key (segment_no, pid)
      )`)
    // A batch keeps its id and its people until the receiver took it; then it goes.
    this.addSql(`
      create table marketing_webhook_batch (
        no bigint generated always as identity primary key,
        id text not null unique,
        segment_no integer not null,
        made_at timestamptz not null,
        entered integer[] not null,
        gone integer[] not null
      )`)
    this.addSql(`create index marketing_webhook_batch_segment on marketing_webhook_batch (segment_no, no)`)
  }

  override async down(): Promise<void> {
    for (const table of ["webhook_batch", "webhook_member", "webhook", "group_member", "group_sync"])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
