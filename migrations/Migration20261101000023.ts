import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What the catalogue was when we looked last: the store's own rows say only what it is now. */
export class Migration20261101000023 extends Migration {
  override async up(): Promise<void> {
    // What one pays for one piece of a variant, from when until when (null: still). audience '': everybody; else a customer group
    // to which a price list of its own applies. amount: decimal as in the core. One who writes at a time (see look-at-catalog).
    this.addSql(`
      create table marketing_price (
        no bigint generated always as identity primary key,
        variant_id text not null, product_id text not null,
        currency text not null, audience text not null,
        amount numeric not null,
        price_list_id text,
        since timestamptz not null, until timestamptz
      )`)
    this.addSql(`create index marketing_price_variant on marketing_price (variant_id, currency)`)
    this.addSql(`create index marketing_price_product on marketing_price (product_id) where until is null`)

    // Pieces that can be bought now; only of variants of which the store counts them and sells no more than there are.
    this.addSql(`
      create table marketing_stock (
        variant_id text primary key,
        product_id text not null,
        available bigint not null,
        changed_at timestamptz not null
      )`)
    this.addSql(`create index marketing_stock_product on marketing_stock (product_id)`)

    // Promotions that hold now.
    this.addSql(`
      create table marketing_promotion (
        promotion_id text primary key,
        since timestamptz not null
      )`)

    // Products at which to look before the next round. No key: telling it twice must wait for nobody.
    this.addSql(`
      create table marketing_catalog_due (
        no bigint generated always as identity primary key,
        product_id text not null
      )`)
  }

  override async down(): Promise<void> {
    for (const table of ["catalog_due", "promotion", "stock", "price"])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
