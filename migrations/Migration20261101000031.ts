import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * More of what rules ask about everybody is kept summed up: points ever received and spent with the purse, purchases with a refund
 * with the profile. What one person bought of some products is read from an index.
 */
export class Migration20261101000031 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      alter table marketing_account
        add column earned bigint not null default 0, add column spent bigint not null default 0`)
    this.addSql(`
      update marketing_account a set earned = m.earned, spent = m.spent
        from (select e.account_id,
                     coalesce(sum(e.amount) filter (where t.kind = 'grant' or t.kind = 'adjust' and e.amount > 0 or t.kind = 'reverse' and e.amount < 0), 0) as earned,
                     coalesce(sum(-e.amount) filter (where t.kind = 'redeem' or t.kind = 'reverse' and e.amount > 0), 0) as spent
                from marketing_entry e join marketing_txn t on t.id = e.txn_id group by e.account_id) m
       where m.account_id = a.id and a.role = 'customer'`)

    this.addSql(`alter table marketing_profile add column refunded_purchases integer not null default 0`)
    this.addSql(`
      update marketing_profile p set refunded_purchases = f.n
        from (select r.pid, count(distinct r.oid)::int as n from marketing_refund r join marketing_order o on o.oid = r.oid
               where o.purchase group by r.pid) f
       where f.pid = p.pid`)

    // With the currency, amounts are read from the index alone.
    this.addSql(`drop index marketing_order_line_product`)
    this.addSql(
      `create index marketing_order_line_product on marketing_order_line (product, placed_at) include (pid, oid, quantity, net, purchase, currency)`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists marketing_order_line_product`)
    this.addSql(
      `create index marketing_order_line_product on marketing_order_line (product, placed_at) include (pid, oid, quantity, net, purchase)`,
    )
    this.addSql(`alter table marketing_profile drop column if exists refunded_purchases`)
    this.addSql(`alter table marketing_account drop column if exists earned, drop column if exists spent`)
  }
}
