import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Drafts that somebody handed in for approval, and what was decided. A plan whose draft waits is in review while one runs beside it, too. */
export class Migration20261101000027 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      create table marketing_review (
        no integer generated always as identity primary key,
        plan_no integer not null, revision integer not null,
        state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
        note text, submitted_by text not null, submitted_at timestamptz not null,
        decided_by text, decided_at timestamptz, reason text
      )`)
    this.addSql(
      `create unique index marketing_review_waiting on marketing_review (plan_no) where state = 'waiting'`,
    )
    this.addSql(`create index marketing_review_plan on marketing_review (plan_no, no desc)`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists marketing_review`)
  }
}
