import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** A plan that something lets people into may have an end: from then on its run lets nobody in. */
export class Migration20261101000037 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table marketing_run add column closes_at timestamptz")
  }

  override async down(): Promise<void> {
    this.addSql("alter table marketing_run drop column if exists closes_at")
  }
}
