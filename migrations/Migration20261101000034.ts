import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** An occasion counts its claims, as steps do: two that were made in the same millisecond are told apart. */
export class Migration20261101000034 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table marketing_occasion add column fence integer not null default 0`)
  }

  override async down(): Promise<void> {
    this.addSql(`alter table marketing_occasion drop column if exists fence`)
  }
}
