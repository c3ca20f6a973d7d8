import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Replays are kept with the pre-runs; of one that looks ahead there are no days. */
export class Migration20261101000028 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table marketing_pre_run add column days smallint`)
  }

  override async down(): Promise<void> {
    this.addSql(`alter table marketing_pre_run drop column if exists days`)
  }
}
