import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What points and store credit paid of an order: its total is without it, its price is not. Orders from before say it when they are read again. */
export class Migration20261101000046 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table marketing_order add column credited bigint not null default 0`)
  }

  override async down(): Promise<void> {
    this.addSql(`alter table marketing_order drop column if exists credited`)
  }
}
