import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What running plans listen for, and what of it has happened. */
export class Migration20261101000012 extends Migration {
  override async up(): Promise<void> {
    // starts: it may let somebody into the plan; otherwise people inside are woken by it. since: the publishing; what
    // happened before means nothing to the plan. event 'day': not an event, the calendar.
    this.addSql(`
      create table marketing_listener (
        plan_no integer not null, version integer not null, node text not null, event text not null,
        starts boolean not null,
        delay interval not null default '0',
        since timestamptz not null,
        primary key (plan_no, version, node, event)
      )`)
    this.addSql(`create index marketing_listener_event on marketing_listener (event)`)

    // Something a plan listens for happened to a person, and was not dealt with yet. at: when it happened; since: where the
    // look back begins (of a payment, when the order was placed). attempts: how often a worker took it.
    this.addSql(`
      create table marketing_occasion (
        id bigint generated always as identity primary key,
        plan_no integer not null, version integer not null, node text not null, starts boolean not null,
        pid integer not null,
        entry_key text not null,
        at timestamptz not null, since timestamptz not null,
        due_at timestamptz not null,
        event jsonb not null,
        lease_until timestamptz,
        attempts smallint not null default 0,
        state text not null default 'ready' check (state in ('ready', 'parked')),
        error text,
        unique (pid, plan_no, node, version, entry_key)
      ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0)`)
    this.addSql(
      `create index marketing_occasion_due on marketing_occasion (due_at, id) where state = 'ready'`,
    )
    this.addSql(
      `create index marketing_occasion_parked on marketing_occasion (plan_no) where state = 'parked'`,
    )

    // Days on which a node that listens to the calendar has looked.
    this.addSql(`
      create table marketing_looked_day (
        plan_no integer not null, node text not null, day date not null, primary key (plan_no, node, day)
      )`)

    // What let the person in, where it was an event: name, at, product, amount, currency, props.
    this.addSql(`alter table marketing_enrollment add column event jsonb`)
  }

  override async down(): Promise<void> {
    this.addSql(`alter table marketing_enrollment drop column if exists event`)
    for (const table of ["looked_day", "occasion", "listener"])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
