import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Attribution: what people received, the orders that followed, and the share each touch earns. */
export class Migration20261101000006 extends Migration {
  override async up(): Promise<void> {
    // kind: delivered, clicked, granted. key makes a second recording harmless.
    this.addSql(`
      create table marketing_touch (
        id bigint generated always as identity primary key,
        key text not null unique,
        pid integer not null,
        plan_no integer not null, run_no integer not null, node text not null, enrollment_id bigint,
        kind text not null check (kind in ('delivered', 'clicked', 'granted')),
        channel text,
        at timestamptz not null
      )`)
    this.addSql(
      `create index marketing_touch_person on marketing_touch (pid, at desc) include (plan_no, run_no, kind)`,
    )
    this.addSql(`create index marketing_touch_run on marketing_touch (plan_no, run_no)`)

    // One order counted for one plan. placed/paid/refunded in minor units as they stand now; cancelled orders count 0 net.
    this.addSql(`
      create table marketing_conversion (
        plan_no integer not null, oid integer not null,
        run_no integer not null, pid integer not null, touch_id bigint not null, node text not null,
        basis text not null check (basis in ('touch', 'click')),
        touched_at timestamptz not null, placed_at timestamptz not null,
        currency text not null,
        total bigint not null, net bigint not null, refunded bigint not null,
        paid boolean not null, cancelled boolean not null,
        updated_at timestamptz not null,
        primary key (plan_no, oid)
      )`)
    this.addSql(`create index marketing_conversion_person on marketing_conversion (pid)`)
    this.addSql(`create index marketing_conversion_order on marketing_conversion (oid)`)
    // Store-wide view: each order's net is shared out once; the parts of one model sum to it exactly.
    this.addSql(`
      create table marketing_credit (
        oid integer not null, model text not null, touch_id bigint not null,
        plan_no integer not null, run_no integer not null, currency text not null, amount bigint not null,
        primary key (oid, model, touch_id)
      )`)
    this.addSql(`create index marketing_credit_plan on marketing_credit (plan_no, model)`)
  }

  override async down(): Promise<void> {
    for (const table of ["credit", "conversion", "touch"])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
