import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Tests of plans: what one person would go through, walked with delays shortened. They have tables of their own, which no report, cap,
 * rule or attribution reads. With them: who may be written to in a test, and the addresses that each of the staff used last.
 */
export class Migration20261101000029 extends Migration {
  override async up(): Promise<void> {
    // The drawing is kept as it was: the draft goes on being drawn.
    this.addSql(`
      create table marketing_trial (
        no integer generated always as identity primary key,
        plan_no integer not null, pid integer not null, revision integer not null,
        at timestamptz not null, by text not null,
        settings jsonb not null, drawing jsonb not null,
        state text not null check (state in ('going', 'asking', 'through', 'left', 'stuck', 'ended')),
        reason text,
        standing jsonb not null, due_at timestamptz not null,
        fence integer not null default 0, lease_until timestamptz,
        claims integer not null default 0
      )`)
    this.addSql(`create index marketing_trial_plan on marketing_trial (plan_no, no desc)`)
    this.addSql(`create index marketing_trial_due on marketing_trial (due_at) where state = 'going'`)
    // standing: as the person came here, to begin from here by another way.
    this.addSql(`
      create table marketing_trial_step (
        trial_no integer not null references marketing_trial on delete cascade,
        hop integer not null,
        told jsonb not null, standing jsonb not null,
        primary key (trial_no, hop)
      )`)
    this.addSql(`
      create table marketing_trial_message (
        trial_no integer not null references marketing_trial on delete cascade,
        hop integer not null, nth integer not null,
        channel text not null, told jsonb not null, rendered jsonb,
        primary key (trial_no, hop, nth)
      )`)
    this.addSql(`
      create table marketing_trial_call (
        trial_no integer not null references marketing_trial on delete cascade,
        hop integer not null, nth integer not null, told jsonb not null,
        primary key (trial_no, hop, nth)
      )`)
    this.addSql(`
      create table marketing_test_customer (
        pid integer primary key, by text not null, at timestamptz not null
      )`)
    this.addSql(`
      create table marketing_test_address (
        actor text not null, address text not null, used_at timestamptz not null,
        primary key (actor, address)
      )`)
  }

  override async down(): Promise<void> {
    for (const table of [
      "trial_call",
      "trial_message",
      "trial_step",
      "trial",
      "test_customer",
      "test_address",
    ])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
