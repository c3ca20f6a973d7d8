import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** When somebody said of an occasion that failed too often: try again. It is late from then on only. */
export class Migration20261101000048 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table marketing_occasion add column retried_at timestamptz`)
  }

  override async down(): Promise<void> {
    this.addSql(`alter table marketing_occasion drop column if exists retried_at`)
  }
}
