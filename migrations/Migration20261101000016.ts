import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What cards of a canvas tell other systems: written with the step, sent later until it is taken. */
export class Migration20261101000016 extends Migration {
  override async up(): Promise<void> {
    // due_at: null where it was taken, or where it failed too often and waits for somebody.
    this.addSql(`
      create table marketing_webhook_call (
        no bigint generated always as identity primary key,
        key text not null unique,
        plan_no integer not null, run_no integer not null, node text not null,
        pid integer not null,
        url text not null, host text not null,
        with_email boolean not null, data jsonb not null,
        made_at timestamptz not null,
        due_at timestamptz, sent_at timestamptz,
        attempts integer not null default 0,
        error text, error_detail text
      )`)
    this.addSql(
      `create index marketing_webhook_call_due on marketing_webhook_call (host, due_at) where due_at is not null`,
    )
    this.addSql(`create index marketing_webhook_call_run on marketing_webhook_call (plan_no, node)`)
    this.addSql(
      `create index marketing_webhook_call_stuck on marketing_webhook_call (no) where due_at is null and sent_at is null`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists marketing_webhook_call cascade`)
  }
}
