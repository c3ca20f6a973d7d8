import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** A plan is published again while people are in it; and people are moved from one of its versions to another. */
export class Migration20261101000021 extends Migration {
  override async up(): Promise<void> {
    // Why it was published, in the words of whoever did.
    this.addSql(`alter table marketing_plan_version add column note text`)

    // One wish to move everybody of a version to another; carried out some thousand people at a time, so that it can be
    // broken off anywhere. nodes: for each card of the old version the new one's card, or the reason with which people leave.
    this.addSql(`
      create table marketing_move (
        no integer generated always as identity primary key,
        id text not null unique,
        plan_no integer not null,
        from_version integer not null, to_version integer not null,
        nodes jsonb not null,
        state text not null default 'going' check (state in ('going', 'done', 'stopped')),
        moved integer not null default 0, left_plan integer not null default 0,
        created_by text, created_at timestamptz not null, ended_at timestamptz
      )`)
    this.addSql(
      `create unique index marketing_move_going on marketing_move (plan_no, from_version) where state = 'going'`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists marketing_move cascade`)
    this.addSql(`alter table marketing_plan_version drop column if exists note`)
  }
}
