import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** All lots of a purse are found by it, spent ones too: a customer's list of points read every lot of the store for each line. */
export class Migration20261101000038 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create index marketing_lot_account on marketing_lot (account_id, expires_at)`)
    this.addSql(`drop index marketing_lot_open`)
  }

  override async down(): Promise<void> {
    this.addSql(
      `create index marketing_lot_open on marketing_lot (account_id, expires_at) where remaining > 0`,
    )
    this.addSql(`drop index if exists marketing_lot_account`)
  }
}
