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

    // entry: the node where this person came in. entry_key: the run's slot; unique, so a person enters once per firing.
    this.addSql(`
      create table marketing_enrollment (
        id bigint generated always as identity primary key,
        plan_no integer not null, run_no integer not null, version integer not null,
        pid integer not null,
        entry_key text not null, entry text not null,
        state text not null check (state in ('inside', 'through', 'left', 'held_out')),
        reason text,
        entered_at timestamptz not null, ended_at timestamptz,
        unique (pid, plan_no, entry_key)
      ) with (fillfactor = 50)`)
    // No index holds state and half of each page is free: ending an enrollment then rewrites no index.
    this.addSql(`create index marketing_enrollment_run on marketing_enrollment (plan_no, run_no)`)

    // Only open steps live here; finished ones go to step_log in the transaction that finishes them.
    // Leased while lease_until is ahead; taking it again raises fence, and who comes with an older fence writes nothing.
    // visit: the n-th time this person is at this node; hops: the n-th node of this enrollment. Both start at 1.
    // No index holds lease_until or fence: a claim then rewrites no index.
    this.addSql(`
      create table marketing_step (
        enrollment_id bigint not null,
        node text not null,
        visit integer not null,
        plan_no integer not null, run_no integer not null, version integer not null,
        pid integer not null,
        state text not null default 'ready' check (state in ('ready', 'parked')),
        run_at timestamptz not null,
        lease_until timestamptz,
        fence integer not null default 0,
        attempts smallint not null default 0,
        hops smallint not null default 1,
        entered_at timestamptz not null,
        arrived_at timestamptz not null,
        data jsonb not null default '{}',
        error text,
        primary key (enrollment_id, node, visit)
      ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0)`)
    this.addSql(`create index marketing_step_due on marketing_step (plan_no, run_at) where state = 'ready'`)
    this.addSql(
      `create index marketing_step_retry on marketing_step (plan_no, run_at) where state = 'ready' and attempts > 0`,
    )
    this.addSql(`create index marketing_step_node on marketing_step (run_no, node)`)
    this.addSql(
      `create index marketing_step_parked on marketing_step (plan_no, enrollment_id) where state = 'parked'`,
    )

    // Append only. Exactly-once comes from the step it replaces, so no unique key is paid for here.
    this.addSql(`
      create table marketing_step_log (
        finished_at timestamptz not null,
        enrollment_id bigint not null, node text not null, visit integer not null, hop smallint not null,
        plan_no integer not null, run_no integer not null, pid integer not null,
        port text, reason text,
        arrived_at timestamptz not null
      ) partition by range (finished_at)`)
    this.addSql(`create index marketing_step_log_enrollment on marketing_step_log (enrollment_id)`)
    this.addSql(`create table marketing_step_log_rest partition of marketing_step_log default`)

    // How many went out of each node by each port, kept by the transaction that lets them pass: live numbers in one look.
    // port '' is the end of a visit without a port (somebody left there). An entry counts who came in through it.
    this.addSql(`
      create table marketing_node_count (
        run_no integer not null, node text not null, port text not null, passed integer not null,
        primary key (run_no, node, port)
      ) with (fillfactor = 50)`)

    // Proof that an effect of a step was written, with what became of it.
    this.addSql(`
      create table marketing_effect (
        enrollment_id bigint not null, node text not null, visit integer not null, index smallint not null,
        plan_no integer not null, run_no integer not null, pid integer not null,
        type text not null, done boolean not null, reason text, ref text,
        at timestamptz not null,
        primary key (enrollment_id, node, visit, index)
      )`)
    this.addSql(
      `create index marketing_effect_refused on marketing_effect (plan_no, run_no, type) where not done`,
    )

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
    for (const table of [
      "audit",
      "effect",
      "node_count",
      "step_log",
      "step",
      "enrollment",
      "run",
      "plan_version",
      "plan",
    ])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
