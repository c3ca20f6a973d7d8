import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Recurring plans: a run says how many firings it stands in for. */
export class Migration20261101000013 extends Migration {
  override async up(): Promise<void> {
    // Firings that came due while nothing ran (a server was down, the plan paused) and are not made up for one by one.
    // One row with the state 'scheduled' and its slot ahead is the next firing of a recurring plan.
    this.addSql(`alter table marketing_run add column missed integer not null default 0`)
  }

  override async down(): Promise<void> {
    this.addSql(`alter table marketing_run drop column if exists missed`)
  }
}
