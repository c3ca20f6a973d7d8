import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Facts from beside the store's own orders: the loyalty plugin's accounts, and what storefronts tell. */
export class Migration20261101000011 extends Migration {
  override async up(): Promise<void> {
    // Store credit as the official loyalty plugin keeps it, where it is installed; minor units. topped_up: without what orders gave back.
    this.addSql(`
      create table marketing_store_credit (
        pid integer not null, currency text not null,
        balance bigint not null, topped_up bigint not null, top_ups integer not null,
        primary key (pid, currency)
      )`)
    // Numbers by which storefronts name events, for as long as they may be said again.
    this.addSql(`create table marketing_heard (key text primary key, heard_at timestamptz not null)`)
    this.addSql(`create index marketing_heard_time on marketing_heard (heard_at)`)
  }

  override async down(): Promise<void> {
    for (const table of ["heard", "store_credit"])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
