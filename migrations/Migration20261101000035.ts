import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * The secrets by which receivers know that what cards tell them comes from us: one a host, sealed with the store's secret. A host
 * that has none here is signed for with the one that was made of the store's secret before there was this table.
 *
 * And prices that a region has of its own.
 */
export class Migration20261101000035 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      create table marketing_receiver (
        host text primary key,
        sealed_secret text not null,
        made_by text, made_at timestamptz not null
      )`)
    this.addSql(`alter table marketing_price add column region text not null default ''`)
  }

  override async down(): Promise<void> {
    this.addSql(`alter table marketing_price drop column if exists region`)
    this.addSql(`drop table if exists marketing_receiver cascade`)
  }
}
