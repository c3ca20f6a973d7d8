import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What people bought, and whether with a discount, is read from one index in the order of people. */
export class Migration20261101000042 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`drop index marketing_order_person`)
    this.addSql(
      `create index marketing_order_person on marketing_order (pid, placed_at) include (net, currency, purchase, discount)`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists marketing_order_person`)
    this.addSql(
      `create index marketing_order_person on marketing_order (pid, placed_at) include (net, currency, purchase)`,
    )
  }
}
