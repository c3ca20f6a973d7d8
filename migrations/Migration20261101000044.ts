import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Whether a cart ever held points is asked when it is completed with a payment for another sum. */
export class Migration20261101000044 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create index marketing_hold_once on marketing_hold (cart_id)`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists marketing_hold_once`)
  }
}
