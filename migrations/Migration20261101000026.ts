import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What plans would do: pre-runs that were kept, the last ones of each plan. */
export class Migration20261101000026 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      create table marketing_pre_run (
        no serial primary key,
        plan_no integer not null,
        revision integer not null, digest text not null,
        at timestamptz not null, by text not null, took_ms integer not null,
        result jsonb not null
      )`)
    this.addSql(`create index marketing_pre_run_plan on marketing_pre_run (plan_no, no desc)`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists marketing_pre_run cascade`)
  }
}
