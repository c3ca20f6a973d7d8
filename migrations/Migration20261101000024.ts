import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** How split tests end, and how fast people go through a rate limit. */
export class Migration20261101000024 extends Migration {
  override async up(): Promise<void> {
    // One row a test and plan, whatever version or run. winner: the port that won, chosen once. metric null: chosen by hand.
    // figures: of each variant when it was chosen.
    this.addSql(`
      create table marketing_split_test (
        plan_no integer not null, node text not null,
        began_at timestamptz not null,
        winner text, metric text, is_tie boolean not null default false,
        figures jsonb,
        decided_at timestamptz, decided_by text,
        primary key (plan_no, node)
      )`)

    // People whose turn came at one moment: who passes in a time is their sum. Only so old as the time is long.
    this.addSql(`
      create table marketing_turn (
        plan_no integer not null, node text not null, at timestamptz not null,
        people integer not null,
        primary key (plan_no, node, at)
      )`)
    // Who waits for a turn, in the order of coming. Nobody else is in it, so other steps pay nothing for it.
    this.addSql(
      `create index marketing_step_turn on marketing_step (plan_no, node, arrived_at, enrollment_id)
        where run_at = timestamptz '9999-12-31 00:00:00+00'`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists marketing_step_turn`)
    for (const table of ["turn", "split_test"]) this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
