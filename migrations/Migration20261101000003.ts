import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Plans and the engine that walks people through them. */
export class Migration20261101000003 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      create table marketing_plan (
        no integer generated always as identity primary key,
        id text not null unique,
        name text not null,
        category text not null default 'marketing' check (category in ('marketing', 'care', 'notice', 'other', 'hidden')),
        type text not null check (type in ('one_time', 'recurring', 'triggered')),
        state text not null default 'draft'
          check (state in ('draft', 'in_review', 'scheduled', 'running', 'paused', 'ended', 'cancelled', 'archived')),
        settings jsonb not null default '{}',
        canvas jsonb not null,
        revision integer not null default 1,
        version integer,
        created_by text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz
      )`)
    this.addSql(`
      create table marketing_plan_version (
        plan_no integer not null, version integer not null,
        settings jsonb not null, canvas jsonb not null,
        published_by text, published_at timestamptz not null,
        primary key (plan_no, version)
      )`)
    // One occurrence of a plan. slot: 'once' for a one-time plan; unique, so a firing makes one run at most.
    // cursor: how far enrollment came in the audience (last pid); null when everyone is in.
    this.addSql(`
      create table marketing_run (
        no integer generated always as identity primary key,
        id text not null unique,
        plan_no integer not null,
        version integer not null,
        slot text not null,
        state text not null check (state in ('scheduled', 'enrolling', 'running', 'ended', 'cancelled')),
        due_at timestamptz not null,
        enroll_cursor integer,
        started_at timestamptz, ended_at timestamptz,
        created_at timestamptz not null default now(),
        unique (plan_no, slot)
      )`)
    this.addSql(
      `create index marketing_run_due on marketing_run (due_at) where state in ('scheduled', 'enrolling', 'running')`,
    )

    this.addSql(`
      create table marketing_enrollment (
        id bigint generated always as identity primary key,
        plan_no integer not null, run_no integer not null, version integer not null,
        pid integer not null,
        entry_key text not null,
        state text not null check (state in ('inside', 'through', 'left', 'held_out')),
        reason text,
        entered_at timestamptz not null, ended_at timestamptz,
        unique (plan_no, pid, entry_key)
      )`)
    this.addSql(`create index marketing_enrollment_run on marketing_enrollment (run_no, state)`)
    this.addSql(`create index marketing_enrollment_person on marketing_enrollment (pid)`)

    // Only open steps live here; finished ones go to step_log in the same statement.
    this.addSql(`
      create table marketing_step (
        enrollment_id bigint not null,
        node text not null,
        visit integer not null,
        plan_no integer not null, run_no integer not null, version integer not null,
        pid integer not null,
        state text not null default 'ready' check (state in ('ready', 'leased', 'parked')),
        run_at timestamptz not null,
        lease_until timestamptz,
        fence integer not null default 0,
        attempts smallint not null default 0,
        hops smallint not null default 0,
        entered_at timestamptz not null,
        arrived_at timestamptz not null,
        data jsonb not null default '{}',
        error text,
        primary key (enrollment_id, node, visit)
      )`)
    this.addSql(`create index marketing_step_due on marketing_step (run_at) where state = 'ready'`)
    this.addSql(`create index marketing_step_lease on marketing_step (lease_until) where state = 'leased'`)
    this.addSql(`create index marketing_step_node on marketing_step (run_no, node, state)`)

    this.addSql(`
      create table marketing_step_log (
        finished_at timestamptz not null,
        enrollment_id bigint not null, node text not null, visit integer not null,
        plan_no integer not null, run_no integer not null, pid integer not null,
        port text, reason text,
        arrived_at timestamptz not null,
        primary key (finished_at, enrollment_id, node, visit)
      ) partition by range (finished_at)`)
    this.addSql(`create index marketing_step_log_node on marketing_step_log (run_no, node, port)`)
    this.addSql(`create index marketing_step_log_enrollment on marketing_step_log (enrollment_id)`)

    // Proof that an effect of a step was written, with what became of it.
    this.addSql(`
      create table marketing_effect (
        enrollment_id bigint not null, node text not null, visit integer not null, index smallint not null,
        plan_no integer not null, run_no integer not null, pid integer not null,
        type text not null, done boolean not null, reason text, ref text,
        at timestamptz not null,
        primary key (enrollment_id, node, visit, index)
      )`)
    this.addSql(`create index marketing_effect_run on marketing_effect (run_no, node, type)`)

    // entity: plan, segment, coupon_template... Who did what, for ever.
    this.addSql(`
      create table marketing_audit (
        id bigint generated always as identity primary key,
        at timestamptz not null default now(),
        actor text, entity text not null, entity_id text not null, action text not null,
        detail jsonb not null default '{}'
      )`)
    this.addSql(`create index marketing_audit_entity on marketing_audit (entity, entity_id, at)`)
  }

  override async down(): Promise<void> {
    for (const table of ["audit", "effect", "step_log", "step", "enrollment", "run", "plan_version", "plan"])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
