import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What goods that came back took off an order, beside what is left of it: reports say what was ordered. Of orders that are known
 * already it is what was paid above what they ask now; those returned before they were paid say it when they are read again.
 * Imports count the lines that say something else than is kept.
 */
export class Migration20261101000043 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table marketing_import add column kept integer not null default 0`)
    this.addSql(`alter table marketing_order add column returned bigint not null default 0`)
    this.addSql(`alter table marketing_conversion add column returned bigint not null default 0`)
    this.addSql(
      `update marketing_order set returned = captured - total where source = 'store' and captured > total`,
    )
    this.addSql(`
      update marketing_conversion c set returned = o.returned
        from marketing_order o where o.oid = c.oid and o.returned > 0`)
  }

  override async down(): Promise<void> {
    this.addSql(`alter table marketing_import drop column if exists kept`)
    this.addSql(`alter table marketing_conversion drop column if exists returned`)
    this.addSql(`alter table marketing_order drop column if exists returned`)
  }
}
